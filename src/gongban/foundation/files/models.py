"""Photos and documents. Of photos: an original for those who handle the matter, and derivatives that carry no metadata."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from gongban.kernel.identifiers import uuid7


class Photo(models.Model):
    """One checked photo. Files lie below GONGBAN_HOME/uploads by id; the original is encrypted at rest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=80)  # of the original bytes, with the suite's name
    format = models.CharField(max_length=8)  # jpeg | png | webp
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes of the original
    fingerprint = models.BigIntegerField(null=True)  # 64-bit perceptual hash, as a signed integer
    regions = models.JSONField(default=list)  # blurred rectangles in ten-thousandths of width and height: x, y, w, h
    blur_checked_at = models.DateTimeField(null=True)  # staff looked for faces and plates
    uploader = models.CharField(max_length=64, blank=True)  # opaque account id
    uploaded_at = models.DateTimeField(db_default=Now())


class Document(models.Model):
    """One checked document (PDF, OFD or an image). Its file lies below GONGBAN_HOME/uploads by id, encrypted at rest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)  # pdf | ofd | image
    name = models.TextField(blank=True)  # encrypted: a file's name often says whose it is
    size = models.PositiveIntegerField()  # bytes that are kept
    pages = models.PositiveIntegerField()
    digest = models.CharField(max_length=80)  # of the kept bytes, with the suite's name
    uploader = models.CharField(max_length=64, blank=True)  # opaque account id, until it is disowned
    stored_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)  # kept by a draft or an application since

    class Meta:
        indexes = [models.Index(fields=["stored_at"], condition=models.Q(claimed_at__isnull=True), name="documents_unclaimed")]

"""Taking documents in, keeping them with a draft or an application, letting go of those that nobody used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from gongban.foundation.files import shelf
from gongban.foundation.files.documents import refusals
from gongban.foundation.files.documents.checking import check_document
from gongban.foundation.files.documents.queries import CONTENT, NAME_CONTEXT
from gongban.foundation.files.documents.terms import document_limits
from gongban.foundation.files.models import Document
from gongban.foundation.keys import ring
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers import uuid7

LONGEST_NAME = 120


def store_document(stream: BinaryIO, *, name: str, by: Actor, at: datetime) -> Document:
    """Check a document by its content and keep it, sealed; its name too, which may tell whose it is.

    It belongs to whoever sends it until it is claimed; what is not claimed within a day is removed.
    Raises Refusal "document.*" or, of an image, "photo.*"; then nothing is kept.
    """
    if not by.account:
        raise refusals.no_account()
    checked = check_document(stream, document_limits())
    row = Document(
        id=uuid7(), kind=checked.kind, name=ring().encrypt(_named(name), NAME_CONTEXT), size=len(checked.data), pages=checked.pages,
        digest=shelf.ring().seal(checked.data), uploader=by.account, stored_at=at,
    )  # fmt: skip
    shelf.put(row.pk, {CONTENT: checked.data}, full=refusals.no_space)
    row.save(force_insert=True)
    return row


def claim_documents(documents: Sequence[UUID], *, by: Actor, at: datetime) -> None:
    """Keep uploads with something (a draft, an application): from now on they are no strays.

    Only their uploader may; saying it again changes nothing. NotFound when one is gone or somebody else's.
    Within the caller's transaction.
    """
    rows = Document.objects.filter(pk__in=documents, uploader=by.account or None).select_for_update()
    mine = set(rows.values_list("pk", flat=True))
    if mine != set(documents):
        raise refusals.document_not_found()
    Document.objects.filter(pk__in=mine, claimed_at__isnull=True).update(claimed_at=at)


def disown_documents(documents: Sequence[UUID]) -> None:
    """Forget who uploaded these: from now on the application alone says whose they are."""
    Document.objects.filter(pk__in=documents, claimed_at__isnull=False).update(uploader="")


def forget_documents(documents: Sequence[UUID]) -> int:
    """Delete documents with their files, rows first; the caller checked the right. Gives how many."""
    found = list(Document.objects.filter(pk__in=documents).values_list("pk", flat=True))
    count, _ = Document.objects.filter(pk__in=found).delete()
    transaction.on_commit(lambda: _remove_files(found))
    return count


def forget_unclaimed(before: datetime, most: int = 500) -> int:
    """Forget up to `most` documents that were stored before and belong to nothing yet; gives how many."""
    with transaction.atomic():
        old = Document.objects.filter(claimed_at__isnull=True, stored_at__lt=before).order_by("pk")
        return forget_documents(list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most]))


def _remove_files(documents: Sequence[UUID]) -> None:
    for document in documents:
        shelf.remove(document)


def _named(name: str) -> str:
    """The last part of a file's name, in one line and not too long; its ending stays."""
    line = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip()
    stem, ending = PurePath(line).stem, PurePath(line).suffix
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}" if len(ending) <= 10 else line[:LONGEST_NAME]

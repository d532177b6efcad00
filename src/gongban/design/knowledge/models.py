"""Tables of the knowledge base: answers with an owner and a validity, and notices with a place and a time."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from gongban.design.knowledge.terms import NOTICE_KINDS, Origin, Standing
from gongban.foundation.people.models import Account, Department
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class ArticleQuerySet(models.QuerySet["Article"]):
    """Choosing answers."""

    def valid_on(self, day: date) -> ArticleQuerySet:
        """Answers that may be told to people on a day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(begun, lasting, standing=Standing.IN_FORCE)


class Article(models.Model):
    """One question with its answer, owned by a department, valid for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=60, unique=True)
    question_zh = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300, blank=True)
    also = models.JSONField(default=list)  # how else people ask
    answer_zh = models.TextField()
    answer_en = models.TextField(blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, blank=True)  # code of a category of cases
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    standing = models.CharField(max_length=10, default=Standing.IN_FORCE)
    origin = models.CharField(max_length=6, default=Origin.CITY)
    matter = models.UUIDField(null=True)  # the case whose answer it was
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)
    changed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["department", "standing"], name="article_by_owner"),
            GinIndex(fields=["question_zh"], opclasses=["gin_trgm_ops"], name="article_trgm"),
        ]

    @property
    def question(self) -> Words:
        """The question in both languages."""
        return Words(self.question_zh, self.question_en or self.question_zh)

    @property
    def answer(self) -> Words:
        """The answer in both languages."""
        return Words(self.answer_zh, self.answer_en or self.answer_zh)

    @property
    def standing_words(self) -> Words:
        """How it stands, in words."""
        return Standing(self.standing).words


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Choosing notices."""

    def at(self, moment: datetime) -> NoticeQuerySet:
        """Notices in force at a moment."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment, ended_at__isnull=True)

    def coming(self, moment: datetime) -> NoticeQuerySet:
        """Notices in force at a moment or to come."""
        return self.filter(ends_at__gt=moment, ended_at__isnull=True)


class Notice(models.Model):
    """What is announced for some areas and a time: a water cut, road works, a warning."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    areas = models.JSONField(default=list)  # codes of areas of any level; none means the whole city
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    posted_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="notice_by_end")]

    @property
    def title(self) -> Words:
        """The headline in both languages."""
        return Words(self.title_zh, self.title_en or self.title_zh)

    @property
    def text(self) -> Words:
        """The text in both languages."""
        return Words(self.text_zh, self.text_en or self.text_zh)

    @property
    def kind_words(self) -> Words:
        """The kind in words; one that is not known is called other."""
        return NOTICE_KINDS.get(self.kind, NOTICE_KINDS["other"])

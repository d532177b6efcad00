"""What of an old case still says who reported it: contact data, and what the texts say of persons.

Texts are masked as for the public, with the names of the parties, and so before the contact data go. Numbers, places,
categories, times and the journal stay: the figures of the city do not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongban.delivery.cases.indexing import tell_of
from gongban.delivery.cases.models import Application, Assignment, Case, SiteRecord, Study, Urging
from gongban.delivery.cases.publicity import TITLE, masked_all
from gongban.foundation.matters.public import Entry, Matter, Party, over
from gongban.foundation.retention.public import Gone, Sort, holds, note_treated
from gongban.kernel.words import Words

TEXTS, CONTACTS = "texts", "reporter_contacts"
_NOTES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Assignment, ("reason", "answer")), (Application, ("reason", "decision")), (Study, ("question", "conclusion")),
    (Urging, ("text", "report")), (SiteRecord, ("present", "findings")),
)  # fmt: skip
_KNOWN = ~Q(name="", phone="", phone_lookup="", follow_code="")


def mask_texts(cases: Iterable[Case]) -> None:
    """Mask for good what the texts of cases (each with its matter) say of persons; within the caller's transaction."""
    rows = list(cases)
    for case in rows:
        _mask_case(case)
        _mask_lines(case)
    tell_of(rows)


def _mask_case(case: Case) -> None:
    title, case.text, case.address = masked_all(case, case.matter.title, case.text, case.address)
    case.answer, case.moderation_reason = masked_all(case, case.answer, case.moderation_reason, official=True)
    case.matter.title = title[:TITLE]
    case.save(update_fields=["text", "address", "answer", "moderation_reason"])
    Matter.objects.filter(pk=case.pk).update(title=case.matter.title)


def _mask_lines(case: Case) -> None:
    _mask_rows(case, Entry.objects.filter(matter=case.pk), ("text",), official=False)
    for model, names in _NOTES:
        _mask_rows(case, model.objects.filter(case=case.pk), names, official=True)


def _mask_rows(case: Case, rows: QuerySet[Any], names: Sequence[str], *, official: bool) -> None:
    for row in rows:
        before = [getattr(row, name) for name in names]
        after = masked_all(case, *before, official=official)
        if after != before:
            rows.model.objects.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))


def _old(sort: str, before: datetime) -> QuerySet[Matter]:
    return over(sort, before).filter(kind="case")


def _erase_texts(before: datetime, most: int) -> Gone:
    gone = list(_old(TEXTS, before).order_by("pk").values_list("pk", flat=True)[:most])
    mask_texts(Case.objects.select_related("matter", "category").filter(pk__in=gone))
    return _noted(TEXTS, gone)


def _erase_contacts(before: datetime, most: int) -> Gone:
    gone = list(_with_contacts(before).order_by("pk").values_list("pk", flat=True)[:most])
    forget_contacts(gone)
    return _noted(CONTACTS, gone)


def forget_contacts(matters: Sequence[UUID]) -> None:
    """Take names, phones and follow codes off the parties of matters; an account of theirs stays linked."""
    Party.objects.filter(matter__in=matters).update(name="", phone="", phone_lookup="", follow_code="")


def _with_contacts(before: datetime) -> QuerySet[Matter]:
    return _old(CONTACTS, before).filter(pk__in=Party.objects.filter(_KNOWN).values("matter"))


def _noted(sort: str, gone: list[UUID]) -> Gone:
    note_treated(sort, gone, timezone.now())
    return Gone(len(gone), tuple(map(str, gone)))


_END = Words("办完（归档、不予受理、撤回）", "the end (filed, refused, withdrawn)")
holds(
    Sort(TEXTS, Words("正文和往来里的个人信息（遮盖，不可恢复）", "what texts say of persons (masked for good)"), _END,
         lambda before: _old(TEXTS, before).count(), _erase_texts, order=10),
    Sort(CONTACTS, Words("反映人的姓名、电话、查询口令", "names, phones and follow codes of reporters"), _END,
         lambda before: _with_contacts(before).count(), _erase_contacts, order=20),
)  # fmt: skip

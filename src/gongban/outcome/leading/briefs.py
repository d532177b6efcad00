"""Composing, changing, issuing and discarding briefs. An issued brief never changes: its figures are snapshots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.cases.public import in_charge
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.outcome.leading.composing import MOST_CASES, SENTENCES, composed, digest
from gongban.outcome.leading.events import BriefChanged, BriefDiscarded, BriefDrafted, BriefIssued
from gongban.outcome.leading.models import Brief
from gongban.outcome.leading.numbering import next_number
from gongban.outcome.leading.rights import check_composing
from gongban.outcome.leading.terms import Figure, Table

LONGEST_DAYS = 800
SEPARATORS = re.compile(r"[\s,，、;；]+")


class Composing(Input):
    """A brief as it is written: its period, what it shows, and one's own sentences between."""

    title: str = asked("标题", "Title", max_length=120)
    since: date = asked("从哪天", "From", widget="date")
    until: date = asked("到哪天", "Until", widget="date", hint=Words("按整月选，就与上月（环比）比较。", "Whole months are compared with the months before."))
    opening: str = asked("导语", "Opening", widget="textarea", default="")
    figures: list[Figure] = asked("数字", "Figures", widget="several", default=[], max_length=len(Figure))
    on_figures: str = asked("关于数字", "On the figures", widget="textarea", default="")
    tables: list[Table] = asked("表", "Tables", widget="several", default=[], max_length=len(Table))
    on_tables: str = asked("关于表", "On the tables", widget="textarea", default="")
    cases: str = asked("案例编号", "Cases by number", widget="textarea", default="", max_length=1000,
                       hint=Words("一行一件，最多二十件；文字按公开时的样子遮盖。", "One a line, at most twenty; their texts are masked as in public."))  # fmt: skip
    on_cases: str = asked("关于案例", "On the cases", widget="textarea", default="")
    advice: str = asked("建议", "Advice", widget="textarea", default="")

    @property
    def numbers(self) -> list[str]:
        """The numbers of the chosen cases, each once, in order."""
        return list(dict.fromkeys(each.upper() for each in SEPARATORS.split(self.cases) if each))

    def kept(self) -> dict[str, Any]:
        """What a draft keeps, as JSON values."""
        chosen = {"figures": [each.value for each in dict.fromkeys(self.figures)], "tables": [each.value for each in dict.fromkeys(self.tables)]}
        return {**chosen, "cases": self.numbers, **{name: getattr(self, name) for name in SENTENCES}}


def draft(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Brief:
    """Begin a brief. Forbidden for those who do not compose; InvalidInput or Refusal when something does not fit."""
    check_composing(by)
    checked = _checked(given, by)
    with transaction.atomic():
        row = Brief(id=uuid7(), composed_by_id=by.account, composed_at=at)
        _fill(row, checked, at)
        row.save(force_insert=True)
        _happened(BriefDrafted(row.pk), by, at)
    return row


def change(pk: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Brief:
    """Change a draft; Conflict for an issued brief."""
    check_composing(by)
    checked = _checked(given, by)
    with transaction.atomic():
        row = _locked(pk)
        _fill(row, checked, at)
        row.save()
        _happened(BriefChanged(row.pk), by, at)
    return row


def issue(pk: UUID, *, by: Actor, at: datetime) -> Brief:
    """Issue a draft: it gets its number and date, and what it says now is what it says for good."""
    check_composing(by)
    with transaction.atomic():
        row = _locked(pk)
        row.content = composed(row.wanted, row.since, row.until, by=by, at=at)
        row.year, row.serial = next_number("brief", at)
        row.issued_at = row.changed_at = at
        row.issued_by_id = _account(by)
        row.save()
        _happened(BriefIssued(row.pk, row.year, row.serial, digest(row.content)), by, at)
    return row


def discard(pk: UUID, *, by: Actor, at: datetime) -> None:
    """Throw a draft away."""
    check_composing(by)
    with transaction.atomic():
        row = _locked(pk)
        _happened(BriefDiscarded(row.pk), by, at)
        row.delete()


def _locked(pk: UUID) -> Brief:
    row = Brief.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound("brief.not_found", Words("没有找到这份专报。", "There is no such brief."))
    if row.issued_at:
        raise Conflict("brief.issued", Words("已印发的专报不能再改；要更正请另发一期。", "An issued brief does not change. To correct it, issue another."))
    return row


def _checked(given: Mapping[str, Any], by: Actor) -> Composing:
    found = Composing.read(given)
    if found.until < found.since or (found.until - found.since).days > LONGEST_DAYS or found.since.year < 2000 or found.until.year > 2199:
        raise Refusal("brief.period", Words("请选择不超过两年的起止日期，开始不晚于结束。", "Choose a period of at most two years that begins before it ends."), field="until", status=422)
    if len(found.numbers) > MOST_CASES:
        raise Refusal("brief.too_many_cases", Words(f"最多选 {MOST_CASES} 件。", f"At most {MOST_CASES} cases."), field="cases", status=422)
    known = set(in_charge(by).filter(matter__number__in=found.numbers).values_list("matter__number", flat=True))
    if missing := [number for number in found.numbers if number not in known]:
        raise Refusal("brief.case_unknown", Words(f"没有编号为 {missing[0][:30]} 的诉求。", f"There is no case {missing[0][:30]}."), field="cases", status=422)
    return found


def _fill(row: Brief, given: Composing, at: datetime) -> None:
    row.title, row.since, row.until, row.wanted, row.changed_at = given.title, given.since, given.until, given.kept(), at


def _account(by: Actor) -> UUID | None:
    return UUID(by.account) if by.account else None


def _happened(what: Occurrence, by: Actor, at: datetime) -> None:
    record(Entry(what, by, at, organisation=min(by.departments(), default="")))

"""How applications, drafts and parts read over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field as Limited

from gongban.delivery.applications.public import (
    PART,
    Application,
    FieldShown,
    Filling,
    Material,
    MaterialShown,
    Part,
    Remedy,
    details_of,
    open_actions,
    parts_worked_on,
)
from gongban.foundation.facts.public import Declaration
from gongban.foundation.matters.public import thread
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged
from gongban.web.api.problems import FieldProblem, Said

SELF = "self"
Plain = bool | int | str | None


class QuestionOut(Schema):
    """A question: `kind` is integer, money (in fen), text, boolean, date or choice; a choice is answered by one of `options`."""

    name: str
    kind: str
    question: Said
    hint: Said
    options: list[Worded]


class FieldOut(Schema):
    """A field of the form; `source` says where a value comes from that is held already, `hidden` that it is not shown."""

    name: str
    kind: str
    words: Said
    options: list[Worded]
    value: Plain
    source: str
    as_of: date | None
    hidden: bool
    missing: bool
    optional: bool
    parts: list[str]


class PaperOut(Schema):
    """A paper: `way` is how it is given (empty: missing), `licence` the type of a licence that stands in, `material` its id once given."""

    key: str
    name: Said
    way: str
    missing: bool
    material: UUID | None
    licence: str
    parts: list[str]


class PlannedOut(Schema):
    """A part that will be applied for."""

    code: str
    name: Said
    department: str
    waits_for: list[str]


class FillingOut(Schema):
    """A draft as it stands. `question` is the next one, `wishes` optional parts to be said yes or no to; with neither, `parts` is exact.

    `faults` keep it from being submitted; `changed`: the guide was published anew, `refresh` goes on with it.
    """

    id: UUID
    name: Said
    revision: int
    saved_at: datetime
    changed: bool
    question: QuestionOut | None
    wishes: list[str]
    parts: list[PlannedOut]
    fields: list[FieldOut]
    papers: list[PaperOut]
    faults: list[FieldProblem]
    needs_nothing: bool
    fee: int


class PartLine(Schema):
    """A part in a list; times are UTC, `due_at` that of the limit that ends first."""

    number: str
    code: str
    attempt: int
    name: Said
    item: UUID
    department: str
    state: Worded
    open: bool
    due_at: datetime | None
    waits_for: list[str]


class GivenOut(Schema):
    """A paper that was handed in."""

    id: UUID
    key: str
    name: Said
    given: str
    has_document: bool
    at: datetime


class LineOut(Schema):
    """A line of a part's thread."""

    at: datetime
    kind: str
    role: str
    department: str
    text: str


class PartOut(PartLine):
    """One part: its fields and papers as its office sees them, what is to be mended, the decision, and what the caller may do."""

    application: UUID
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    outcome: str
    reason: str
    remedy: Said | None
    document: str
    licence: UUID | None
    fee: int
    paid_at: datetime | None
    handed_over_at: datetime | None
    in_time: bool | None
    fields: dict[str, Plain]
    papers: list[GivenOut]
    to_mend: list[dict[str, str]]
    thread: list[LineOut]
    actions: list[str]


class ApplicationOut(Schema):
    """An application: `stage` is draft, submitted or abandoned; `number` is given when it is submitted."""

    id: UUID
    number: str
    stage: str
    subject: str
    slug: str
    name: Said
    district: str
    channel: str
    delivery: str
    together: bool
    began_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    parts: list[PartLine]


class ApplicationsOut(Page):
    """A page of applications."""

    applications: list[ApplicationOut]


class PartsOut(Page):
    """A page of parts."""

    parts: list[PartLine]


class Filters(Paged):
    """`tab` is due, paused, review or done; `words`: the beginning of a number."""

    tab: str = Limited("due", pattern="^(due|paused|review|done)$")
    state: str = ""
    item: str = Limited("", pattern="^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?$")
    words: str = ""
    late: bool = False


def said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)


def plain(value: Any) -> Plain:
    """A value as JSON has it: days as texts."""
    return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[no-any-return]


def question_of(known: Declaration | None) -> QuestionOut | None:
    if known is None:
        return None
    return QuestionOut(name=known.name, kind=known.fact.kind.value, question=said(known.question), hint=said(known.hint), options=_options(known))


def _options(known: Declaration) -> list[Worded]:
    return [Worded(code=each.code, words=said(each.words)) for each in known.fact.options]


def field_of(each: FieldShown) -> FieldOut:
    known, hidden = each.declaration, each.held is not None and SELF not in each.declaration.seen_by
    return FieldOut(
        name=each.name, kind=known.fact.kind.value, words=said(known.fact.words), options=_options(known), value=None if hidden else plain(each.value), hidden=hidden,
        source=each.held.source.value if each.held else "", as_of=each.held.as_of if each.held else None, missing=each.is_missing, optional=each.optional, parts=list(each.parts),
    )  # fmt: skip


def paper_of(each: MaterialShown) -> PaperOut:
    return PaperOut(
        key=each.key, name=said(each.planned.name), way=each.way.value if each.way else "", missing=each.is_missing, material=each.given.pk if each.given else None,
        licence=each.offered.type_id if each.offered and not each.given else "", parts=list(dict.fromkeys(part for part, _code in each.planned.stands_for)),
    )  # fmt: skip


def fault_of(each: Refusal) -> FieldProblem:
    return FieldProblem(code=each.code, field=each.field, detail=str(each.words))


def filling_of(found: Filling) -> FillingOut:
    row, plan = found.application, found.plan
    return FillingOut(
        id=row.pk, name=said(found.wanted.name), revision=row.revision, saved_at=row.saved_at, changed=found.changed, question=question_of(found.settled.question),
        wishes=list(found.settled.wishes), fields=[field_of(each) for each in found.fields], papers=[paper_of(each) for each in found.materials],
        parts=[PlannedOut(code=each.code, name=said(each.name), department=each.department, waits_for=list(each.waits_for)) for each in plan.parts] if plan else [],
        faults=[fault_of(each) for each in found.faults()], needs_nothing=found.needs_nothing, fee=plan.fee if plan else 0,
    )  # fmt: skip


def line_of(part: Part) -> PartLine:
    return PartLine(**_line(part))


def _line(part: Part) -> dict[str, Any]:
    matter = part.matter
    return {
        "number": matter.number, "code": part.code, "attempt": part.attempt, "name": said(part.name), "item": part.item, "department": part.department_id,
        "state": Worded(code=matter.state, words=said(PART.state(matter.state).words)), "open": matter.open, "due_at": matter.due_at, "waits_for": list(part.waits_for),
    }  # fmt: skip


def part_out(part: Part, by: Actor) -> PartOut:
    """One part for somebody who may see it."""
    last = part.corrections.filter(given_at=None).order_by("-told_at").first() if part.matter.state == "correcting" else None
    return PartOut(
        **_line(part), application=part.application_id, received_at=part.received_at, accepted_at=part.accepted_at, decided_at=part.decided_at, outcome=part.outcome,
        reason=part.reason, remedy=said(Remedy(part.remedy).words) if part.remedy else None, document=part.document, licence=part.licence, fee=part.fee,
        paid_at=part.paid_at, handed_over_at=part.handed_over_at, in_time=part.in_time, fields=_fields_for(part, by),
        papers=[_given(each) for each in part.application.materials.filter(replaced_at=None, parts__contains=[part.code]).order_by("at")],
        to_mend=[{"what": each["what"], "key": each["key"], "how": each["how"]} for each in last.points] if last else [],
        thread=[LineOut(at=each.at, kind=each.kind, role=each.author_role, department=each.department_id or "", text=each.text) for each in thread(part.matter, by=by, party=not by.is_staff)],
        actions=[row.action for row in open_actions(part, by)],
    )  # fmt: skip


def _fields_for(part: Part, by: Actor) -> dict[str, Plain]:
    """What was filled in, for the applicant and the offices that work on it; who only watches over all offices does not read it."""
    if by.is_staff and not parts_worked_on(by).filter(pk=part.pk).exists():
        return {}
    return {name: plain(each["value"]) for name, each in details_of(part).items()}


def _given(row: Material) -> GivenOut:
    return GivenOut(id=row.pk, key=row.key, name=said(row.name), given=row.given, has_document=row.document is not None, at=row.at)


def application_out(row: Application) -> ApplicationOut:
    """One application with its parts as they were read for the caller."""
    return ApplicationOut(
        id=row.pk, number=row.number or "", stage=row.stage, subject=row.subject, slug=row.slug, name=said(row.name), district=row.district, channel=row.channel,
        delivery=row.delivery, together=row.together, began_at=row.began_at, saved_at=row.saved_at, submitted_at=row.submitted_at,
        parts=[line_of(part) for part in row.parts.all()] if row.stage == "submitted" else [],
    )  # fmt: skip

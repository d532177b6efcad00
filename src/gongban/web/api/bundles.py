"""Life events and trades for programs: the list, one with its items, and its questions with the joined list. Open to everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StrictBool, StrictInt, StrictStr

from gongban.design.bundles.public import (
    Bundled,
    Contents,
    Joined,
    Line,
    ask_bundle,
    because,
    bundle,
    list_bundles,
    own_declarations,
    question_of,
    wish_name,
)
from gongban.design.catalogue.public import Limit, Owner
from gongban.foundation.facts.public import TODAY, Declaration, declarations
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import Kind as FactKind
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["bundles 一件事"])
Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
Slug = Annotated[str, Field(max_length=60, pattern=r"^[a-z][a-z0-9-]*$")]
Given = StrictBool | StrictInt | Annotated[StrictStr, Field(max_length=200)]


class Filters(Schema):
    """What the list is filtered by: `kind` one_thing or trade, `audience` person or company, `phase` of a life, `item` that is a part."""

    kind: Short = ""
    audience: Short = ""
    phase: Short = ""
    item: Short = ""
    district: Short = ""


class LineOut(Schema):
    """A bundle in the list."""

    slug: str
    name: Said
    summary: Said
    kind: str
    audience: str
    phase: str
    department: Worded
    parts: int
    number: int | None
    url: str


class PartItemOut(Schema):
    """The item that a part follows, in its version in force."""

    part: str
    code: str
    slug: str
    version: UUID
    number: int | None
    name: Said
    department: Worded


class BundleOut(Schema):
    """One version of a bundle: what it says, and the items of its parts; a part that is missing there is not offered in the district."""

    slug: str
    number: int | None
    version: UUID
    department: Worded
    ended: bool
    published_at: datetime | None
    redesign: UUID | None
    contents: Contents
    items: list[PartItemOut]


class Which(Schema):
    """Which version, and where."""

    number: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    district: Short = ""


class Answers(Schema):
    """What is known of somebody: answers by name of the fact (money in fen, dates as YYYY-MM-DD), optional parts that are wanted
    (`wants`; None as long as that was not asked), names that could not be answered."""

    answers: dict[Annotated[str, Field(max_length=80)], Given] = Field(default={}, max_length=200)
    wants: list[Slug] | None = Field(default=None, max_length=60)
    skipped: list[Annotated[str, Field(max_length=80)]] = Field(default=[], max_length=200)
    district: Short = ""


class OptionOut(Schema):
    """An answer to choose."""

    code: str
    words: Said


class QuestionOut(Schema):
    """The next question. `personal`: ask it where nobody else reads it, and keep it out of addresses."""

    name: str
    question: Said
    hint: Said
    kind: str
    unit: Said | None
    options: list[OptionOut]
    personal: bool


class PartOut(Schema):
    """A part: yes, no or unknown, who decides it, what it waits for, its limit, by which day, and why."""

    code: str
    name: Said
    item: str
    truth: str
    department: str
    waits_for: list[str]
    limit: Limit | None
    due: date | None
    why: Said | None


class WayOut(Schema):
    """An alternative, and whether it is open; `why` where it is not."""

    part: str
    open: bool
    taken: bool
    why: Said | None


class ChoiceOut(Schema):
    """Alternatives of which one is taken."""

    code: str
    question: Said
    ways: list[WayOut]


class MaterialOut(Schema):
    """A material named once: form, bring or fetched; the parts that use it, whether an answer added it, which part issues it."""

    name: Said
    truth: str
    sort: str
    parts: list[str]
    added: bool
    made_by: str
    why: list[Said]


class TextOut(Schema):
    """A condition of acceptance, or of a trade: who asks for it, and whether it is met."""

    aspect: str
    text: Said
    parts: list[str]
    truth: str


class FieldOut(Schema):
    """A field of the one form: a fact, asked once for all parts."""

    fact: str
    words: Said
    parts: list[str]


class AskedOut(Schema):
    """Where the questions stand and the list as far as known. `exact`: nothing is open any more."""

    exact: bool
    wishes: list[str]
    question: QuestionOut | None
    parts: list[PartOut]
    choices: list[ChoiceOut]
    materials: list[MaterialOut]
    requirements: list[TextOut]
    needs: list[TextOut]
    fields: list[FieldOut]
    working_days: int | None
    done: date
    fee: int


@router.get("", auth=None, response={200: list[LineOut], **READING}, summary="一件事和行业清单 · list life events and trades", operation_id="list_bundles")
def bundles(request: HttpRequest, asked: Query[Filters]) -> list[LineOut]:
    """What is in force and fits, in the order of the stages of a life."""
    return [_line(each) for each in list_bundles(at=timezone.now(), **asked.dict())]


@router.get("/{slug}", auth=None, response={200: BundleOut, **READING}, summary="一件事的指南 · one life event or trade", operation_id="read_bundle")
def read_bundle(request: HttpRequest, slug: Slug, which: Query[Which]) -> BundleOut:
    """What it says and the items of its parts, each in its version in force in the district."""
    found = bundle(slug, at=timezone.now(), district=which.district, number=which.number)
    return BundleOut(
        slug=found.slug, number=found.number, version=found.version, department=_owner(found.owner), ended=found.ended,
        published_at=found.published_at, redesign=found.redesign, contents=found.contents,
        items=[
            PartItemOut(
                part=code, code=each.code, slug=each.slug, version=each.version, number=each.number, name=_said(each.name),
                department=_owner(each.owner),
            )
            for code, each in found.items.items()
        ],
    )  # fmt: skip


@router.post(
    "/{slug}/questions", auth=None, response={200: AskedOut, **CHANGING}, summary="问答与清单 · ask, and get the joined list", operation_id="ask_bundle",
)  # fmt: skip
def ask(request: HttpRequest, slug: Slug, given: Answers) -> AskedOut:
    """The next question that can still change the list, and the list as far as known. Nothing of it is kept; it is posted so that
    personal answers stand in no address."""
    now = timezone.now()
    found = bundle(slug, at=now, district=given.district)
    known = {TODAY: calendar().local_day(now), **_values(found, given)}
    return _asked(found, ask_bundle(found, known, at=now, skipped=set(given.skipped)))


def _values(found: Bundled, given: Answers) -> dict[str, Value | None]:
    """The answers as values. Refusal for a name that nobody asks, and for what is none of its values."""
    known: dict[str, Declaration] = {**declarations(), **own_declarations(found)}
    values: dict[str, Value | None] = {}
    for name, value in given.answers.items():
        fact = known[name].fact if name in known and known[name].asked else None
        if fact is None:
            raise Refusal("bundle.no_question", Words(f"没有“{name}”这个问题。", f"There is no question “{name}”."), field="answers", status=422)
        read = _read(value) if fact.kind is FactKind.DATE else value
        if not fact.accepts(read):
            raise Refusal("bundle.answer", Words(f"“{name}”的回答不合：{fact.words.zh}。", f"The answer to “{name}” does not fit: {fact.words.en}."), field="answers", status=422)
        values[name] = read
    if given.wants is not None:
        values |= {wish_name(part.code): part.code in given.wants for part in found.contents.parts if part.optional}
    return values


def _read(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _asked(found: Bundled, joined: Joined) -> AskedOut:
    ends = joined.schedule.ends
    known = declarations()
    return AskedOut(
        exact=joined.is_exact, wishes=[each.code for each in joined.parts if wish_name(each.code) in joined.wishes],
        question=_question(question_of(found, joined.question)) if joined.question else None,
        parts=[
            PartOut(
                code=each.code, name=_said(each.name), item=each.part.item, truth=each.truth.value, department=each.item.owner.code if each.item else "",
                waits_for=[code for code in each.part.waits_for if code in ends], limit=each.part.limit or (each.item.elements.promised_limit if each.item else None),
                due=calendar().local_day(ends[each.code]) if each.code in ends else None, why=_said(because(each.line)) if each.line else None,
            )
            for each in joined.parts
        ],
        choices=[
            ChoiceOut(
                code=each.choice.code, question=_said(each.choice.question),
                ways=[WayOut(part=way.code, open=way.truth.value != "no", taken=way.code == each.taken, why=_said(because(way.line)) if way.line else None) for way in each.ways],
            )
            for each in joined.choices
        ],
        materials=[
            MaterialOut(
                name=_said(each.merged.shown.name), truth=each.truth.value, sort=each.sort.value, parts=list(each.parts), added=each.added, made_by=each.made_by,
                why=[_said(because(line)) for line in each.why],
            )
            for each in joined.materials
        ],
        requirements=[TextOut(aspect="", text=_said(each.text), parts=list(each.parts), truth=each.truth.value) for each in joined.requirements],
        needs=[TextOut(aspect=each.aspect.value, text=_said(each.text), parts=list(each.parts), truth=each.truth.value) for each in joined.needs],
        fields=[FieldOut(fact=each.fact, words=_said(known[each.fact].fact.words), parts=list(each.parts)) for each in joined.fields if each.fact in known],
        working_days=joined.schedule.span.working_days, done=calendar().local_day(joined.schedule.done), fee=joined.amount(),
    )  # fmt: skip


def _question(each: Declaration) -> QuestionOut:
    fact = each.fact
    return QuestionOut(
        name=each.name, question=_said(each.question), hint=_said(each.hint), kind=fact.kind.value, unit=_said(fact.unit) if fact.unit else None,
        options=[OptionOut(code=one.code, words=_said(one.words)) for one in fact.options], personal=each.personal,
    )  # fmt: skip


def _line(each: Line) -> LineOut:
    return LineOut(
        slug=each.slug, name=_said(each.name), summary=_said(each.summary), kind=each.kind.value, audience=each.audience.value, phase=each.phase.value,
        department=_owner(each.owner), parts=each.parts, number=each.number, url=each.url,
    )  # fmt: skip


def _owner(owner: Owner) -> Worded:
    return Worded(code=owner.code, words=_said(owner.name))


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)

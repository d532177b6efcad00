"""Life events and trades for programs: the list, one with its items, and its questions with the joined list. Open to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from gongban.design.bundles.public import (
    Bundled,
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
from gongban.design.catalogue.public import Owner
from gongban.foundation.facts.public import TODAY, Declaration, declarations
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import Kind as FactKind
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.api.bundle_schemas import (
    BundleAnswers,
    BundleAskedOut,
    BundleChoiceOut,
    BundleFieldOut,
    BundleFilters,
    BundleLineOut,
    BundleMaterialOut,
    BundleOptionOut,
    BundleOut,
    BundlePartItemOut,
    BundlePartOut,
    BundleQuestionOut,
    BundleTextOut,
    BundleWayOut,
    BundleWhich,
    Slug,
)
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["bundles 一件事"])

@router.get("", auth=None, response={200: list[BundleLineOut], **READING}, summary="一件事和行业清单 · list life events and trades", operation_id="list_bundles")
def bundles(request: HttpRequest, asked: Query[BundleFilters]) -> list[BundleLineOut]:
    """What is in force and fits, in the order of the stages of a life."""
    return [_line(each) for each in list_bundles(at=timezone.now(), **asked.dict())]


@router.get("/{slug}", auth=None, response={200: BundleOut, **READING}, summary="一件事的指南 · one life event or trade", operation_id="read_bundle")
def read_bundle(request: HttpRequest, slug: Slug, which: Query[BundleWhich]) -> BundleOut:
    """What it says and the items of its parts, each in its version in force in the district."""
    found = bundle(slug, at=timezone.now(), district=which.district, number=which.number)
    return BundleOut(
        slug=found.slug, number=found.number, version=found.version, department=_owner(found.owner), ended=found.ended,
        published_at=found.published_at, redesign=found.redesign, contents=found.contents,
        items=[
            BundlePartItemOut(
                part=code, code=each.code, slug=each.slug, version=each.version, number=each.number, name=_said(each.name),
                department=_owner(each.owner),
            )
            for code, each in found.items.items()
        ],
    )  # fmt: skip


@router.post(
    "/{slug}/questions", auth=None, response={200: BundleAskedOut, **CHANGING}, summary="问答与清单 · ask, and get the joined list", operation_id="ask_bundle",
)  # fmt: skip
def ask(request: HttpRequest, slug: Slug, given: BundleAnswers) -> BundleAskedOut:
    """The next question that can still change the list, and the list as far as known. Nothing of it is kept; it is posted so that
    personal answers stand in no address."""
    now = timezone.now()
    found = bundle(slug, at=now, district=given.district)
    known = {TODAY: calendar().local_day(now), **_values(found, given)}
    return _asked(found, ask_bundle(found, known, at=now, skipped=set(given.skipped)))


def _values(found: Bundled, given: BundleAnswers) -> dict[str, Value | None]:
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


def _asked(found: Bundled, joined: Joined) -> BundleAskedOut:
    ends = joined.schedule.ends
    known = declarations()
    return BundleAskedOut(
        exact=joined.is_exact, wishes=[each.code for each in joined.parts if wish_name(each.code) in joined.wishes],
        question=_question(question_of(found, joined.question)) if joined.question else None,
        parts=[
            BundlePartOut(
                code=each.code, name=_said(each.name), item=each.part.item, truth=each.truth.value, department=each.item.owner.code if each.item else "",
                waits_for=[code for code in each.part.waits_for if code in ends], limit=each.part.limit or (each.item.elements.promised_limit if each.item else None),
                due=calendar().local_day(ends[each.code]) if each.code in ends else None, why=_said(because(each.line)) if each.line else None,
            )
            for each in joined.parts
        ],
        choices=[
            BundleChoiceOut(
                code=each.choice.code, question=_said(each.choice.question),
                ways=[BundleWayOut(part=way.code, open=way.truth.value != "no", taken=way.code == each.taken, why=_said(because(way.line)) if way.line else None) for way in each.ways],
            )
            for each in joined.choices
        ],
        materials=[
            BundleMaterialOut(
                name=_said(each.merged.shown.name), truth=each.truth.value, sort=each.sort.value, parts=list(each.parts), added=each.added, made_by=each.made_by,
                why=[_said(because(line)) for line in each.why],
            )
            for each in joined.materials
        ],
        requirements=[BundleTextOut(aspect="", text=_said(each.text), parts=list(each.parts), truth=each.truth.value) for each in joined.requirements],
        needs=[BundleTextOut(aspect=each.aspect.value, text=_said(each.text), parts=list(each.parts), truth=each.truth.value) for each in joined.needs],
        fields=[BundleFieldOut(fact=each.fact, words=_said(known[each.fact].fact.words), parts=list(each.parts)) for each in joined.fields if each.fact in known],
        working_days=joined.schedule.span.working_days, done=calendar().local_day(joined.schedule.done), fee=joined.amount(),
    )  # fmt: skip


def _question(each: Declaration) -> BundleQuestionOut:
    fact = each.fact
    return BundleQuestionOut(
        name=each.name, question=_said(each.question), hint=_said(each.hint), kind=fact.kind.value, unit=_said(fact.unit) if fact.unit else None,
        options=[BundleOptionOut(code=one.code, words=_said(one.words)) for one in fact.options], personal=each.personal,
    )  # fmt: skip


def _line(each: Line) -> BundleLineOut:
    return BundleLineOut(
        slug=each.slug, name=_said(each.name), summary=_said(each.summary), kind=each.kind.value, audience=each.audience.value, phase=each.phase.value,
        department=_owner(each.owner), parts=each.parts, number=each.number, url=each.url,
    )  # fmt: skip


def _owner(owner: Owner) -> Worded:
    return Worded(code=owner.code, words=_said(owner.name))


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)

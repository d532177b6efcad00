"""How a bundle is put before a person: who does what by when, what waits for what, each paper once with who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from gongban.design.bundles.public import (
    Bundled,
    ChoiceState,
    Figures,
    Joined,
    Line,
    MaterialState,
    PartState,
    Sort,
    Span,
    because,
    reckon,
    way_name,
    ways_by_answer,
    wish_name,
)
from gongban.design.catalogue.public import Limit, limit_words
from gongban.foundation.facts.public import Declaration, declarations
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import Truth
from gongban.kernel.words import Words
from gongban.web.site.guides import Sheet, bare_sheet, price

NOTHING = Words("", "")
EVERY = Words("每一项", "every part")


@dataclass(frozen=True)
class PartLine:
    """A part as it is shown: who decides it, how long it takes, by which day, what it waits for, and why it is there or not."""

    state: PartState
    name: Words
    owner: Words
    url: str
    limit: Words
    due: date | None
    waits: Words
    why: Words
    note: Words
    fee: str

    @property
    def permit(self) -> Words:
        """What is asked for, whichever way is taken."""
        return self.state.item.name if self.state.item else self.name


@dataclass(frozen=True)
class Paper:
    """A material as it is shown: named once, with the parts that use it and the answers that added it."""

    sheet: Sheet
    used_by: Words
    shared: int
    why: Words
    made_by: Words


@dataclass(frozen=True)
class Way:
    """An alternative as it is shown: whether it is open, taken, and why not."""

    line: PartLine
    open: bool
    taken: bool
    why: Words


def by_audience(lines: Sequence[Line]) -> list[tuple[Words, list[Line]]]:
    """The lines of a list for people and for enterprises, each in the order of the stages of a life."""
    return [(audience.words, list(found)) for audience, found in groupby(lines, key=lambda line: line.audience)]


def guide_facts(found: Bundled, joined: Joined) -> dict[str, Any]:
    """What the page of a bundle shows, before anybody said anything about themselves."""
    said, lines = found.contents, _lines(found, joined, whole=True)
    chosen = {part.code for part in said.parts if part.one_of}
    papers = [_paper(each, lines, whole=True) for each in joined.materials]
    return {
        "bundle": found, "said": said, "figures": list(_stated(said.before, said.after)), "promised": limit_words(said.promised_limit) if said.promised_limit else "",
        "parts": [line for code, line in lines.items() if code not in chosen], "choices": list(_choices(joined, lines)),
        "forms": [each for each in papers if each.sheet.material.source == "form"],
        "common": [each for each in papers if not _conditional(each, joined) and not each.sheet.material.is_fetched and each.sheet.material.source != "form"],
        "fetched": [each for each in papers if each.sheet.material.is_fetched], "some": [each for each in papers if _conditional(each, joined) and not each.sheet.material.is_fetched and each.sheet.material.source != "form"],
        "needs": needs_shown(joined, lines), "departments": _departments(found, lines),
        "fees": [(fee.fee, lines[fee.part].name, price(fee.fee.amount)) for fee in joined.fees],
    }  # fmt: skip


def list_facts(found: Bundled, joined: Joined) -> dict[str, Any]:
    """What the list of one person shows."""
    lines = _lines(found, joined)
    papers = [(each, _paper(each, lines)) for each in joined.materials]

    def of(sort: Sort | None, truth: Truth) -> list[Paper]:
        return [paper for each, paper in papers if each.truth is truth and (sort is None or each.sort is sort)]

    shown = {way.code for choice in joined.choices for way in choice.ways}  # 两条路另有一框 · alternatives have a box of their own
    return {
        "rounds": [[lines[code] for code in each] for each in joined.schedule.rounds], "perhaps_parts": [lines[each.code] for each in joined.parts if each.truth is Truth.UNKNOWN and each.code not in shown],
        "no_parts": [lines[each.code] for each in joined.parts if each.truth is Truth.NO and each.code not in shown],
        "choices": [each for each in _choices(joined, lines) if way_name(each[0].choice) != joined.question],
        "form": of(Sort.FORM, Truth.YES), "bring": of(Sort.BRING, Truth.YES), "fetched": of(Sort.FETCHED, Truth.YES), "perhaps": of(None, Truth.UNKNOWN), "not_needed": of(None, Truth.NO),
        "fields": _fields(joined, lines), "unmet": [(each.text, enumerated(lines[code].name for code in each.parts), because(each.line) if each.line else NOTHING) for each in joined.requirements if each.truth is Truth.NO],
        "fees": [(each.fee, lines[each.part].name, price(each.fee.amount)) for each in joined.fees if each.truth is Truth.YES],
        "figures": list(_figures(joined)), "exact": joined.is_exact, "needs": needs_shown(joined, lines, only=True),
    }  # fmt: skip


def wishes_shown(joined: Joined) -> list[tuple[str, Words, Words, Words]]:
    """Optional parts to be chosen from: code, name, who decides it, what is said of it."""
    states = {wish_name(each.code): each for each in joined.parts}
    found = [states[name] for name in joined.wishes]
    return [(each.code, each.name, each.owner, each.part.note if each.part.note.zh else each.item.elements.summary if each.item else NOTHING) for each in found]


def options_by_way(found: Bundled, question: Declaration | None) -> list[tuple[str, Words]]:
    """For a question that chooses between ways: what is sent, and the name of the way."""
    ways = ways_by_answer(found, question.name) if question else {}
    parts = {part.code: part for part in found.contents.parts}
    return [(answer, parts[code].name if parts[code].name.zh else found.items[code].name if code in found.items else Words(code, code)) for answer, code in ways.items()]


def span_words(span: Span) -> Words:
    """A sum of limits in words."""
    if not span.amounts:
        return Words("当场", "at once")
    said = [limit_words(Limit(amount=amount, unit=unit)) for unit, amount in span.amounts]
    return Words("加".join(each.zh for each in said), " and ".join(each.en for each in said))


def needs_shown(joined: Joined, lines: Mapping[str, PartLine], only: bool = False) -> list[tuple[Words, list[tuple[Words, Words]]]]:
    """Conditions of a trade under the aspects on which they bear; `only` those of this person's permits."""
    shown = [each for each in joined.needs if not only or each.truth is not Truth.NO]
    names = {each.text.zh: each.parts if only else _asking(joined, each.text) for each in shown}
    return [
        (aspect.words, [(each.text, enumerated(lines[code].permit for code in names[each.text.zh] if code in lines)) for each in found])
        for aspect, found in groupby(shown, key=lambda each: each.aspect)
    ]


def _asking(joined: Joined, text: Words) -> tuple[str, ...]:
    """Every part that asks for a condition, whether or not it applies."""
    return next((each.asked_by for each in joined.needs if each.text == text), ())


def _lines(found: Bundled, joined: Joined, whole: bool = False) -> dict[str, PartLine]:
    """Every part; `whole` as for anybody, without days."""
    names = {each.code: each.name for each in joined.parts}
    return {each.code: _line(each, joined, names, found.district, whole) for each in joined.parts}


def enumerated(names: Iterable[Words]) -> Words:
    """Each name once, with the comma of the language."""
    once = {each.zh: each for each in names}.values()
    return Words("、".join(each.zh for each in once), ", ".join(each.en for each in once))


def _line(each: PartState, joined: Joined, names: Mapping[str, Words], district: str, whole: bool) -> PartLine:
    ends, elements = joined.schedule.ends, each.item.elements if each.item else None
    limit = each.part.limit or (elements.promised_limit or elements.legal_limit if elements else None)
    waits = enumerated(names[code] for code in each.part.waits_for if whole or code in ends)
    kept = f"?district={district}" if district else ""
    due = calendar().local_day(ends[each.code]) if each.code in ends and not whole else None
    fees = [fee for fee in joined.fees if fee.part == each.code and fee.truth is Truth.YES and fee.fee.amount]
    return PartLine(
        each, each.name, each.owner, f"/services/{each.part.item}/{kept}" if each.item else "", limit_words(limit) if limit else NOTHING, due, waits,
        because(each.line) if each.line else NOTHING, each.part.note, price(sum(fee.fee.amount or 0 for fee in fees)) if fees else "",
    )  # fmt: skip


def _choices(joined: Joined, lines: Mapping[str, PartLine]) -> Iterator[tuple[ChoiceState, list[Way], bool]]:
    """Each choice with its ways, and whether only one of them is open."""
    for choice in joined.choices:
        ways = [Way(lines[way.code], way.truth is not Truth.NO, way.code == choice.taken, because(way.line) if way.line else NOTHING) for way in choice.ways]
        yield choice, ways, sum(way.open for way in ways) == 1


def _paper(each: MaterialState, lines: Mapping[str, PartLine], whole: bool = False) -> Paper:
    using = [code for code in (each.merged.parts if whole else each.parts) if code in lines]
    every = len(using) > 2 and len(using) == (len(lines) if whole else sum(1 for line in lines.values() if line.due))
    used_by = EVERY if every else enumerated(lines[code].name for code in using)
    reasons = [because(line) for line in each.why] if each.added or whole or each.truth is not Truth.YES else []
    why = Words("；".join(one.zh for one in reasons), "; ".join(one.en for one in reasons))
    return Paper(bare_sheet(each.merged.shown), used_by, len(using) if len(using) > 1 else 0, why, lines[each.made_by].name if each.made_by in lines else NOTHING)


def _conditional(paper: Paper, joined: Joined) -> bool:
    return any(each.truth is not Truth.YES for each in joined.materials if each.merged.shown is paper.sheet.material)


def _fields(joined: Joined, lines: Mapping[str, PartLine]) -> list[tuple[Declaration, Words, bool]]:
    known = declarations()
    return [(known[each.fact], enumerated(lines[code].name for code in each.parts), each.fact in joined.known) for each in joined.fields if each.fact in known and known[each.fact].asked]


def _departments(found: Bundled, lines: Mapping[str, PartLine]) -> Words:
    """Who decides the parts; of an imported bundle those that it names."""
    owners = [line.owner for line in lines.values() if line.owner.zh]
    return enumerated(found.contents.with_departments or owners or [found.owner.name])


def _stated(before: Figures | None, after: Figures | None) -> Iterator[tuple[str, int | None, int | None, str]]:
    """Before and after, as the bundle says them."""
    titles = (("days", _("办好要几天"), _("天")), ("visits", _("要跑几次"), ""), ("materials", _("要交几份材料"), ""), ("steps", _("要过几道"), ""))
    for name, title, unit in titles:
        was, now = getattr(before, name, None), getattr(after, name, None)
        if now is not None:
            yield title, was, now, unit


def _figures(joined: Joined) -> Iterator[tuple[str, Any, str, str]]:
    """The figures of one person's list: name, value, unit, note."""
    found = reckon(joined)
    done = calendar().local_day(joined.schedule.done)
    days = found.joined_span.working_days
    note = _("今天交齐，%(day)s 前办好") % {"day": done.isoformat()}
    apart = _("逐项办要 %(days)s") % {"days": span_words(found.apart_span)} if found.apart_span != found.joined_span else ""
    yield _("多久办好"), days or span_words(found.joined_span), _("个工作日") if days else "", "；".join(each for each in (note, apart) if each)
    if found.joined.visits is not None:
        yield _("要跑几次"), found.joined.visits, "", _("全程网上办") if not found.joined.visits else ""
    brought = sum(each.truth is Truth.YES and each.sort is Sort.BRING for each in joined.materials)
    fetched = sum(each.truth is Truth.YES and each.sort is Sort.FETCHED for each in joined.materials)
    yield _("要带的材料"), brought, "", _("另有 %(n)s 份由我们调取") % {"n": fetched} if fetched else ""
    due = [each for each in joined.fees if each.truth is Truth.YES]
    yield _("收费"), price(joined.amount()) if joined.amount() else _("不收费") if not due else _("收费"), "", ""

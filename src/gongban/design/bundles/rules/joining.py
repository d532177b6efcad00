"""One guide for all parts: the next question that can still change the joined list, and the list as far as known; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.rules import states
from gongban.design.bundles.rules.choosing import (
    condition_of,
    openness,
    own_facts,
    settle_ways,
    waits_of,
    ways_of,
    wish_name,
    with_own,
)
from gongban.design.bundles.rules.forming import form_of_parts
from gongban.design.bundles.rules.needs import needs_of
from gongban.design.bundles.rules.unifying import Merged, merged
from gongban.design.bundles.rules.waiting import Timed, schedule
from gongban.design.catalogue.public import Guide, Limit, Requirement
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.conditions import BadCondition, Condition, Facts, Given, Line, Outcome, Truth, all_of
from gongban.kernel.conditions import Guide as Questions
from gongban.kernel.forms import Form

Keyed = tuple[str, Condition | None]


class Joining:
    """A bundle with the items of its parts (by code; parts whose item is not offered are left out), ready to be asked.

    `facts` are those declared. A condition that can no longer be read counts as not known.
    """

    def __init__(self, contents: Contents, items: Mapping[str, Guide], facts: Facts) -> None:
        self.contents, self.items, self.declared = contents, items, facts
        self._texts: dict[str, tuple[Condition | None, bool]] = {}
        names = {code: guide.name for code, guide in items.items()}
        self.own, self.facts = own_facts(contents, names), with_own(contents, facts, names)
        self.applies = {part.code: self._read(condition_of(part, contents)) for part in contents.parts}
        self.merged = merged(contents, {code: guide.elements for code, guide in items.items()})
        self.needs = needs_of(contents, items)
        self._parts = [(f"part.{code}", condition) for code, (condition, readable) in self.applies.items() if readable]
        self._rest = [keyed for keyed in self._others() if keyed]

    def ask(self, known: Given, askable: Sequence[str], *, start: datetime, calendar: WorkingCalendar, skipped: Collection[str] = ()) -> states.Joined:
        """Where the questions stand. `askable`: declared facts that may be asked, in order of preference; `skipped`: what could not be answered."""
        known = settle_ways(self.contents, self.facts, {**known, **self.contents.given})
        own = [name for name in self.own if name not in skipped]
        first, whole = Questions(self._parts, [*askable, *own]), Questions([*self._parts, *self._rest], [*askable, *own])
        wishes = tuple(name for part in self.contents.parts if part.optional and (name := wish_name(part.code)) in own and name not in known and first.matters(name, known))
        question = None if wishes else first.next_question(known) or whole.next_question(known)
        return self._joined(known, whole.outcomes(known), wishes, question, start, calendar)

    def _joined(
        self, known: Given, found: list[Outcome], wishes: tuple[str, ...], question: str | None, start: datetime, calendar: WorkingCalendar
    ) -> states.Joined:
        truth = {each.key: each.truth for each in found}
        parts = tuple(self._part(part.code, truth.get(f"part.{part.code}", Truth.UNKNOWN), known) for part in self.contents.parts)
        applying = [each.code for each in parts if each.truth is Truth.YES]
        timed = [Timed(each.code, waits_of(each.part, applying), _limit(each)) for each in parts if each.truth is Truth.YES]
        return states.Joined(
            self.contents, wishes, question, known, parts, tuple(self._choices(known, applying)), tuple(self._materials(truth, known, applying)),
            tuple(self._requirements(truth, known)), tuple(self._fees(truth)), tuple(self._fields(applying)),
            tuple(each.state(truth.get(each.key, Truth.UNKNOWN), applying) for each in self.needs), schedule(timed, start, calendar),
        )  # fmt: skip

    @cached_property
    def form(self) -> Form:
        """The one form of all parts."""
        return form_of_parts(self.contents, self.items, self.declared)

    # ---- what is asked about

    def _others(self) -> Iterator[Keyed | None]:
        for each in self.merged:
            yield from (self._both(each.key, use.part, use.condition) for use in each.uses)
        for key, part, requirement in self._stated():
            yield self._both(key, part, requirement.condition)
        for code, guide in self.items.items():
            yield from (self._both(f"fee.{code}.{place}", code, fee.condition) for place, fee in enumerate(guide.elements.fees))
        for need in self.needs:
            yield from (self._both(need.key, code, need.condition) for code in need.parts or ("",))

    def _stated(self) -> Iterator[tuple[str, str, Requirement]]:
        yield from ((f"requirement..{place}", "", each) for place, each in enumerate(self.contents.requirements))
        for code, guide in self.items.items():
            yield from ((f"requirement.{code}.{place}", code, each) for place, each in enumerate(guide.elements.requirements))

    def _both(self, key: str, part: str, text: str) -> Keyed | None:
        """That a part applies and a condition of its item holds; None where either cannot be read."""
        applies, readable = self.applies[part] if part else (None, True)
        condition, fine = self._read(text)
        if not (readable and fine):
            return None
        return key, all_of([each for each in (applies, condition) if each])

    def _read(self, text: str) -> tuple[Condition | None, bool]:
        """The condition of a text, None for none, and whether it can be read; each text once."""
        if text not in self._texts:
            try:
                self._texts[text] = (self.facts.condition(text) if text else None, True)
            except BadCondition:
                self._texts[text] = (None, False)
        return self._texts[text]

    # ---- how it stands

    def _part(self, code: str, truth: Truth, known: Given) -> states.PartState:
        part = next(each for each in self.contents.parts if each.code == code)
        condition, _ = self._read(part.condition)
        return states.PartState(part, self.items.get(code), truth, condition.explain(known) if condition else None)

    def _choices(self, known: Given, applying: Sequence[str]) -> Iterator[states.ChoiceState]:
        for choice in self.contents.choices:
            ways = [states.WayState(way.code, openness(way, self.facts, known), self._explained(way.condition, known)) for way in ways_of(self.contents, choice)]
            if any(way.truth is not Truth.NO for way in ways):
                yield states.ChoiceState(choice, tuple(ways), next((way.code for way in ways if way.code in applying), ""))

    def _materials(self, truth: Mapping[str, Truth], known: Given, applying: Sequence[str]) -> Iterator[states.MaterialState]:
        for each in self.merged:
            held = truth.get(each.key, Truth.UNKNOWN)
            lines = [(use, self._explained(use.condition, known)) for use in each.uses if use.part in applying]
            using = [(use, line) for use, line in lines if line is None or line.truth is not Truth.NO]
            added = held is Truth.YES and bool(using) and all(line for _, line in using)
            why = [line for _, line in (using if held is Truth.YES else lines) if line]
            parts = tuple(dict.fromkeys(use.part for use, _ in using))
            yield states.MaterialState(each, held, parts, added or self._by_part(each), _distinct(why), self._made_by(each, applying))

    def _made_by(self, each: Merged, applying: Sequence[str]) -> str:
        """The part that issues a licence which the others need; never one that needs it itself."""
        wanted = each.shown.licence
        makers = [code for code in applying if code in self.items and code not in each.parts and any(out.licence == wanted for out in self.items[code].elements.outcomes)]
        return makers[0] if wanted and makers else ""

    def _by_part(self, each: Merged) -> bool:
        """Whether only some people need it, because only some have the parts that use it."""
        return all(self.applies[use.part][0] is not None for use in each.uses)

    def _requirements(self, truth: Mapping[str, Truth], known: Given) -> Iterator[states.RequirementState]:
        found: dict[str, states.RequirementState] = {}
        for _key, part, each in self._stated():
            if part and truth.get(f"part.{part}") is Truth.NO:
                continue
            line = self._explained(each.condition, known)
            held = line.truth if line else Truth.UNKNOWN if each.condition else Truth.YES
            before = found.get(each.text.zh)
            parts = (*(before.parts if before else ()), part) if part else ()
            found[each.text.zh] = states.RequirementState(each.text, parts, held if not before or before.truth is Truth.YES else before.truth, line or (before.line if before else None))
        return iter(found.values())

    def _fees(self, truth: Mapping[str, Truth]) -> Iterator[states.FeeState]:
        for code, guide in self.items.items():
            for place, fee in enumerate(guide.elements.fees):
                yield states.FeeState(fee, code, truth.get(f"fee.{code}.{place}", Truth.UNKNOWN))

    def _fields(self, applying: Sequence[str]) -> Iterator[states.FieldState]:
        """The fields of the one form: what the parts' forms ask, and what decides their materials; each fact once."""
        using: dict[str, list[str]] = {}
        for part in self.contents.parts:
            if part.code in applying:
                for name in dict.fromkeys([*part.fields, *self._asked_by(part.code), *self._facts_of(part.code)]):
                    using.setdefault(name, []).append(part.code)
        order = {name: place for place, name in enumerate(self.facts)}
        return (states.FieldState(name, tuple(parts)) for name, parts in sorted(using.items(), key=lambda each: order.get(each[0], 0)))

    def _asked_by(self, code: str) -> Iterator[str]:
        """What the form of the part's item asks."""
        guide = self.items.get(code)
        return (field.fact for field in guide.elements.fields) if guide else iter(())

    def _facts_of(self, code: str) -> Iterator[str]:
        guide = self.items.get(code)
        texts = [guide.elements.condition_of(each) for each in guide.elements.materials] if guide else []
        for text in (next(each.condition for each in self.contents.parts if each.code == code), *texts):
            condition, _ = self._read(text)
            yield from (name for name in condition.facts if name not in self.own and name != "today") if condition else ()

    def _explained(self, text: str, known: Given) -> Line | None:
        condition, _ = self._read(text)
        return condition.explain(known) if condition else None


def _limit(each: states.PartState) -> Limit | None:
    elements = each.item.elements if each.item else None
    return each.part.limit or (elements.promised_limit or elements.legal_limit if elements else None)


def _distinct(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple({line.words.zh: line for line in lines}.values())

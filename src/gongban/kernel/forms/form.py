"""One form: what is shown, what is missing, what is wrong; one answer re-evaluates only what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from gongban.kernel.conditions import Kind, Value
from gongban.kernel.forms.fitting import answered, fitted
from gongban.kernel.forms.ordering import checked, ordered
from gongban.kernel.forms.problems import CHOOSE, REQUIRED, Problem, named
from gongban.kernel.forms.settling import Settling
from gongban.kernel.forms.state import State, truths
from gongban.kernel.forms.terms import NOTHING, Field, Known, Rule, Section, Want


class Form:
    """Fields in order, in sections, and the rules of the pre-check. BadForm where they make none (a circle, a fact twice).

    Make it once for a version and keep it: what it learns from its conditions serves every draft.
    """

    def __init__(self, fields: Sequence[Field], rules: Sequence[Rule] = (), sections: Sequence[Section] = ()) -> None:
        checked(fields, rules)
        self.fields = {field.name: field for field in fields}
        self.rules, self.sections = tuple(rules), tuple(sections)
        self.order = {name: place for place, name in enumerate(ordered(self.fields))}
        self.wants: list[tuple[str, Want]] = [(field.name, want) for field in fields for want in field.wants]
        self.wants_of: dict[str, list[int]] = {}
        self.touches_wants: dict[str, list[int]] = {}
        self.touches_rules: dict[str, list[int]] = {}
        for number, (name, want) in enumerate(self.wants):
            self.wants_of.setdefault(name, []).append(number)
            for fact in want.condition.facts if want.condition else ():
                self.touches_wants.setdefault(fact, []).append(number)
        for number, rule in enumerate(self.rules):
            for fact in rule.facts:
                self.touches_rules.setdefault(fact, []).append(number)

    @cached_property
    def fingerprint(self) -> str:
        """What tells this form from every other: a state that was kept goes on only with its own form."""
        parts = [f"{name}|{self.fields[name].fact!r}|{want.condition.text if want.condition else ''}|{want.optional}" for name, want in self.wants]
        parts += [f"{rule.key}|{rule.condition.text}|{rule.applies.text if rule.applies else ''}" for rule in self.rules]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    # ---- going on

    def start(self, known: Mapping[str, Known] | None = None, answers: Mapping[str, object] | None = None, disputed: Iterable[str] = ()) -> State:
        """The state of these answers, everything evaluated. `known`: held facts, and what goes without asking (today)."""
        nothing = State(dict(answers or {}), dict(known or {}), frozenset(disputed), {}, (None,) * len(self.wants), (None,) * len(self.rules), frozenset())
        return Settling(self, nothing).everything()

    def answer(self, state: State, name: str, value: object) -> State:
        """The state after one answer; None says "has none". What does not fit is kept, and told by `faults`."""
        return self.answer_all(state, {name: value})

    def answer_all(self, state: State, answers: Mapping[str, object]) -> State:
        """The state after several answers at once."""
        changed = replace(state, answers={**state.answers, **answers})
        return Settling(self, changed).after(answers)

    def clear(self, state: State, name: str) -> State:
        """The state without an answer."""
        changed = replace(state, answers={other: value for other, value in state.answers.items() if other != name})
        return Settling(self, changed).after([name])

    def dispute(self, state: State, name: str) -> State:
        """The applicant says that what is known of a field is wrong: it is asked, and the answer counts."""
        return Settling(self, replace(state, disputed=state.disputed | {name})).after([name])

    def trust(self, state: State, name: str) -> State:
        """What is known counts after all."""
        return Settling(self, replace(state, disputed=state.disputed - {name})).after([name])

    def resume(self, stored: Mapping[str, Any], known: Mapping[str, Known]) -> State:
        """Go on with a stored state; only what depends on facts that changed since (today, a register) is evaluated.

        One that was stored by another version of the form, or cannot be read, is evaluated anew from its answers.
        """
        answers, disputed = dict(stored.get("answers") or {}), frozenset(stored.get("disputed") or ())
        try:
            wants, rules = truths(stored["wants"]), truths(stored["rules"])
            fresh = stored["form"] == self.fingerprint and (len(wants), len(rules)) == (len(self.wants), len(self.rules))
            given = dict(stored["given"])
        except (KeyError, TypeError, AttributeError):
            fresh = False
        if not fresh:
            return self.start(known, answers, disputed)
        former = {name: fitted(self.fields[name].fact, value)[0] if name in self.fields else _same(value, known.get(name)) for name, value in given.items()}
        shown = frozenset(name for number, (name, _) in enumerate(self.wants) if wants[number])
        state = State(answers, dict(known), disputed, former, tuple(wants), tuple(rules), shown)
        return Settling(self, state).after([*self.fields, *known, *given])

    # ---- how it stands

    def in_sections(self) -> list[tuple[Section, list[Field]]]:
        """Sections in order with all their fields; those of none come last."""
        named = {section.key: section for section in self.sections}
        found: dict[str, list[Field]] = {key: [] for key in named}
        for field in self.fields.values():
            found.setdefault(field.section if field.section in named else "", []).append(field)
        return [(named.get(key, Section("", NOTHING)), fields) for key, fields in found.items() if fields]

    def shown(self, state: State) -> list[Field]:
        """The fields that belong to the form now, in order, known ones too."""
        return [field for name, field in self.fields.items() if name in state.shown]

    def held(self, state: State) -> dict[str, Known]:
        """Shown fields that are known and not disputed: not asked, only shown with their source."""
        return {name: state.known[name] for name in self.fields if name in state.shown and name in state.known and name not in state.disputed}

    def asked(self, state: State) -> list[Field]:
        """Shown fields that the applicant fills in."""
        held = self.held(state)
        return [field for field in self.shown(state) if field.name not in held]

    def is_required(self, state: State, name: str) -> bool:
        """Whether a field that is shown must be filled in."""
        return any(state.wants[number] and not self.wants[number][1].optional for number in self.wants_of[name])

    def wanted_by(self, state: State, name: str) -> tuple[str, ...]:
        """The parts that want a field now."""
        return tuple(dict.fromkeys(self.wants[number][1].by for number in self.wants_of[name] if state.wants[number]))

    def missing(self, state: State) -> list[str]:
        """Required fields without an answer, in order."""
        return [field.name for field in self.asked(state) if state.answers.get(field.name) is None and self.is_required(state, field.name)]

    def faults(self, state: State) -> list[Problem]:
        """Everything that is wrong or to be told, in the order of the fields: unfit answers, missing ones, rules that do not hold."""
        found = [*self._unfit(state), *self._missing(state), *self._broken(state)]
        places = {name: place for place, name in enumerate(self.fields)}
        return sorted(found, key=lambda each: min((places.get(name, len(places)) for name in each.fields), default=len(places)))

    def stops(self, state: State) -> list[Problem]:
        """What must be mended before submission; none: it may be submitted."""
        return [problem for problem in self.faults(state) if problem.stops]

    def submission(self, state: State) -> dict[str, Value | None]:
        """What is submitted: the values of shown fields. Answers of hidden ones stay in the draft."""
        return {name: state.given[name] for name in self.fields if name in state.shown and name in state.given}

    def _unfit(self, state: State) -> Iterator[Problem]:
        for field in self.asked(state):
            fault = fitted(field.fact, state.answers.get(field.name))[1]
            if fault:
                yield Problem("form.unfit", (field.name,), fault)

    def _missing(self, state: State) -> Iterator[Problem]:
        for name in self.missing(state):
            field = self.fields[name]
            phrase = CHOOSE if field.fact.kind in (Kind.CHOICE, Kind.BOOLEAN) else REQUIRED
            yield Problem("form.required", (name,), named(phrase, field.fact.words))

    def _broken(self, state: State) -> Iterator[Problem]:
        for number, rule in enumerate(self.rules):
            if state.rules[number] is False:
                fields = tuple(name for name in rule.fields or rule.condition.facts if name in state.shown)
                yield Problem("form.rule", fields, rule.words, rule.mend, rule.severity, rule.key, rule.condition.explain(state.given))


def _same(stored: Any, known: Known | None) -> Any:
    """The value that a stored one stands for where it is still so; what was stored where it is not, so that the change is seen."""
    return known.value if known and answered(known.value) == stored else stored

"""The form of an item from its elements: declared fields, the facts on which they hang, the rules of the pre-check; and what is known already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongban.design.catalogue.elements import Elements, FormField, PreCheck
from gongban.foundation.facts.public import TODAY, Declaration, Held, Source, declarations, declared
from gongban.kernel.conditions import BadCondition, Condition, Facts, Value, all_of
from gongban.kernel.forms import Field, Form, Known, Rule, Section, Severity, State, Want
from gongban.kernel.forms.implied import could_hold, undecided
from gongban.kernel.words import Words

SITUATION = Section("situation", Words("先说说情况", "Your situation"), Words("答了这几句，下面只留下您要填的。", "With these, only what you have to fill in remains below."))
FILLED = Section("form", Words("填写", "To be filled in"))
_SAID_BY_SELF = Words("您以前填写的", "As you told us before")
_SOURCES = {Source.LICENCE: Words("电子证照", "An electronic licence"), Source.REGISTER: Words("部门登记", "A department's register"), Source.DECLARED: _SAID_BY_SELF}
_MOST_KEPT = 400


def form_of(elements: Elements) -> Form:
    """The form of one item, as the declared facts have it; kept for as long as both stay the same.

    Conditions that can no longer be read count as always. Raises BadForm "form.cycle" where fields wait for each other.
    """
    return _kept(elements, _Same(declared()))


def begin_form(
    form: Form, held: Mapping[str, Held], answers: Mapping[str, object], *, known: Mapping[str, Value | None], disputed: Iterable[str] | None = None
) -> State:
    """Where a form stands for somebody: what is held of them fills it in, what they answered counts over it.

    `known`: what goes without asking (today, what a bundle is about). `disputed`: held fields that they call wrong; those they answered, unless said otherwise.
    """
    facts = known_facts(held) | {name: Known(value) for name, value in known.items() if name not in held or name not in form.fields}
    facts |= {name: Known(value) for name, value in answers.items() if name not in form.fields}  # type: ignore[arg-type]
    own = {name: value for name, value in answers.items() if name in form.fields}
    return form.start(facts, own, [name for name in own if name in held] if disputed is None else disputed)


def known_facts(held: Mapping[str, Held]) -> dict[str, Known]:
    """What is held, with its source in words and its day."""
    known = declarations()
    return {name: Known(each.value, _source(each, known.get(name)), each.as_of) for name, each in held.items()}


def _source(held: Held, declaration: Declaration | None) -> Words:
    if held.source is Source.DECLARED:
        return _SAID_BY_SELF
    if held.source is Source.REGISTER and declaration and declaration.source.zh:
        return declaration.source
    return Words(held.reference, held.reference) if held.reference else _SOURCES[held.source]


# ---- 由事项到表 · from an item to its form


def field_of(name: str, wants: Sequence[Want], *, section: str = "", hint: Words | None = None) -> Field:
    """A declared fact as a field: labelled by its question, else by its name."""
    known = declarations()[name]
    return Field(known.fact, known.question if known.question.zh else known.fact.words, hint if hint and hint.zh else known.hint, section, tuple(wants), known.personal)


def sections_of(fields: Iterable[FormField]) -> dict[str, Section]:
    """The headings under which fields stand, by their key, in the order in which they are first named."""
    return {each.section.zh: Section(each.section.zh, each.section) for each in fields if each.section.zh}


def rules_of(prechecks: Sequence[PreCheck], facts: Facts, *, by: str = "", applies: Condition | None = None) -> list[Rule]:
    """The rules of the pre-check of one item; those that cannot be read are left out."""
    found = []
    for place, each in enumerate(prechecks, start=1):
        condition = readable(each.condition, facts)
        if condition:
            found.append(Rule(f"{by}.{place}" if by else str(place), condition, each.says, each.mend, Severity(each.severity), each.fields, applies, by))
    return found


def readable(text: str, facts: Facts) -> Condition | None:
    """The condition of a text; None of none, and of one that can no longer be read."""
    try:
        return facts.condition(text) if text else None
    except BadCondition:
        return None


@dataclass(frozen=True)
class Hanging:
    """A condition for which facts are asked: by which part, and only where `gate` may hold (None: always)."""

    condition: Condition
    by: str = ""
    gate: Condition | None = None


def implied(
    conditions: Sequence[Hanging], facts: Facts, *, fields: Collection[str], known_anyway: Collection[str] = (), before: Callable[[str, str], bool]
) -> dict[str, list[Want]]:
    """Facts that conditions hang on and no field asks: each wanted (by whom) while what is asked before it leaves a condition open.

    `before(field, name)` says whether a field of the form is asked before such a fact, so that it may decide whether that is asked.
    """
    known = declarations()
    named = {name for each in conditions for name in (*each.condition.facts, *(each.gate.facts if each.gate else ()))}
    asked = [name for name in known if name in named and name not in fields and name not in known_anyway and known[name].asked and not facts[name].formula]
    found: dict[str, list[Want]] = {}
    for place, name in enumerate(asked):
        never = (other for other in named if other in known and not known[other].asked and other != TODAY and other not in known_anyway)
        later = {*asked[place:], *never, *(field for field in fields if not before(field, name))}
        for each in conditions:
            want = _while_open(each, name, later)
            if want:
                found.setdefault(name, []).append(want)
    return found


def _while_open(hanging: Hanging, name: str, later: Collection[str]) -> Want | None:
    """When a fact is asked for a condition: where its gate may hold, while the condition is open. None: never."""
    found = undecided(hanging.condition, later) if name in hanging.condition.facts else False
    if found is False:
        return None
    gate = could_hold(hanging.gate, later) if hanging.gate else None
    return Want(all_of([each for each in (gate, found) if isinstance(each, Condition)]), False, hanging.by)


class _Same:
    """Stands for the declared facts in a cache: the same as long as they are the very same object."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.facts is self.facts

    def __hash__(self) -> int:
        return id(self.facts)


@lru_cache(maxsize=_MOST_KEPT)
def _kept(elements: Elements, same: _Same) -> Form:
    facts = same.facts
    rows = [each for each in elements.fields if each.fact in facts]
    rules = rules_of(elements.prechecks, facts)
    wants = {each.fact: Want(readable(each.condition, facts), each.optional) for each in rows}
    hanging = [Hanging(condition) for condition in [*(want.condition for want in wants.values()), *(rule.condition for rule in rules)] if condition]
    always = {name for name, want in wants.items() if want.condition is None}
    first = implied(hanging, facts, fields=wants, before=lambda field, _: field in always)
    fields = [field_of(name, each, section=SITUATION.key) for name, each in first.items()]
    fields += [field_of(each.fact, [wants[each.fact]], section=each.section.zh or FILLED.key, hint=each.hint) for each in rows]
    return Form(fields, rules, [SITUATION, FILLED, *sections_of(rows).values()])

"""One form for all parts of a bundle: the same fact is one field, whoever asks it; rules apply where their part does; pure but for the declared facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.rules.choosing import condition_of, own_facts, way_name, with_own
from gongban.design.catalogue.public import (
    FILLED,
    SITUATION,
    FormField,
    Guide,
    Hanging,
    field_of,
    implied,
    readable,
    rules_of,
    sections_of,
)
from gongban.kernel.conditions import Facts, all_of, any_of
from gongban.kernel.forms import BadForm, Field, Form, Rule, Want
from gongban.kernel.forms.implied import could_hold


def form_of_parts(contents: Contents, items: Mapping[str, Guide], facts: Facts) -> Form:
    """The form of a bundle. What goes without asking and the bundle's own choices are no fields: they are known when one fills it in.

    A part's field is asked once the part applies; what decides which parts apply is asked first.
    """
    return _Forming(contents, items, facts).form()


class _Forming:
    def __init__(self, contents: Contents, items: Mapping[str, Guide], facts: Facts) -> None:
        self.contents, self.items, self.declared = contents, items, facts
        self.facts = with_own(contents, facts, {code: guide.name for code, guide in items.items()})
        self.taken = {*own_facts(contents), *(way_name(choice) for choice in contents.choices), *contents.given}
        self.applies = {part.code: readable(condition_of(part, contents), self.facts) for part in contents.parts}
        self.rows = [(part.code, row) for part in contents.parts for row in self._rows(part.code, part.fields) if row.fact in facts and row.fact not in self.taken]
        self.order = {name: place for place, name in enumerate(facts)}
        self.deciding = {name for condition in self.applies.values() if condition for name in condition.facts} - self.taken

    def form(self) -> Form:
        rules = list(self._rules())
        loose: set[str] = set()
        while True:
            fields = list(self._fields(rules, loose))
            try:
                return Form(fields, rules, [SITUATION, FILLED, *sections_of(row for _, row in self.rows).values()])
            except BadForm as bad:
                # 各事项分开时不绕圈，合起来才绕：这一项就人人都问 · a circle made by joining: this one is asked of everybody
                if bad.code != "form.cycle" or bad.fields[0] in loose:
                    raise
                loose.add(bad.fields[0])

    def _rows(self, code: str, extra: Iterable[str]) -> Iterator[FormField]:
        """What the form of a part asks: its item's fields, and those that the bundle adds."""
        own = self.items[code].elements.fields if code in self.items else ()
        named = {each.fact for each in own}
        yield from own
        yield from (FormField(fact=name) for name in extra if name not in named)

    def _fields(self, rules: list[Rule], loose: set[str]) -> Iterator[Field]:
        wants: dict[str, list[Want]] = {}
        for code, row in self.rows:
            wants.setdefault(row.fact, []).append(self._want(code, row, loose))
        hanging = [Hanging(condition, code) for code, condition in self.applies.items() if condition]
        hanging += [Hanging(own, code, self.applies[code]) for code, row in self.rows if (own := readable(row.condition, self.facts))]
        hanging += [Hanging(rule.condition, rule.by, rule.applies) for rule in rules]
        before = implied(hanging, self.declared, fields=wants, known_anyway=self.taken, before=self._before)
        yield from (field_of(name, self._once(each, name, loose), section=SITUATION.key) for name, each in before.items())
        first = {row.fact: row for _, row in reversed(self.rows)}
        for name, each in wants.items():
            section = next((row.section.zh for _, row in self.rows if row.fact == name and row.section.zh), FILLED.key)
            hint = next((row.hint for _, row in self.rows if row.fact == name and row.hint.zh), first[name].hint)
            yield field_of(name, self._once(each, name, loose), section=section, hint=hint)

    def _want(self, code: str, row: FormField, loose: set[str]) -> Want:
        """A part's field, wanted once the part may apply and its own condition holds."""
        applies, own = self.applies[code], readable(row.condition, self.facts)
        later = {name for name in self.deciding if self.order.get(name, 0) >= self.order.get(row.fact, 0)} if row.fact in self.deciding else set()
        may = could_hold(applies, later) if applies else None
        return Want(None if row.fact in loose else all_of([each for each in (may, own) if each]), row.optional, code)

    def _before(self, field: str, name: str) -> bool:
        """What decides which parts apply is asked in the order in which facts are declared."""
        return field in self.deciding and self.order[field] < self.order[name]

    def _once(self, wants: list[Want], name: str, loose: set[str]) -> list[Want]:
        """Equal wants once; a field that was let loose is asked of everybody."""
        if name in loose:
            wants = [replace(want, condition=None) for want in wants]
        return list({(want.condition.text if want.condition else "", want.optional, want.by): want for want in wants}.values())

    def _rules(self) -> Iterator[Rule]:
        """The rules of all parts; the same rule of several parts once, for whichever applies."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for part in self.contents.parts:
            prechecks = self.items[part.code].elements.prechecks if part.code in self.items else ()
            for rule in rules_of(prechecks, self.facts, by=part.code, applies=self.applies[part.code]):
                found.setdefault((rule.condition.text, rule.words.zh), []).append(rule)
        for rules in found.values():
            applies = [each.applies for each in rules if each.applies]
            yield rules[0] if len(rules) == 1 else replace(rules[0], applies=any_of(applies) if len(applies) == len(rules) else None)

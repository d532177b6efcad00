"""In which order fields are decided: each after those on which its conditions hang. A circle is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from gongban.kernel.errors import Refusal
from gongban.kernel.forms.terms import Field, Rule
from gongban.kernel.words import Words

MOST = 2_000


class BadForm(Refusal):
    """Fields and rules that make no form. `fields` names where."""

    def __init__(self, code: str, words: Words, fields: tuple[str, ...] = ()) -> None:
        super().__init__(f"form.{code}", words, field=fields[0] if fields else None, status=422)
        self.fields = fields


def ordered(fields: Mapping[str, Field]) -> list[str]:
    """Names in the order in which they are decided. BadForm "form.cycle" where fields wait for each other."""
    waits = {name: [other for other in _named(field) if other in fields] for name, field in fields.items()}
    try:
        return list(TopologicalSorter(waits).static_order())
    except CycleError as error:
        circle = tuple(reversed(error.args[1]))
        words = Words(" → ".join(fields[name].words.zh for name in circle), " → ".join(fields[name].words.en for name in circle))
        raise BadForm(
            "cycle", Words(f"这几项互相等着：{words.zh}，请改其中一项“什么人才填”的条件。", f"These wait for each other: {words.en}. Change the condition of one of them."), circle
        ) from None


def checked(fields: Sequence[Field], rules: Sequence[Rule]) -> None:
    """BadForm where a fact stands twice, a rule's key is used twice, or there are too many of either."""
    for what, names in (("twice", [field.name for field in fields]), ("rule_twice", [rule.key for rule in rules])):
        again = next((name for place, name in enumerate(names) if name in names[:place]), None) if len(set(names)) < len(names) else None
        if again is not None:
            raise BadForm(what, Words(f"“{again}”已经有了。", f"“{again}” is there already."), (again,))
    if max(len(fields), len(rules)) > MOST:
        raise BadForm("too_many", Words(f"一张表最多 {MOST} 项、{MOST} 条预审规则。", f"A form has at most {MOST} fields and {MOST} rules."))


def _named(field: Field) -> list[str]:
    return [name for want in field.wants if want.condition for name in want.condition.facts]

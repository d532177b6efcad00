"""One condition: its text, its tree, and the questions that one asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from gongban.kernel.conditions.evaluating import Decide, Given, decision
from gongban.kernel.conditions.explaining import Line, explain
from gongban.kernel.conditions.missing import Watch, watch
from gongban.kernel.conditions.postgres import Sql, expression
from gongban.kernel.conditions.terms import Answer, Fact, Truth
from gongban.kernel.conditions.tree import Group, Node, facts_of

if TYPE_CHECKING:
    from gongban.kernel.conditions.bulk import Masks
    from gongban.kernel.conditions.columns import Column


class Condition:
    """A checked condition over declared facts; made by `Facts.condition(text)`."""

    def __init__(self, text: str, tree: Node) -> None:
        self.text = text
        self.tree = tree

    def __repr__(self) -> str:
        return f"Condition({self.text!r})"

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The held facts it hangs on, by name, in the order of the text; derived ones are resolved."""
        return facts_of(self.tree)

    @cached_property
    def decide(self) -> Decide:
        """The bare function: facts of one matter to True, False or None. The fastest way to ask."""
        return decision(self.tree)

    @cached_property
    def watch(self) -> Watch:
        """The bare function that answers and gathers what is missing."""
        return watch(self.tree)

    def evaluate(self, given: Given) -> Answer:
        """Yes, no or unknown; when unknown, the facts that are not known yet.

        A name missing from `given` is not known yet; None is known to have no value, as NULL in SQL.
        """
        missing: list[str] = []
        answer = self.watch(given, missing)
        return Answer(Truth.of(answer), tuple(dict.fromkeys(missing)) if answer is None else ())

    def explain(self, given: Given) -> Line:
        """Each clause in words, with what is held of it and by how much it is missed."""
        return explain(self.tree, given)

    def masks(self, columns: Mapping[str, Column], rows: int, given: Given | None = None) -> Masks:
        """The answer for `rows` rows at once: a mask of what is true and one of what is known.

        `columns` holds a Column for each fact, `given` facts that are the same for all rows, such as today.
        """
        # numpy 只在成批时才需要 · numpy is needed in bulk only
        from gongban.kernel.conditions.bulk import masks
        from gongban.kernel.conditions.columns import Column

        same = {name: Column.same(self.facts[name], value) for name, value in (given or {}).items() if name in self.facts}
        return masks(self.tree, {**columns, **same}, rows)

    def sql(self, columns: Mapping[str, str], given: Given | None = None) -> Sql:
        """The same as an expression for PostgreSQL (bigint, text, boolean and date columns), its values as parameters.

        `columns` says in which column (`name` or `table.name`) each fact stands, `given` what is the same for all rows.
        """
        return expression(self.tree, columns, given or {})


def any_of(conditions: Sequence[Condition]) -> Condition | None:
    """Any of them as one condition; None of none."""
    if len(conditions) < 2:
        return next(iter(conditions), None)
    return Condition(" OR ".join(f"({each.text})" for each in conditions), Group(False, tuple(each.tree for each in conditions)))


def all_of(conditions: Sequence[Condition]) -> Condition | None:
    """All of them at once as one condition; None of none, which always holds."""
    if len(conditions) < 2:
        return next(iter(conditions), None)
    return Condition(" AND ".join(f"({each.text})" for each in conditions), Group(True, tuple(each.tree for each in conditions)))

"""One condition: its text, its tree, and the questions that one asks it."""

from __future__ import annotations

from functools import cached_property

from gongban.kernel.conditions.evaluating import Decide, Given, decision
from gongban.kernel.conditions.missing import missing_in
from gongban.kernel.conditions.terms import Answer, Fact, Truth
from gongban.kernel.conditions.tree import Node, facts_of


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

    def evaluate(self, given: Given) -> Answer:
        """Yes, no or unknown; when unknown, the facts that are not known yet.

        A name missing from `given` is not known yet; None is known to have no value, as NULL in SQL.
        """
        answer = Truth.of(self.decide(given))
        return Answer(answer, tuple(missing_in(self.tree, given)) if answer is Truth.UNKNOWN else ())

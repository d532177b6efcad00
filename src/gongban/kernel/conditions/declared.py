"""The facts that conditions may name, each declared once; derived ones are resolved when they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from threading import RLock

from gongban.kernel.conditions.condition import Condition
from gongban.kernel.conditions.refusals import MOST_STEPS, refuse
from gongban.kernel.conditions.terms import BadCondition, Fact, Sort
from gongban.kernel.conditions.tree import Node, Term

# 说的是整条链，不是某一个算式 · these speak of the whole chain, not of one formula
_THROUGH = ("condition.cycle", "condition.formula", "condition.too_deep")


class Facts(Mapping[str, Fact]):
    """Declared facts by name. `faults()` lists what is wrong with the derived ones; a condition that names one refuses."""

    def __init__(self, declared: Iterable[Fact] = ()) -> None:
        self._facts: dict[str, Fact] = {}
        self._made: dict[str, Node | Term] = {}
        self._path: list[str] = []
        self._steps: dict[str, int] = {}
        # 一条线程正在展开时，别的线程不能把它看成绕圈 · another thread must not take one's path for a circle
        self._resolving = RLock()
        for fact in declared:
            if fact.name in self._facts:
                refuse("twice", what=fact.name)
            self._facts[fact.name] = fact

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def condition(self, text: str) -> Condition:
        """The condition that a text says; BadCondition names the place and how to mend it."""
        return Condition(text, _tree(text, self))

    def derived_condition(self, fact: Fact, at: int = 0) -> Node:
        """The tree of a derived fact that is yes or no; `at` is where it is named."""
        return self._resolved(fact, at)  # type: ignore[return-value]

    def derived_value(self, fact: Fact, at: int = 0) -> Term:
        """The tree of a derived number, date or text."""
        return self._resolved(fact, at)  # type: ignore[return-value]

    def faults(self) -> dict[str, BadCondition]:
        """What is wrong with which declared fact, each by its name."""
        found = {}
        for fact in self._facts.values():
            try:
                self._checked(fact)
            except BadCondition as fault:
                found[fact.name] = fault
        return found

    def _checked(self, fact: Fact) -> None:
        try:
            named = _tree(f"{fact.name} IS NULL", Facts([Fact(fact.name, fact.kind, fact.words)]))
        except BadCondition:
            named = None
        if named is None:
            refuse("name", what=fact.name)
        if fact.formula:
            self._resolved(fact, 0)

    def _resolved(self, fact: Fact, at: int) -> Node | Term:
        with self._resolving:
            if fact.name not in self._made:
                self._made[fact.name] = self._followed(fact, at)
            if self._path:
                self._steps[self._path[-1]] = max(self._steps[self._path[-1]], self._steps[fact.name] + 1)
            return self._made[fact.name]

    def _followed(self, fact: Fact, at: int) -> Node | Term:
        if fact.name in self._path:
            refuse("cycle", at, what=" → ".join([*self._path[self._path.index(fact.name) :], fact.name]))
        self._path.append(fact.name)
        self._steps[fact.name] = 1
        try:
            if len(self._path) > MOST_STEPS:
                refuse("too_deep", at)
            made = self._read(fact)
        finally:
            self._path.pop()
        if self._steps[fact.name] > MOST_STEPS:
            refuse("too_deep", at)
        return made

    def _read(self, fact: Fact) -> Node | Term:
        try:
            if fact.sort is Sort.BOOLEAN:
                return _tree(fact.formula, self)
            from gongban.kernel.conditions.parsing import read_term

            term = read_term(fact.formula, self)
        except BadCondition as fault:
            if fault.code in _THROUGH:
                raise
            refuse("formula", 0, fact=fact.name, what=fault.words)
        if term.sort is not fact.sort:
            refuse("result", 0, fact=fact.name, left_kind=fact.sort.words, right_kind=term.sort.words)
        return term


def _tree(text: str, facts: Facts) -> Node:
    # sqlglot 导入要 0.3 秒，第一次用到条件时才付 · importing sqlglot takes 0.3 s, paid when the first condition is read
    from gongban.kernel.conditions.parsing import read_condition

    return read_condition(text, facts)

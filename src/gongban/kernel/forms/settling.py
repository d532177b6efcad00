"""Evaluating what a change touches, and nothing else: fields in their order, each condition once, rules at the end."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongban.kernel.conditions import Value
from gongban.kernel.forms.fitting import fitted
from gongban.kernel.forms.state import State

if TYPE_CHECKING:
    from gongban.kernel.forms.form import Form

_UNKNOWN = object()


class Settling:
    """One step from a state whose answers were changed to the state that follows."""

    def __init__(self, form: Form, state: State) -> None:
        self.form, self.state = form, state
        self.given, self.shown = dict(state.given), set(state.shown)
        self.wants, self.rules = list(state.wants), list(state.rules)
        self.looked = 0
        self.changed: set[str] = set()
        self._waiting: dict[str, set[int]] = {}
        self._queue: list[tuple[int, str]] = []
        self._rules: set[int] = set()

    def everything(self) -> State:
        """All conditions, evaluated."""
        self.given = {name: known.value for name, known in self.state.known.items() if name not in self.form.fields}
        for number, (name, _) in enumerate(self.form.wants):
            self._queue_want(number, name)
        self._rules.update(range(len(self.form.rules)))
        return self._settled()

    def after(self, names: Iterable[str]) -> State:
        """What hangs on these facts, as far as their values changed."""
        for name in names:
            self._renew(name)
        return self._settled()

    def _settled(self) -> State:
        while self._queue:
            _, name = heapq.heappop(self._queue)
            self._decide(name)
        for number in sorted(self._rules):
            self._judge(number)
        before = self.state
        return State(
            before.answers, before.known, before.disputed, self.given, tuple(self.wants), tuple(self.rules), frozenset(self.shown), self.looked, frozenset(self.changed)
        )

    def _renew(self, name: str) -> None:
        """Read a fact anew; where its value changed, what hangs on it waits to be decided."""
        value = self._value(name)
        if value is self.given.get(name, _UNKNOWN) or value == self.given.get(name, _UNKNOWN):
            return
        if value is _UNKNOWN:
            del self.given[name]
        else:
            self.given[name] = value  # type: ignore[assignment]
        for number in self.form.touches_wants.get(name, ()):
            self._queue_want(number, self.form.wants[number][0])
        self._rules.update(self.form.touches_rules.get(name, ()))

    def _value(self, name: str) -> Value | object | None:
        """What conditions read of a fact: nothing of a field that is hidden or whose answer does not fit."""
        known = self.state.known.get(name)
        field = self.form.fields.get(name)
        if field is None:
            return known.value if known else _UNKNOWN
        if name not in self.shown:
            return _UNKNOWN
        if known and name not in self.state.disputed:
            return known.value
        if name not in self.state.answers:
            return _UNKNOWN
        value, fault = fitted(field.fact, self.state.answers[name])
        return _UNKNOWN if fault else value

    def _queue_want(self, number: int, name: str) -> None:
        if name not in self._waiting:
            self._waiting[name] = set()
            heapq.heappush(self._queue, (self.form.order[name], name))
        self._waiting[name].add(number)

    def _decide(self, name: str) -> None:
        for number in self._waiting.pop(name):
            condition = self.form.wants[number][1].condition
            self.looked += condition is not None
            truth = condition.decide(self.given) if condition else True
            if truth is not self.wants[number]:
                self.wants[number] = truth
                self.changed.add(name)
        shown = any(self.wants[number] for number in self.form.wants_of[name])
        (self.shown.add if shown else self.shown.discard)(name)
        self._renew(name)

    def _judge(self, number: int) -> None:
        rule = self.form.rules[number]
        self.looked += 1 + (rule.applies is not None)
        applies = rule.applies.decide(self.given) if rule.applies else True
        truth = rule.condition.decide(self.given) if applies else None
        if truth is not self.rules[number]:
            self.changed.update(rule.fields or rule.condition.facts)
        self.rules[number] = truth

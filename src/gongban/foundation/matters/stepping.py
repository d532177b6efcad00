"""How an act of a lifecycle table runs on a matter: lock, check the right, perform, move on, clocks, thread and events.

An owner makes one Process for its kind of matter, registers a function for each action of its table, and calls `act`.
Its model has the matter as its primary key (`matter = OneToOneField(Matter, primary_key=True)`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.models import Matter
from gongban.foundation.matters.thread import Line, say
from gongban.foundation.matters.timing import open_timers, show_on_matter, start_timers, stop
from gongban.kernel.actors import Actor
from gongban.kernel.clock import Limit
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Lifecycle, Transition
from gongban.kernel.words import Words


@dataclass
class Step:
    """One act under way on a locked matter; the act may choose where it leads (`to`) and says what the thread is to say."""

    thing: Any  # the owner's row
    matter: Matter
    row: Transition
    role: str
    to: str
    by: Actor
    at: datetime
    events: list[Occurrence] = field(default_factory=list)
    said: list[Line] = field(default_factory=list)

    def happened(self, *what: Occurrence) -> None:
        """Note events; they are written when the act is through."""
        self.events.extend(what)

    def says(self, text: str, *, audience: str = "parties", **fields: Any) -> None:
        """Add a line to the thread: `parties` lets the person read it, `staff` does not."""
        self.said.append(Line(self.row.action, text, audience, self.role, department_of(self.by, self.matter), fields=fields))


def department_of(by: Actor, matter: Matter) -> str | None:
    """For which department the actor acts on a matter: the holder where they belong to it, else one of theirs."""
    held = by.departments()
    return matter.holder_id if matter.holder_id in held else min(held, default=None)


Performed = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Act:
    """An action's name, the input that it asks for, and the function that performs it."""

    name: str
    given: type[Input]
    perform: Performed


@dataclass
class Process:
    """The acts on matters of one kind.

    `visible` gives the owner's rows that an actor may see, `relations` in which relations of the table they stand to one,
    `limits` the length of each clock that the table starts: its rows say "start NAME" or "stop NAME". `unknown` and
    `code` are for refusals ("CODE.not_allowed", "CODE.wrong_state").
    """

    lifecycle: Lifecycle
    code: str
    visible: Callable[[Actor], models.QuerySet[Any]]
    relations: Callable[[Any, Actor], frozenset[str]]
    limits: Callable[[], Mapping[str, Limit]]
    unknown: Callable[[], NotFound]
    acts: dict[str, Act] = field(default_factory=dict)

    def performs(self, name: str, given: type[Input] = Input) -> Callable[[Performed], Performed]:
        """Register the function for an action of the table."""

        def register(function: Performed) -> Performed:
            self.acts[name] = Act(name, given, function)
            return function

        return register

    def begin(self, thing: Any, *, at: datetime, clocks: tuple[str, ...]) -> None:
        """Start the first clocks of a new matter of this kind, whose row is saved; the caller holds the transaction."""
        _clocks(thing.matter, tuple(f"start {name}" for name in clocks), self.limits(), at)
        thing.matter.save()

    def act(self, pk: UUID, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Any:
        """Perform an action and return the owner's row.

        NotFound for what the actor may not see, Forbidden or Conflict where they may not do this (now), InvalidInput for
        what does not fit; nothing is changed then.
        """
        known = self.acts.get(action)
        if known is None:
            raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
        checked = known.given.read(given or {})
        with transaction.atomic():
            if not self.visible(by).filter(pk=pk).exists():
                raise self.unknown()
            matter = Matter.objects.select_for_update().get(pk=pk)
            thing = self.visible(by).model._default_manager.get(pk=pk)
            thing.matter = matter
            step = self._step(thing, known, by, at)
            known.perform(step, checked)
            self._finish(step)
        return thing

    def offered(self, thing: Any, by: Actor) -> list[Transition]:
        """The rows of the table that the actor may take now."""
        held = self.relations(thing, by)
        return [row for row in self.lifecycle.from_state(thing.matter.state) if row.action in self.acts and held.intersection(row.who)]

    def _step(self, thing: Any, known: Act, by: Actor, at: datetime) -> Step:
        held, matter = self.relations(thing, by), thing.matter
        if not any(held.intersection(row.who) for row in self.lifecycle.rows(known.name)):
            raise Forbidden(f"{self.code}.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
        row = self.lifecycle.row(matter.state, known.name)
        if row is None or not held.intersection(row.who):
            state = self.lifecycle.state(matter.state).words
            raise Conflict(f"{self.code}.wrong_state", Words(f"现在是“{state.zh}”，不能进行这项操作。", f"This cannot be done: it is “{state.en}” now."))
        return Step(thing, matter, row, next(name for name in row.who if name in held), row.to[0] if row.to else matter.state, by, at)

    def _finish(self, step: Step) -> None:
        matter = step.matter
        matter.state, matter.open, matter.changed_at = step.to, self.lifecycle.state(step.to).open, step.at
        _clocks(matter, step.row.clock if matter.open else ("stop all",), self.limits(), step.at)
        for line in step.said:
            say(matter, line, by=step.by, at=step.at)
        department = department_of(step.by, matter) or ""
        entries = [Entry(what, step.by, step.at, matter.pk, matter.next_seq(), step.role, department) for what in step.events]
        step.thing.save()
        matter.save()
        record(*entries)


def _clocks(matter: Matter, effects: tuple[str, ...], limits: Mapping[str, Limit], at: datetime) -> None:
    for effect in effects:
        what, _blank, name = effect.partition(" ")
        if what == "stop":
            stop(open_timers(matter, () if name == "all" else (name,)), at=at)
        elif name in limits and not open_timers(matter, (name,)).exists():
            start_timers(matter, {name: limits[name]}, at=at, subject=matter.pk, department=matter.holder_id or "")
    show_on_matter(matter, holds=matter.pk)

"""A process that stands still, as during a special procedure: no timer runs out meanwhile, and each runs on by the city's calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock import Clock, Pause
from gongban.kernel.clock.due import runs_out
from gongban.kernel.process.running import element_of
from gongban.kernel.process.state import State


def pause(state: State, *, at: datetime) -> State:
    """From now on no timer runs out; the same state where it stands still already."""
    return state if state.stands_still else replace(state, pauses=(*state.pauses, Pause(at)))


def resume(state: State, *, at: datetime, calendar: WorkingCalendar) -> State:
    """The timers run on, each ending as its limit says with the time in between left out; the same state where none stands still."""
    if not state.stands_still:
        return state
    pauses = (*state.pauses[:-1], Pause(state.pauses[-1].start, at))
    nodes = state.diagram.structure.by_id
    limits = {key: nodes[element_of(key)].limit for key in state.due}
    due = {key: runs_out(Clock(state.since[key], limit, pauses=pauses), calendar) for key, limit in limits.items() if limit}
    return replace(state, pauses=pauses, due=due)

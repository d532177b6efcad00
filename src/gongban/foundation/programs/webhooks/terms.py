"""Words of webhooks: states, the waits between tries, and which kinds of event owners announce to programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from gongban.foundation.journal.public import Event
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words


class Standing(StrEnum):
    """How a subscription stands."""

    ACTIVE = "active"
    PAUSED = "paused"  # what happens meanwhile waits
    ENDED = "ended"

    @property
    def words(self) -> Words:
        return _STANDING[self]


class State(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # given up; its owner may send it again
    DROPPED = "dropped"  # the program may no longer see what it is about

    @property
    def words(self) -> Words:
        return _STATE[self]


_STANDING = {
    Standing.ACTIVE: Words("推送中", "Active"), Standing.PAUSED: Words("已暂停", "Paused"), Standing.ENDED: Words("已结束", "Ended"),
}  # fmt: skip
_STATE = {
    State.WAITING: Words("等待", "Waiting"), State.SENDING: Words("发送中", "Being sent"), State.SENT: Words("已送达", "Delivered"),
    State.FAILED: Words("未送达", "Given up"), State.DROPPED: Words("无权再看", "No longer allowed"),
}  # fmt: skip

PING = "ping"
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))  # before the second, third ... try
RESTS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 1800))  # of a receiver that does not answer
PAUSED_AFTER = 20  # failures in a row
LOST = timedelta(minutes=5)  # after which a try of a process that died is made again
KEPT = timedelta(days=30)

Sees = Callable[[Event, Actor], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Announced:
    """A kind of event that programs may hear of. `for_staff`: only those of members of staff."""

    kind: str
    words: Words
    for_staff: bool
    sees: Sees


ANNOUNCED: dict[str, Announced] = {}


def announces(kinds: Mapping[str, bool], sees: Sees) -> None:
    """Let programs hear of kinds of event (True: only those of staff).

    `sees(event, by)` gives what `by` is told (ids, codes and times), or None where they may not know.
    """
    from gongban.kernel.events import DECLARED

    for kind, for_staff in kinds.items():
        ANNOUNCED[kind] = Announced(kind, DECLARED[kind].words, for_staff, sees)

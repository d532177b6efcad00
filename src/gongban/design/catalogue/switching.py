"""Which version of an item holds on a day in a district (B8): the newest one that is on there; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongban.design.catalogue.terms import Setting


@dataclass(frozen=True)
class Candidate:
    """A published version: its number, and the day from which its edition is in force."""

    version: UUID
    number: int
    since: date
    ended: bool = False


@dataclass(frozen=True)
class Turn:
    """A switch: of a version, or of the item itself where `version` is None; the later of one day wins by `order`."""

    version: UUID | None
    setting: str
    districts: tuple[str, ...]
    since: date
    order: int = 0


def setting_of(turns: Iterable[Turn], version: UUID | None, day: date) -> Turn | None:
    """The last switch of a version, or of the item itself, up to a day."""
    turned = [turn for turn in turns if turn.version == version and turn.since <= day]
    return max(turned, key=lambda turn: (turn.since, turn.order), default=None)


def is_on(turn: Turn | None, district: str) -> bool:
    """Whether a switch lets a district have it; what was never switched is on.

    >>> is_on(None, ""), is_on(Turn(None, "piloted", ("990102000000",), date(2026, 1, 1)), "990103000000")
    (True, False)
    """
    if turn is None or turn.setting == Setting.ON:
        return True
    return turn.setting == Setting.PILOTED and district in turn.districts


def version_in_force(candidates: Iterable[Candidate], turns: Iterable[Turn], day: date, district: str) -> Candidate | None:
    """The newest version in force; None where the item is off, not begun, or ended."""
    said = tuple(turns)
    if not is_on(setting_of(said, None, day), district):
        return None
    begun = sorted((each for each in candidates if each.since <= day), key=lambda each: -each.number)
    found = next((each for each in begun if is_on(setting_of(said, each.version, day), district)), None)
    return None if found is None or found.ended else found

"""The vocabulary: how an everyday saying stands, and where it comes from."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class State(StrEnum):
    """Only approved sayings are used; what is proposed waits for an editor."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    ENDED = "ended"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _STATES[self]


class Origin(StrEnum):
    """Who brought a saying."""

    CITY = "city"  # 随城市数据载入 · loaded with the city's folder
    PEOPLE = "people"
    STAFF = "staff"


_STATES = {
    State.PROPOSED: Words("待审定", "To be decided"),
    State.APPROVED: Words("已采用", "In use"),
    State.REJECTED: Words("未采用", "Not taken"),
    State.ENDED: Words("已停用", "Ended"),
}

"""The vocabulary of the knowledge base: where an answer comes from, how it stands, kinds of notices."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class Standing(StrEnum):
    """How an answer stands: only those in force are shown; what is proposed waits for its owner."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    ENDED = "ended"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _STANDING[self]


class Origin(StrEnum):
    """Who wrote an answer first."""

    CITY = "city"  # 随城市数据载入 · loaded with the city's folder
    STAFF = "staff"
    CASE = "case"  # 由政策专员的答复而来 · from an answer that was given to somebody (A11)


_STANDING = {
    Standing.PROPOSED: Words("待审定", "To be approved"),
    Standing.IN_FORCE: Words("有效", "In force"),
    Standing.DECLINED: Words("未采用", "Not taken"),
    Standing.ENDED: Words("已下架", "Ended"),
}

NOTICE_KINDS: dict[str, Words] = {
    "water": Words("停水", "Water cut"),
    "power": Words("停电", "Power cut"),
    "gas": Words("停气", "Gas cut"),
    "road_works": Words("道路施工", "Road works"),
    "traffic": Words("交通管制", "Traffic"),
    "works": Words("施工改造", "Works"),
    "health": Words("卫生健康", "Health"),
    "warning": Words("预警", "Warning"),
    "event": Words("活动", "Event"),
    "other": Words("其他", "Other"),
}

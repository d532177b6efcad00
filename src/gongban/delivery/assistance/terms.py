"""The vocabulary of assistance (帮办、代办、上门办): what a mandate allows, how it came about, where somebody is helped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongban.kernel.words import Words


class Kind(StrEnum):
    """What an assistant does for somebody."""

    HELP = "help"
    ACT = "act"

    @property
    def words(self) -> Words:
        """How it is called."""
        return KINDS[self][0]

    @property
    def explained(self) -> Words:
        """What it means, in one sentence for the person."""
        return KINDS[self][1]


class Origin(StrEnum):
    """How a mandate was given."""

    ONLINE = "online"
    PAPER = "paper"

    @property
    def words(self) -> Words:
        """How it is called."""
        return ORIGINS[self]


class Place(StrEnum):
    """Where somebody is helped."""

    COUNTER = "counter"
    ONLINE = "online"
    HOME = "home"

    @property
    def words(self) -> Words:
        """How it is called."""
        return PLACES[self]


class Reason(StrEnum):
    """Why an order is paused or ended."""

    MATERIALS = "materials"
    NOT_REACHED = "not_reached"
    WAITS_FOR_DEPARTMENT = "waits_for_department"
    NOT_ELIGIBLE = "not_eligible"
    PERSON_WISHES = "person_wishes"
    MANDATE_OVER = "mandate_over"
    OTHER = "other"

    @property
    def words(self) -> Words:
        """The reason in words."""
        return REASONS[self]


@dataclass(frozen=True)
class Principal:
    """For whom somebody acts: a resident's account, or an enterprise by its credit code; one of the two."""

    account: str | None = None
    enterprise: str | None = None


KINDS = {
    Kind.HELP: (Words("帮办", "Help"), Words("讲解、一起准备材料、陪同办理；由您自己提交。", "Explains, prepares the papers with you, comes along; you submit yourself.")),
    Kind.ACT: (Words("代办", "Act for"), Words("材料齐全后，凭您的委托替您提交、补正、领取。", "With complete papers, submits, mends and collects for you by your mandate.")),
}
ORIGINS = {Origin.ONLINE: Words("本人在线委托", "Given online in person"), Origin.PAPER: Words("纸质委托书", "On paper")}
PLACES = {Place.COUNTER: Words("到窗口", "At a counter"), Place.ONLINE: Words("线上、电话", "Online or by phone"), Place.HOME: Words("上门", "At home")}
REASONS = {
    Reason.MATERIALS: Words("材料还不齐", "Papers are still missing"),
    Reason.NOT_REACHED: Words("联系不上本人", "The person cannot be reached"),
    Reason.WAITS_FOR_DEPARTMENT: Words("等部门答复", "Waits for a department"),
    Reason.NOT_ELIGIBLE: Words("不符合办理条件", "The conditions are not met"),
    Reason.PERSON_WISHES: Words("本人要求", "The person wishes it"),
    Reason.MANDATE_OVER: Words("委托已结束", "The mandate is over"),
    Reason.OTHER: Words("其他原因", "Another reason"),
}
ACTS = {
    "looked": Words("查看了您的办件", "Looked at your matter"),
    "prepared": Words("替您准备了申请", "Prepared an application for you"),
    "gave_up": Words("替您放弃了草稿", "Gave up a draft for you"),
    "submitted": Words("替您提交了申请", "Submitted an application for you"),
    "mended": Words("替您补正了材料", "Mended papers for you"),
    "withdrew": Words("替您撤回了申请", "Withdrew an application for you"),
    "collected": Words("替您领取了结果", "Collected a result for you"),
    "order": Words("办理了您的帮代办件", "Worked on your order"),
}

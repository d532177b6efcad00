"""The vocabulary of facts: a declared fact with its question, a party, and what is held of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gongban.kernel.conditions import Fact, Value
from gongban.kernel.words import Words

TODAY = "today"  # 今天由平台给出，不问也不存 · given by the platform, neither asked nor kept
SELF = "self"  # 本人（企业则是可代表它的人） · the person, or who may speak for the enterprise


class About(StrEnum):
    """Whom a fact is about."""

    PERSON = "person"
    ENTERPRISE = "enterprise"
    MATTER = "matter"  # 只说这一次要办的事（开多大的店），不为任何人保存 · about the matter at hand only, kept of nobody


class Source(StrEnum):
    """Where a held value comes from; what is more certain may not be replaced by what is less."""

    DECLARED = "declared"  # 本人填写 · said by the person
    REGISTER = "register"  # 部门登记 · a department's register
    LICENCE = "licence"  # 电子证照 · an electronic licence

    @property
    def certainty(self) -> int:
        """What a person says yields to a register, and both to a licence."""
        return [Source.DECLARED, Source.REGISTER, Source.LICENCE].index(self)


@dataclass(frozen=True)
class Declaration:
    """A fact as the city declares it: for conditions (`fact`), and for people (question, hint, where it comes from).

    `asked` is False for what the platform knows or derives. `personal` values are encrypted. `seen_by` lists `self` and roles of staff.
    """

    fact: Fact
    about: About
    question: Words
    hint: Words
    source: Words
    personal: bool
    asked: bool
    seen_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in conditions."""
        return self.fact.name


@dataclass(frozen=True)
class Party:
    """Of whom something is held: an account's id, or an enterprise's credit code; exactly one of them."""

    account: str | None = None
    enterprise: str | None = None

    @property
    def about(self) -> About:
        """Which facts it has."""
        return About.PERSON if self.account else About.ENTERPRISE


@dataclass(frozen=True)
class Held:
    """One value that is held: None where the party is known to have none. `as_of`: the day for which the source says so."""

    name: str
    value: Value | None
    source: Source
    reference: str
    as_of: date
    recorded_at: datetime
    consented_at: datetime | None

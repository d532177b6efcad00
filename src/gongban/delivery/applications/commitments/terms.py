"""Limits of commitments, in the city's days: when checked, how long one may mend, until when one may appeal."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.clock import Limit, Unit
from gongban.kernel.words import Words

CHECK_WITHIN = Limit(20, Unit.WORKING_DAY)
APPEAL_WITHIN = Limit(60, Unit.NATURAL_DAY)
LIABILITY = Words(
    "承诺的内容请逐条看清。选择承诺是自愿的，不选就按一般程序办。承诺不实的，撤销依据承诺作出的决定；明知不符仍承诺的，还要记入信用记录，修复之前不再适用承诺办理。",
    "Read each point. The choice is yours; without a promise the ordinary way is taken. What is granted on a promise that is not kept is annulled; a knowingly false one goes on the credit record, and no promise is accepted until that is repaired.",
)


class Kind(StrEnum):
    """For what the promise stands."""

    LICENCE = "licence"  # 准营承诺：先发证，后核查
    PROOF = "proof"  # 证明事项承诺：代替一份证明

    @property
    def words(self) -> Words:
        """How it is called."""
        return Words("承诺办证", "For a licence") if self is Kind.LICENCE else Words("承诺代替证明", "In place of a proof")


class Finding(StrEnum):
    """What a check on site found. There is no default: a box that nobody ticked must not take somebody's licence away."""

    MET = "met"
    NOT_MET = "not_met"

    @property
    def words(self) -> Words:
        """How people call it."""
        return Words("与承诺相符", "The promise is met") if self is Finding.MET else Words("与承诺不符", "It is not met")

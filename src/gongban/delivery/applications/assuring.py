"""How sure we must be of who acts, for each action of an applicant: a draft takes a verified phone, what binds takes a real name."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.people.public import Assurance, require
from gongban.kernel.actors import Actor

NEEDED = {
    "begin": Assurance.PHONE, "correct": Assurance.PHONE, "withdraw": Assurance.PHONE,
    "submit": Assurance.REAL_NAME, "sign": Assurance.REAL_NAME, "apply_again": Assurance.REAL_NAME,
}  # fmt: skip


def check_assurance(action: str, *, by: Actor, at: datetime) -> None:
    """AssuranceNeeded, with where to get there, for a resident of whom too little is known; staff at a counter have seen the card themselves."""
    if by.kind == "resident":
        require(by, NEEDED[action], at)

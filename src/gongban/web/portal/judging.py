"""The callback as the reporter answers it online (F1): contacted in time, solved, satisfied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongban.delivery.cases.public import Seen, Solved
from gongban.kernel.actors import Actor


def facts(seen: Seen, *, by: Actor, now: datetime) -> dict[str, Any]:
    """What the page needs for the form of judgement: whether it is open to this reader."""
    open_now = seen.mine and seen.state.code == "closed"
    return {"may_judge": open_now, "solved_choices": [(one.value, one.words) for one in Solved]}


def judge(number: str, given: Mapping[str, Any], *, by: Actor, at: datetime) -> bool:
    """Hand the judgement to the callback; whether it counts as solved. Refusal where it does not fit."""
    raise NotImplementedError

"""How requests to see a licence and looks at it read on the holder's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from gongban.delivery.licences.public import Look, Share, Way
from gongban.kernel.words import Words
from gongban.web.site.licence_showing import called

SHARE_STATES = {
    "asked": (Words("等您答复", "Waits for your answer"), "warn"), "given": (Words("已同意", "Consented"), "good"), "refused": (Words("已拒绝", "Refused"), ""),
    "withdrawn": (Words("已撤回", "Withdrawn"), ""), "over": (Words("同意已到期", "The consent is over"), ""),
}  # fmt: skip
MONTH, QUARTER = timedelta(days=30), timedelta(days=92)


def look(row: Look) -> dict[str, Any]:
    """A look in words."""
    return {"at": row.at, "way": Way(row.way).words, "department": called(row.department), "matter": row.share.matter if row.share else ""}


def shares(rows: Iterable[Share], today: date) -> list[dict[str, Any]]:
    """What departments ask to see, each with its state today."""
    found = []
    for row in rows:
        state = "over" if row.state == "given" and row.until and row.until < today else row.state
        words, colour = SHARE_STATES[state]
        found.append({"share": row, "state": state, "words": words, "tone": colour, "department": called(row.department)})
    return found


def consent_days(today: date) -> dict[str, str]:
    """What the form of a consent offers: a month, at most three."""
    return {"today": today.isoformat(), "month": (today + MONTH).isoformat(), "latest": (today + QUARTER).isoformat()}

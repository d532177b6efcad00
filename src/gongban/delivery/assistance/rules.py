"""What a mandate covers at a moment; pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from gongban.kernel.words import Words

COVERED = Words("委托包括这个事项，在期限内。", "The mandate covers this item and is in force.")
NONE = Words("没有这个人给您的委托。", "This person has given you no mandate.")
FAULTS = {
    "over": Words("委托已到期。", "The mandate is over."),
    "not_yet": Words("委托还没有开始。", "The mandate has not begun."),
    "revoked": Words("委托已被收回。", "The mandate was taken back."),
    "other_item": Words("委托不包括这个事项。", "The mandate does not cover this item."),
    "only_help": Words("这是帮办的委托，提交要由本人来做。", "This mandate is for help; the person submits."),
    "excluded": Words("这个事项不能由别人代办。", "Nobody may act for others in this item."),
}


def fault(state: str, since: datetime, until: datetime, items: Collection[str], item: str, *, at: datetime) -> str:
    """Why a mandate does not cover an item (its code) at a moment; empty where it does. Items are expanded, excluded ones left out.

    >>> from datetime import UTC, timedelta
    >>> day, span = datetime(2026, 3, 2, tzinfo=UTC), timedelta(days=1)
    >>> fault("in_force", day, day + span, {"marriage"}, "marriage", at=day)
    ''
    >>> fault("in_force", day, day + span, {"marriage"}, "passport", at=day), fault("revoked", day, day + span, {"marriage"}, "marriage", at=day)
    ('other_item', 'revoked')
    >>> fault("in_force", day, day + span, {"marriage"}, "marriage", at=day + span)
    'over'
    """
    if state != "in_force":
        return "revoked"
    if at < since:
        return "not_yet"
    if at >= until:
        return "over"
    return "" if item in items else "other_item"

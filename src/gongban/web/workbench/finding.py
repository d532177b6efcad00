"""What the desk asks of suggestion, duplicates and knowledge; where a city has not got them, there is simply nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongban.delivery.cases.public import Case


def suggest(case: Case) -> Sequence[dict[str, Any]]:
    """Suggested departments with the words that decided."""
    return []


def share_of_kept() -> int | None:
    """The share of kept suggestions of the last thirty days, in percent."""
    return None


def duplicates_of(case: Case) -> Sequence[Any]:
    """Near-same cases."""
    return []


def duplicates_for(data: Any, by: Any) -> Sequence[Any]:
    """Near-same cases for what is being typed."""
    return []


def articles_for(words: str) -> Sequence[Any]:
    """Knowledge articles for what is being typed."""
    return []


def notices_for(data: Any) -> Sequence[Any]:
    """Notices in force where the caller is."""
    return []

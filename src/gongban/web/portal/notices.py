"""Notices of the city (water cut, works, warnings) for pages; they belong to the knowledge of the city."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def current(now: datetime) -> list[Any]:
    """Notices in force or announced at `now`, the nearest first; empty until the city loads any."""
    try:
        from gongban.design.knowledge import public as knowledge
    except ImportError:
        return []
    read = getattr(knowledge, "current_notices", None)
    return list(read(now)) if read else []

"""What was said of such a matter the last time, shown on the first page that asks, to be taken over by one touch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongban.delivery.applications.public import Filling, remembered
from gongban.kernel.actors import Actor
from gongban.web.portal.applications.values import in_words

LAST = "last"  # the button's name


def last_time(found: Filling, by: Actor, at: datetime) -> dict[str, Any] | None:
    """The last application and its answers in words; None where nothing can be taken over."""
    before = remembered(found, by=by, at=at)
    if before is None:
        return None
    known = found.wanted.declarations()
    return {"application": before.last, "rows": [(known[name].fact.words, in_words(known[name], value)) for name, value in before.answers.items()]}

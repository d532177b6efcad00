"""Which item does somebody mean? Its code, its short name, or its name as it is written; else the best that the words find."""

from __future__ import annotations

from datetime import datetime

from gongban.design.catalogue.public import Guide, Wanted, guides_named, list_items
from gongban.foundation.search.public import Wish, look_for
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def item_meant(text: str, *, at: datetime, district: str = "") -> Guide | None:
    """The guide of the item meant, None for an empty text. Refusal "item.not_meant" (field "item") where none fits."""
    typed = text.replace("\x00", "").strip()[:120]
    if not typed:
        return None
    for name in (typed, *_named(typed, at, district), *_found(typed)):
        if guide := guides_named([name], at=at, district=district).get(name):
            return guide
    words = Words(f"没有找到“{typed[:30]}”这个事项，换个说法，或者空着。", f"No item “{typed[:30]}” was found. Say it differently, or leave it empty.")
    raise Refusal("item.not_meant", words, field="item", status=422)


def _named(text: str, at: datetime, district: str) -> list[str]:
    """Short names or codes of the items that hold these words, one of exactly this name first."""
    rows = list_items(Wanted(words=text, district=district), at=at, size=5).rows
    return [row.slug or row.code for row in sorted(rows, key=lambda row: text not in (row.name.zh, row.name.en))]


def _found(text: str) -> list[str]:
    """What the search finds in everyday words: the address of an item ends in its name."""
    return [find.spine.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] for find in look_for(Wish(text, kind="item"), limit=1).finds]

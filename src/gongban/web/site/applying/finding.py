"""What can be applied for: life events and items in force, found by words or listed, those that a terminal offers first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.design.bundles.public import list_bundles
from gongban.design.catalogue.public import Listed, Wanted, list_items
from gongban.kernel.words import Words

MOST = 60


@dataclass(frozen=True)
class Offer:
    """Something that can be applied for: `subject` and `slug` as an application names it; `kiosk`: its item is meant for terminals."""

    subject: str
    slug: str
    name: Words
    office: Words
    kiosk: bool

    def fits(self, text: str) -> bool:
        """Whether every word of a text stands in the names."""
        here = f"{self.name.zh} {self.name.en} {self.slug} {self.office.zh}".casefold()
        return all(word in here for word in text.casefold().split())


def applicable(at: datetime, text: str = "") -> list[Offer]:
    """What can be applied for in the whole city, and fits a text; what terminals are meant for first, then life events, then items."""
    terminal = [_item(row, True) for row in list_items(Wanted(words=text, kiosk=True), at=at, size=MOST).rows]
    bundles = [Offer("bundle", each.slug, each.name, each.owner.name, False) for each in list_bundles(at=at)]
    items = [_item(row, False) for row in list_items(Wanted(words=text), at=at, size=MOST).rows]
    known = {each.slug for each in terminal}
    return [*terminal, *(each for each in bundles if each.fits(text)), *(each for each in items if each.slug not in known)]


def _item(row: Listed, kiosk: bool) -> Offer:
    return Offer("item", row.slug, row.name, row.owner.name, kiosk)

"""What the search is told of items when they are published; it never asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.models import ItemVersion
from gongban.design.catalogue.queries.reading import SCOPE
from gongban.foundation.search.public import Sheet, drop, push


def tell_search(versions: Sequence[ItemVersion], at: datetime) -> None:
    """Tell the search of items that were published, and let it forget those that ended."""
    drop([row.item_id for row in versions if row.ended], SCOPE)
    push(_sheets([row for row in versions if not row.ended], at))


def _sheets(versions: Sequence[ItemVersion], at: datetime) -> Iterator[Sheet]:
    for row in versions:
        yield Sheet(SCOPE, row.item_id, row.name_zh, "\n".join(_texts(row.elements)), at)


def _texts(elements: Elements) -> Iterator[str]:
    """What an item is found by besides its name: the names above it, how people call it, what it is for, what one gets and brings."""
    words = [elements.main_name, elements.sub_name, elements.summary, elements.body.name]
    words += [*(each.name for each in elements.situations), *(each.name for each in elements.outcomes), *(each.name for each in elements.materials)]
    yield elements.name.en
    yield from elements.also
    yield from elements.themes
    for each in words:
        yield each.zh
        if each.en != each.zh:
            yield each.en

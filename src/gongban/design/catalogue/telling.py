"""What the search is told of items when they are published; it never asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.models import ItemVersion
from gongban.design.catalogue.queries.reading import SCOPE
from gongban.foundation.search.public import Card, Sheet, drop, push, registers_kind, tell, withdraw
from gongban.kernel.words import Words

KIND, PERSON = "item", "1"
registers_kind(KIND, Words("事项", "Service"))


def tell_search(versions: Sequence[ItemVersion], at: datetime) -> None:
    """Tell the search of items that were published, and let it forget those that ended."""
    ended, begun = [row.item_id for row in versions if row.ended], [row for row in versions if not row.ended]
    drop(ended, SCOPE)
    push(_sheets(begun, at))
    withdraw(KIND, ended)
    tell(map(_card, begun))


def _card(row: ItemVersion) -> Card:
    """An item as people look for it in plain words; its address is that of its guide, a district's own in that district."""
    said, district = row.elements, row.item.district
    owner = row.department.name_zh if row.department else said.body.name.zh
    return Card(
        KIND, row.item_id, said.name, f"/services/{row.item.slug or row.item.code}/{f'?district={district}' if district else ''}",
        everyday=said.also, family=f"{said.main_name.zh} {said.sub_name.zh}".strip(), purpose=f"{said.summary.zh} {said.summary.en}".strip(), results=tuple(each.name.zh for each in said.outcomes),
        themes=said.themes, owner=owner, materials=tuple(each.name.zh for each in said.materials), conditions=" ".join(each.text.zh for each in said.requirements),
        audience=frozenset("person" if code == PERSON else "company" for code in said.objects), districts=frozenset([district] if district else []),
    )  # fmt: skip


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

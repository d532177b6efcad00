"""What the search is told of bundles: those in force; it never asks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from gongban.design.bundles.models import Bundle, BundleVersion
from gongban.design.bundles.terms import Kind
from gongban.design.bundles.values import page_of
from gongban.design.catalogue.public import Item
from gongban.foundation.search.public import Card, registers_kind, tell, withdraw

KINDS = {Kind.ONE_THING: "bundle", Kind.TRADE: "trade"}
# 一样贴切时，一件事在前：一次办完比逐项办省事 · where both fit as well the bundle stands first: it spares going round item by item
AHEAD = 1.35
registers_kind(KINDS[Kind.ONE_THING], Kind.ONE_THING.words, ahead=AHEAD)
registers_kind(KINDS[Kind.TRADE], Kind.TRADE.words, ahead=AHEAD)


def tell_search(bundles: Iterable[UUID]) -> None:
    """Bring what can be found in step with what is in force of these bundles; within the caller's transaction."""
    rows = list(Bundle.objects.filter(pk__in=list(bundles), current__isnull=False).select_related("current__department"))
    for kind in KINDS.values():
        withdraw(kind, [row.pk for row in rows if row.current and (row.current.ended or KINDS[Kind(row.current.kind)] != kind)])
    tell(card_of(row, row.current) for row in rows if row.current and not row.current.ended)


def card_of(home: Bundle, row: BundleVersion) -> Card:
    """What is told of a bundle in force."""
    said = row.contents
    names = {part.item: part.name.zh for part in said.parts}
    found = Item.objects.filter(slug__in=names, current__isnull=False).values_list("slug", "current__name_zh")
    items = {slug: name for slug, name in found}
    # 行业不说里面的证：查一张证的人要的是那张证 · a trade does not tell its permits: who looks for one permit wants that one
    family = "" if said.kind is Kind.TRADE else " ".join(dict.fromkeys(name or items.get(item, "") for item, name in names.items())).strip()
    return Card(
        KINDS[said.kind], home.pk, row.name, page_of(row.kind, home.slug), everyday=said.also, purpose=f"{said.summary.zh} {said.summary.en}".strip(),
        results=(said.licence.zh,) if said.licence.zh else (), themes=(said.phase.words.zh, said.kind.words.zh),
        owner=row.department.name_zh if row.department else said.lead.zh, conditions="\n".join([family, *(each.text.zh for each in said.requirements)]),
        audience=frozenset({said.audience.value}),
    )  # fmt: skip

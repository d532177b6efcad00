"""Items to choose from where somebody gives authority for some of them, and their names where one reads what was given."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from gongban.design.bundles.public import list_bundles
from gongban.design.catalogue.public import Wanted, guides_named, list_items
from gongban.foundation.territory.public import remembered
from gongban.kernel.errors import Refusal

MOST = 500


@remembered
def item_choices() -> list[tuple[str, str]]:
    """Short names (or codes) of the items in force with their names."""
    try:
        rows = list_items(Wanted(), at=timezone.now(), size=MOST).rows
    except Refusal:  # 目录没有开放 · the catalogue is switched off
        return []
    return [(row.slug or row.code, str(row.name)) for row in rows]


@remembered
def bundle_choices() -> list[tuple[str, str]]:
    """Life events and trades in force with their names; their codes begin with "bundle:"."""
    try:
        return [(f"bundle:{each.slug}", str(each.name)) for each in list_bundles(at=timezone.now())]
    except Refusal:
        return []


def item_names(codes: Collection[str]) -> list[str]:
    """How items and bundles are called; one that is no longer offered by its code."""
    known = {**dict(item_choices()), **dict(bundle_choices())}
    missing = [code for code in codes if code not in known]
    known |= {code: str(guide.elements.name) for code, guide in guides_named(missing, at=timezone.now()).items()} if missing else {}
    return [known.get(code, code) for code in codes]

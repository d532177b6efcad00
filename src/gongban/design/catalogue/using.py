"""Which facts the published conditions of items name; the facts ask before a formula changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongban.design.catalogue.models import ItemVersion
from gongban.design.catalogue.terms import Stage
from gongban.foundation.facts.public import names_in, uses_facts
from gongban.kernel.words import Words

CONDITIONED = ("requirements", "situations", "materials", "fields", "prechecks", "fees")


def used(names: Collection[str]) -> dict[str, Words]:
    """Which of the facts the conditions of published versions name, each with one item; former versions too, for matters keep theirs."""
    rows = ItemVersion.objects.filter(edition__stage=Stage.PUBLISHED).annotate(text=Cast("elements_json", TextField()))
    found: dict[str, Words] = {}
    for row in rows.filter(text__iregex=rf"\m({'|'.join(sorted(names))})\M").only("name_zh", "name_en", "elements_json").iterator(chunk_size=300):
        for name in (_named(row.elements_json) & set(names)) - found.keys():
            found[name] = Words(f"事项“{row.name_zh}”", f"the item “{row.name_en}”")
    return found


def _named(stored: dict[str, Any]) -> set[str]:
    return {name for text in _conditions(stored) for name in names_in(text)}


def _conditions(stored: dict[str, Any]) -> Iterator[str]:
    for part in CONDITIONED:
        yield from (each.get("condition", "") for each in stored.get(part, ()))


uses_facts("catalogue", used)

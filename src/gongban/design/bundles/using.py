"""Which facts the published conditions of bundles name; the facts ask before a formula changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.models import BundleVersion
from gongban.design.bundles.terms import Stage
from gongban.foundation.facts.public import names_in, uses_facts
from gongban.kernel.words import Words


def used(names: Collection[str]) -> dict[str, Words]:
    """Which of the facts the conditions of published versions name, each with one bundle; former versions too, for matters keep theirs."""
    found: dict[str, Words] = {}
    for row in BundleVersion.objects.filter(stage=Stage.PUBLISHED).iterator(chunk_size=300):
        named = {name for text in _conditions(row.contents) for name in names_in(text)}
        for name in (named & set(names)) - found.keys():
            found[name] = Words(f"“{row.name_zh}”", f"“{row.name_en}”")
    return found


def _conditions(contents: Contents) -> Iterator[str]:
    for conditioned in (contents.requirements, contents.parts, contents.materials, contents.needs):
        yield from (each.condition for each in conditioned if each.condition)


uses_facts("bundles", used)

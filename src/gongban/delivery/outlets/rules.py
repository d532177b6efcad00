"""Does an outlet take an item? A decision without a database, with its reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongban.delivery.outlets.terms import Counter
from gongban.kernel.words import Words

ENDED = Words("这个网点已经停用。", "This outlet has been closed for good.")
NOT_OFFERED = Words("这个事项现在不在这里办理。", "This item is not offered here now.")
NO_COUNTER = Words("这个网点没有窗口收这个事项。", "No counter of this outlet takes this item.")
EVERYTHING = Words("{counter}收全市的事项（全城通办）。", "{counter} takes every item of the city.")
LISTED = Words("{counter}收这个事项。", "{counter} takes this item.")


@dataclass(frozen=True)
class Taking:
    """Whether an item is taken, at which counters, and why (not)."""

    takes: bool
    reason: Words
    counters: tuple[Counter, ...] = ()


@dataclass(frozen=True)
class ItemAsked:
    """What a counter is chosen by: the names of an item (code, short name) and its themes."""

    names: frozenset[str]
    themes: frozenset[str]


def taking(counters: Sequence[Counter], item: ItemAsked | None, *, active: bool) -> Taking:
    """Whether one of these counters takes an item; None is an item that is not offered here now.

    >>> hall = Counter("1", Words("综合窗口", "General counter"), everything=True)
    >>> taking([hall], ItemAsked(frozenset({"id-card"}), frozenset()), active=True).reason.zh
    '综合窗口收全市的事项（全城通办）。'
    """
    if not active:
        return Taking(False, ENDED)
    if item is None:
        return Taking(False, NOT_OFFERED)
    found = tuple(each for each in counters if takes_item(each, item))
    if not found:
        return Taking(False, NO_COUNTER)
    named = Words("、".join(each.name.zh for each in found), ", ".join(each.name.en for each in found))
    listed = any(not each.everything for each in found)
    words = LISTED if listed else EVERYTHING
    return Taking(True, Words(words.zh.format(counter=named.zh), words.en.format(counter=named.en)), found)


def takes_item(counter: Counter, item: ItemAsked) -> bool:
    """Whether a counter takes an item: everything, by name, or by theme."""
    return counter.everything or bool(item.names.intersection(counter.items)) or bool(item.themes.intersection(counter.themes))

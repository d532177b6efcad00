"""Who has published conditions that name facts: owners tell it here, so that no formula changes its meaning beneath them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from gongban.kernel.words import Words

Used = Callable[[Collection[str]], Mapping[str, Words]]
NAME = re.compile(r"[a-z][a-z0-9_]*")
QUOTED = re.compile(r"'(?:[^']|'')*'")
_OWNERS: dict[str, Used] = {}


def uses_facts(owner: str, used: Used) -> None:
    """An owner of published conditions says how to ask it: names of facts go in; for each that it names, where it does, in words, comes out."""
    _OWNERS[owner] = used


def used_by(names: Collection[str]) -> dict[str, Words]:
    """Which of these facts published conditions name, each with one place."""
    found: dict[str, Words] = {}
    for used in _OWNERS.values() if names else ():
        found |= used(names)
    return found


def names_in(text: str) -> set[str]:
    """The names of facts in a condition or a formula, without what stands in quotes.

    >>> sorted(names_in("Small_Catering AND premises = 'rented'"))
    ['and', 'premises', 'small_catering']
    """
    return set(NAME.findall(QUOTED.sub("", text.lower())))


def hanging_on(name: str, formulas: Mapping[str, str]) -> set[str]:
    """A fact and all derived ones whose formulas lead to it."""
    found = {name}
    while more := {each for each, formula in formulas.items() if each not in found and found & names_in(formula)}:
        found |= more
    return found

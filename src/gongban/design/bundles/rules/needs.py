"""The conditions of all permits of a trade, merged: the same one stands once, with every permit that asks for it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.rules.states import NeedState
from gongban.design.bundles.rules.unifying import name_key
from gongban.design.bundles.terms import Aspect, Kind
from gongban.design.catalogue.public import Guide
from gongban.kernel.conditions import Truth
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Merged:
    """A condition: its key among the questions, on what it bears, who asks for it (empty: the trade itself), when."""

    key: str
    aspect: Aspect
    text: Words
    parts: tuple[str, ...]
    condition: str

    def state(self, truth: Truth, applying: Sequence[str]) -> NeedState:
        """How it stands for somebody to whom these parts apply."""
        return NeedState(self.aspect, self.text, tuple(code for code in self.parts if code in applying), truth, self.parts)


def needs_of(contents: Contents, items: Mapping[str, Guide]) -> list[Merged]:
    """The conditions in the order of their aspects; what the items say besides comes last. None of a bundle that is no trade."""
    if contents.kind is not Kind.TRADE:
        return []
    found: dict[tuple[str, str], Merged] = {}
    said = [(each.aspect, each.text, each.parts, each.condition) for each in contents.needs]
    said += [(Aspect.OTHER, each.text, (code,), each.condition) for code, guide in items.items() for each in guide.elements.requirements]
    for aspect, text, parts, condition in said:
        key = (name_key(text.zh), condition)
        if key in found:
            same = found[key]
            found[key] = Merged(same.key, same.aspect, same.text, tuple(dict.fromkeys((*same.parts, *parts))), condition)
        else:
            found[key] = Merged(f"need.{len(found)}", aspect, text, tuple(parts), condition)
    return sorted(found.values(), key=lambda each: list(Aspect).index(each.aspect))

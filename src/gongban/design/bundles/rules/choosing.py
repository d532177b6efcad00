"""When does a part belong to what a person needs? By its condition, by their choice, by the way they take; pure.

What the applicant chooses are facts of the matter at hand like any other, so that one guide asks for everything and a choice
that changes nothing is never asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongban.design.bundles.contents import Choice, Component, Contents
from gongban.kernel.conditions import Fact, Facts, Given, Kind, Option, Truth, Value
from gongban.kernel.words import Words

WANTS, WAY = "wants_", "way_"
_NAMELESS = Words("", "")


def wish_name(part: str) -> str:
    """The name of the fact that says whether an optional part is wanted.

    >>> wish_name("shop-sign")
    'wants_shop_sign'
    """
    return WANTS + part.replace("-", "_")


def way_name(choice: Choice) -> str:
    """The name of the fact that says which way is taken."""
    return choice.fact or WAY + choice.code.replace("-", "_")


def ways_of(contents: Contents, choice: Choice) -> list[Component]:
    """The parts that are alternatives of a choice, in their order."""
    return [part for part in contents.parts if part.one_of == choice.code]


def own_facts(contents: Contents, names: Mapping[str, Words] | None = None) -> dict[str, Fact]:
    """The facts that are the bundle's own: one for each optional part and each choice without a declared fact. `names` of parts."""
    said = {part.code: part.name if part.name.zh else (names or {}).get(part.code, _NAMELESS) for part in contents.parts}
    found = {wish_name(part.code): Fact(wish_name(part.code), Kind.BOOLEAN, said[part.code]) for part in contents.parts if part.optional}
    for choice in contents.choices:
        if not choice.fact:
            options = tuple(Option(part.code, said[part.code]) for part in ways_of(contents, choice))
            found[way_name(choice)] = Fact(way_name(choice), Kind.CHOICE, choice.question, options=options)
    return found


def with_own(contents: Contents, facts: Facts, names: Mapping[str, Words] | None = None) -> Facts:
    """The declared facts and the bundle's own."""
    return Facts([*facts.values(), *own_facts(contents, names).values()])


def condition_of(part: Component, contents: Contents) -> str:
    """When a part belongs to the list, as one condition text; "" where it always does.

    Of alternatives the one that is taken, or the only one that is open.
    """
    texts = [part.condition, wish_name(part.code) if part.optional else "", _way_text(part, contents)]
    held = [text for text in texts if text]
    return held[0] if len(held) == 1 else " AND ".join(f"({text})" for text in held)


def taken_text(part: Component, choice: Choice) -> str:
    """That the way of this part is taken."""
    name = way_name(choice)
    if choice.fact and part.answer in ("yes", "no"):
        return name if part.answer == "yes" else f"NOT {name}"
    return f"{name} = '{part.answer or part.code}'"


def _way_text(part: Component, contents: Contents) -> str:
    choice = next((each for each in contents.choices if each.code == part.one_of), None)
    if choice is None:
        return ""
    others = [each.condition for each in ways_of(contents, choice) if each.code != part.code]
    taken = taken_text(part, choice)
    if not all(others):  # 另一条路总是开着 · another way is always open
        return taken
    return f"({taken}) OR NOT ({' OR '.join(f'({each})' for each in others)})"


def openness(part: Component, facts: Facts, known: Given) -> Truth:
    """Whether a way is open to this person as far as known, whichever they take."""
    return facts.condition(part.condition).evaluate(known).truth if part.condition else Truth.YES


def settle_ways(contents: Contents, facts: Facts, known: Given) -> dict[str, Value | None]:
    """What is known, with each choice that needs no asking: the only open way is taken, and a way that is closed cannot be."""
    settled: dict[str, Value | None] = dict(known)
    for choice in contents.choices:
        ways, name = ways_of(contents, choice), way_name(choice)
        truths = [openness(way, facts, settled) for way in ways]
        able = [way for way, truth in zip(ways, truths, strict=True) if truth is not Truth.NO]
        if len(able) == 1 and able[0].condition:
            settled[name] = value_of_way(able[0], choice, facts)
        elif name in settled and able and settled[name] not in [value_of_way(way, choice, facts) for way in able]:
            del settled[name]
    return settled


def value_of_way(way: Component, choice: Choice, facts: Facts) -> Value:
    """The value of the choice's fact that stands for a way."""
    if choice.fact and facts[choice.fact].kind is Kind.BOOLEAN:
        return way.answer == "yes"
    return way.answer or way.code


def waits_of(part: Component, applying: Sequence[str]) -> tuple[str, ...]:
    """For which of the parts that apply a part waits."""
    return tuple(code for code in part.waits_for if code in applying)

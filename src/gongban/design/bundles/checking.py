"""What is wrong in a bundle: names that lead nowhere, circles of waiting, alternatives without a choice; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongban.design.bundles.contents import Choice, Contents
from gongban.design.bundles.rules.choosing import condition_of, own_facts, with_own
from gongban.design.bundles.rules.waiting import circle
from gongban.kernel.conditions import BadCondition, Facts, Kind
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Fault:
    """A place in the bundle, such as parts[2].waits_for, and what is wrong there."""

    place: str
    words: Words


def faults(contents: Contents, facts: Facts, items: Collection[str]) -> list[Fault]:
    """What cannot be published as it stands. `facts`: those declared; `items`: short names and codes of the catalogue."""
    found = [*_repeated(contents), *_dangling(contents, items), *_choices(contents, facts), *_circles(contents)]
    return found or list(_conditions(contents, facts))


def check(contents: Contents, facts: Facts, items: Collection[str]) -> None:
    """Refusal for the first fault, with its place."""
    found = faults(contents, facts, items)
    if found:
        said = Words(f"{found[0].place}：{found[0].words.zh}", f"{found[0].place}: {found[0].words.en}")
        raise Refusal("bundle.fault", said, field=found[0].place, status=422)


def _repeated(contents: Contents) -> Iterator[Fault]:
    for name in ("parts", "choices", "materials"):
        seen: set[str] = set()
        for place, each in enumerate(getattr(contents, name), start=1):
            if each.code in seen:
                yield Fault(f"{name}[{place}].code", Words(f"代码“{each.code}”用了两次。", f"The code “{each.code}” is used twice."))
            seen.add(each.code)


def _dangling(contents: Contents, items: Collection[str]) -> Iterator[Fault]:
    for place, part in enumerate(contents.parts, start=1):
        if part.item not in items:
            yield Fault(f"parts[{place}].item", Words(f"事项目录里没有“{part.item}”。", f"The catalogue has no item “{part.item}”."))
    parts = {each.code for each in contents.parts}
    yield from (Fault(place, _no_part(code)) for place, code in _parts_named(contents) if code not in parts)


def _parts_named(contents: Contents) -> Iterator[tuple[str, str]]:
    """Every place that names a part, with the code named."""
    for place, part in enumerate(contents.parts, start=1):
        yield from ((f"parts[{place}].waits_for", code) for code in part.waits_for)
    for name in ("materials", "needs"):
        for place, each in enumerate(getattr(contents, name), start=1):
            yield from ((f"{name}[{place}].parts", code) for code in each.parts)
    for place, material in enumerate(contents.materials, start=1):
        yield from ((f"materials[{place}].same", named.partition(".")[0]) for named in material.same)


def _no_part(code: str) -> Words:
    return Words(f"没有“{code}”这一部分。", f"There is no part “{code}”.")


def _choices(contents: Contents, facts: Facts) -> Iterator[Fault]:
    known = {each.code: each for each in contents.choices}
    for place, part in enumerate(contents.parts, start=1):
        if part.one_of and part.one_of not in known:
            yield Fault(f"parts[{place}].one_of", Words(f"没有“{part.one_of}”这组选择。", f"There is no choice “{part.one_of}”."))
        elif part.one_of and not _answers(known[part.one_of], part.answer, facts):
            yield Fault(f"parts[{place}].answer", Words("要写明选它时那项事实的值。", "Say which value of the choice's fact stands for it."))
    for place, choice in enumerate(contents.choices, start=1):
        ways = [part for part in contents.parts if part.one_of == choice.code]
        if len(ways) < 2:
            yield Fault(f"choices[{place}]", Words("至少要有两条路可选。", "There must be two ways at least."))
        if choice.fact and len({part.answer for part in ways}) < len(ways):
            yield Fault(f"choices[{place}].fact", Words("两条路不能是同一个答案。", "Two ways must not have the same answer."))


def _answers(choice: Choice, answer: str, facts: Facts) -> bool:
    if not choice.fact:
        return not answer
    fact = facts.get(choice.fact)
    if fact is None or fact.kind not in (Kind.BOOLEAN, Kind.CHOICE) or fact.formula:
        return False
    return answer in ("yes", "no") if fact.kind is Kind.BOOLEAN else any(each.code == answer for each in fact.options)


def _circles(contents: Contents) -> Iterator[Fault]:
    if found := circle(contents.parts):
        place = next(place for place, part in enumerate(contents.parts, start=1) if part.code == found[0])
        path = " → ".join(found)
        yield Fault(f"parts[{place}].waits_for", Words(f"互相等待，谁也开始不了：{path}。", f"They wait for each other and none can begin: {path}."))


def _conditions(contents: Contents, facts: Facts) -> Iterator[Fault]:
    taken = next((name for name in own_facts(contents) if name in facts), None)
    if taken:
        yield Fault("parts", Words(f"全市已有事实“{taken}”，请换一个代码。", f"The city has a fact “{taken}” already; take another code."))
        return
    for place, part in enumerate(contents.parts, start=1):
        for name in part.fields:
            if name not in facts:
                yield Fault(f"parts[{place}].fields", Words(f"没有声明过事实“{name}”。", f"There is no declared fact “{name}”."))
    for name, value in contents.given.items():
        if name not in facts or facts[name].formula or not facts[name].accepts(value):
            yield Fault(f"given.{name}", Words(f"“{name}”不是声明过的事实，或值不合。", f"“{name}” is no declared fact, or the value is none of its."))
    for where, text, known in _texts(contents, facts):
        if bad := _bad(text, known):
            yield Fault(where, bad)


def _texts(contents: Contents, facts: Facts) -> Iterator[tuple[str, str, Facts]]:
    """Every condition text with its place and the facts that it may name."""
    whole = with_own(contents, facts)
    for place, part in enumerate(contents.parts, start=1):
        yield f"parts[{place}].condition", part.condition, facts
        yield f"parts[{place}].condition", condition_of(part, contents), whole
    for name in ("requirements", "materials", "needs"):
        for place, each in enumerate(getattr(contents, name), start=1):
            yield f"{name}[{place}].condition", each.condition, facts


def _bad(text: str, facts: Facts) -> Words | None:
    try:
        if text:
            facts.condition(text)
    except BadCondition as bad:
        return bad.words
    return None

"""What is wrong in an item's elements, and which elements of the standard it leaves out; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongban.design.catalogue.elements import Elements
from gongban.kernel.conditions import BadCondition, Facts
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Fault:
    """A place in the elements, such as materials[2].situations, and what is wrong there or missing."""

    place: str
    words: Words


# 编制完整的事项应有的要素 · what a complete item says (GB/T 39046-2020), in the order of the standard
WANTED = {
    "bases": Words("设定依据", "legal basis"), "body": Words("实施主体", "implementing body"), "objects": Words("服务对象", "whom it serves"),
    "requirements": Words("受理条件", "conditions of acceptance"), "materials": Words("申请材料", "materials"), "steps": Words("办理流程", "process"),
    "legal_limit": Words("法定办结时限", "legal limit"), "promised_limit": Words("承诺办结时限", "promised limit"), "outcomes": Words("办理结果", "result"),
    "places": Words("办理地点", "where to apply"), "consult": Words("咨询方式", "whom to ask"), "supervise": Words("监督投诉方式", "where to complain"),
}  # fmt: skip


def faults(elements: Elements, facts: Facts | None = None) -> list[Fault]:
    """What cannot be published as it stands. `facts` are those that conditions may name; without them conditions are not read."""
    found = [*_repeated(elements), *_dangling(elements), *_contradictions(elements)]
    return found if facts is None else [*found, *_conditions(elements, facts), *_unknown_fields(elements, facts), *_prechecks(elements, facts), *diagram_faults(elements, facts)]


def gaps(elements: Elements) -> list[Fault]:
    """Elements of the standard about which the item says nothing; a hint for editors, no obstacle."""
    plain = elements.stored()
    return [Fault(name, words) for name, words in WANTED.items() if not plain.get(name)]


def check(elements: Elements, facts: Facts | None = None) -> None:
    """Refusal for the first fault, with its place."""
    found = faults(elements, facts)
    if found:
        said = Words(f"{found[0].place}：{found[0].words.zh}", f"{found[0].place}: {found[0].words.en}")
        raise Refusal("item.fault", said, field=found[0].place, status=422)


def _conditions(elements: Elements, facts: Facts) -> Iterator[Fault]:
    """Condition texts that are none, or that name a fact which nobody declared."""
    for name in ("requirements", "situations", "materials", "fields", "prechecks", "fees"):
        for place, each in enumerate(getattr(elements, name), start=1):
            if each.condition:
                try:
                    facts.condition(each.condition)
                except BadCondition as bad:
                    yield Fault(f"{name}[{place}].condition", bad.words)


def _unknown_fields(elements: Elements, facts: Facts) -> Iterator[Fault]:
    """Fields of the form that nobody declared, or that are reckoned from others and cannot be filled in."""
    for place, each in enumerate(elements.fields, start=1):
        if each.fact not in facts:
            yield Fault(f"fields[{place}].fact", Words(f"没有声明过事实“{each.fact}”。", f"There is no declared fact “{each.fact}”."))
        elif facts[each.fact].formula:
            yield Fault(f"fields[{place}].fact", Words(f"“{facts[each.fact].words.zh}”是算出来的，不用填。", f"“{facts[each.fact].words.en}” is reckoned from others and is not filled in."))


def _prechecks(elements: Elements, facts: Facts) -> Iterator[Fault]:
    """Rules of the pre-check that say nothing, or are told at a field that nobody declared."""
    for place, each in enumerate(elements.prechecks, start=1):
        if not each.condition:
            yield Fault(f"prechecks[{place}].condition", Words("要写明怎样才算对。", "Say what must hold."))
        if not each.says.zh:
            yield Fault(f"prechecks[{place}].says", Words("要写明不对时说什么。", "Say what is told when it does not hold."))
        for name in each.fields:
            if name not in facts:
                yield Fault(f"prechecks[{place}].fields", Words(f"没有声明过事实“{name}”。", f"There is no declared fact “{name}”."))


def diagram_faults(elements: Elements, facts: Facts, units: Collection[str] | None = None) -> Iterator[Fault]:
    """What is wrong in the process diagram, each with its element; `units` are the codes of the city's departments where they are known."""
    if elements.diagram:
        from gongban.kernel.process import SERVICES
        from gongban.kernel.process import check as check_diagram

        for each in check_diagram(elements.diagram, facts=facts, services=SERVICES, units=units):
            at = f"{each.element}：" if each.element else "", f"{each.element}: " if each.element else ""
            yield Fault("diagram", Words(at[0] + each.words.zh, at[1] + each.words.en))


def _repeated(elements: Elements) -> Iterator[Fault]:
    facts = [each.fact for each in elements.fields]
    for place, fact in enumerate(facts):
        if fact in facts[:place]:
            yield Fault(f"fields[{place + 1}].fact", Words(f"“{fact}”已经在表里了。", f"“{fact}” stands in the form already."))
    for name in ("materials", "situations"):
        codes = [each.code for each in getattr(elements, name)]
        for place, code in enumerate(codes):
            if Counter(codes[: place + 1])[code] > 1:
                yield Fault(f"{name}[{place + 1}].code", Words(f"代码“{code}”用了两次。", f"The code “{code}” is used twice."))


def _dangling(elements: Elements) -> Iterator[Fault]:
    known = {each.code for each in elements.situations}
    for place, material in enumerate(elements.materials, start=1):
        for code in material.situations:
            if code not in known:
                yield Fault(f"materials[{place}].situations", Words(f"没有情形“{code}”。", f"There is no situation “{code}”."))


def _contradictions(elements: Elements) -> Iterator[Fault]:
    if not elements.name.zh:
        yield Fault("name", Words("事项要有名称。", "An item needs a name."))
    for place, material in enumerate(elements.materials, start=1):
        if material.source == "licence" and not material.licence:
            yield Fault(f"materials[{place}].licence", Words("免提交的材料要写明调取哪一种电子证照。", "A material that is fetched names the kind of licence."))
    legal, promised = elements.legal_limit, elements.promised_limit
    if legal and promised and legal.unit == promised.unit and promised.amount > legal.amount:
        yield Fault("promised_limit", Words("承诺时限不能长于法定时限。", "The promised limit must not be longer than the legal one."))

"""What one version changed against another, in words and numbers: four reductions (四减), three ways (三办); pure (B6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongban.design.catalogue.elements import Elements, Limit, Part
from gongban.design.catalogue.terms import Unit
from gongban.design.catalogue.wording import Speech, said, sentence
from gongban.kernel.conditions import Facts
from gongban.kernel.words import Words

COUNTED = re.compile(r"[ms]\d\d")  # codes that an import gave
IN_MINUTES = {Unit.MINUTES: 1, Unit.HOURS: 60}
IN_DAYS = {Unit.NATURAL_DAYS: 1, Unit.WORKING_DAYS: 1, Unit.MONTHS: 30, Unit.YEARS: 365}


@dataclass(frozen=True)
class Measure:
    """One number before and after; None where an item does not say it, or the units cannot be compared."""

    code: str
    words: Words
    unit: Words
    before: int | None
    after: int | None
    scale: int = 1  # 100 where the number is told in yuan but counted in fen

    @property
    def less(self) -> int | None:
        """How many fewer (negative: more); None where one of both is unknown."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def told(self) -> Words:
        """The change in a sentence."""
        before, after, less, unit = self._shown(self.before), self._shown(self.after), self.less, self.unit
        if less == 0:
            return Words(f"{self.words.zh}没有变：{after.zh} {unit.zh}", f"{self.words.en} as before: {after.en} {unit.en}".rstrip())
        moved = Words(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")
        if less is None:
            return Words(f"{self.words.zh}：{moved.zh}", f"{self.words.en}: {moved.en}")
        by, how = self._shown(abs(less)), Words("减少", "less") if less > 0 else Words("增加", "more")
        english = " ".join(part for part in (by.en, unit.en, how.en) if part)
        return Words(f"{self.words.zh}{how.zh} {by.zh} {unit.zh}（{moved.zh}）", f"{self.words.en}: {english} ({moved.en})")

    def _shown(self, number: int | None) -> Words:
        if number is None:
            return Words("未写明", "not said")
        whole, rest = divmod(number, self.scale)
        text = f"{whole}.{rest:02d}" if rest else str(whole)
        return Words(text, text)


@dataclass(frozen=True)
class Way:
    """One of the three ways: whether it was open before and is now."""

    code: str
    words: Words
    before: bool
    after: bool


@dataclass(frozen=True)
class Change:
    """One element that says something else: its place, how it is called, before and after in words ("" for none)."""

    place: str
    words: Words
    before: Words
    after: Words


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two versions."""

    measures: tuple[Measure, ...]
    ways: tuple[Way, ...]
    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not self.changes


def difference(before: Elements, after: Elements, facts: Facts | None = None) -> Difference:
    """What `after` changed: measures and ways always, and every element that differs, lists member by member.

    With `facts` conditions are said as phrases, without them as they stand.
    """
    speeches = Speech.of(before, facts), Speech.of(after, facts)
    return Difference(tuple(_measures(before, after)), tuple(_ways(before, after)), tuple(_changes(before, after, *speeches)))


# ---- 四减（外加跑动次数）· the four reductions, and visits


def _measures(before: Elements, after: Elements) -> list[Measure]:
    days, unit = _days(before, after)
    return [
        Measure("steps", Words("环节", "Steps"), Words("个", ""), len(before.steps) or None, len(after.steps) or None),
        Measure("materials", Words("要交的材料", "Materials to bring"), Words("份", ""), brought(before), brought(after)),
        Measure("days", Words("承诺时限", "Promised time"), unit, *days),
        Measure("fees", Words("收费", "Fees"), Words("元", "yuan"), fees_of(before), fees_of(after), 100),
        Measure("visits", Words("到现场", "Visits"), Words("次", ""), before.visits, after.visits),
    ]


def brought(elements: Elements) -> int:
    """How many materials a person has to bring at most: what can be fetched and what the system makes does not count."""
    return sum(1 for each in elements.materials if not each.is_fetched and each.source != "form" and each.need != "optional")


def fees_of(elements: Elements) -> int | None:
    """All fees that have an amount, in fen; 0 where there is none, None where an amount is not said."""
    amounts = [fee.amount for fee in elements.fees]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def _days(before: Elements, after: Elements) -> tuple[tuple[int | None, int | None], Words]:
    """Both promised limits in one unit: their own where it is the same, else minutes or days; working and natural days do not compare."""
    one, other = before.promised_limit, after.promised_limit
    if one and other and one.unit != other.unit and {one.unit, other.unit} == {Unit.WORKING_DAYS, Unit.NATURAL_DAYS} and min(one.amount, other.amount) > 0:
        return (None, None), Unit.WORKING_DAYS.words
    unit = next((each.unit for each in (other, one) if each), Unit.WORKING_DAYS)
    if one is None or other is None or one.unit == other.unit:
        return (one.amount if one else None, other.amount if other else None), unit.words
    return _in_one_unit(one, other)


def _in_one_unit(one: Limit, other: Limit) -> tuple[tuple[int | None, int | None], Words]:
    if one.unit in IN_DAYS and other.unit in IN_DAYS:
        return (one.amount * IN_DAYS[one.unit], other.amount * IN_DAYS[other.unit]), Unit.NATURAL_DAYS.words
    if one.unit in IN_MINUTES and other.unit in IN_MINUTES:
        return (one.amount * IN_MINUTES[one.unit], other.amount * IN_MINUTES[other.unit]), Unit.MINUTES.words
    whole = [_whole_days(each) for each in (one, other)]
    return (whole[0], whole[1]), Unit.NATURAL_DAYS.words


def _whole_days(limit: Limit) -> int:
    """Hours and minutes are within the day: a part of one day counts as one, unless it is at once."""
    if limit.unit in IN_DAYS:
        return limit.amount * IN_DAYS[limit.unit]
    return 0 if limit.amount == 0 else -(-limit.amount * IN_MINUTES[limit.unit] // (24 * 60))


# ---- 三办 · the three ways


def _ways(before: Elements, after: Elements) -> list[Way]:
    asked: list[tuple[str, Words, Callable[[Elements], bool]]] = [
        ("online", Words("网上办", "Online"), lambda each: "2" in each.forms),
        ("phone", Words("掌上办", "On the phone"), lambda each: "3" in each.forms),
        ("nearby", Words("就近办", "Nearby"), lambda each: each.nearby),
    ]
    return [Way(code, words, is_open(before), is_open(after)) for code, words, is_open in asked]


# ---- 逐项 · element by element


def _own_code(part: Part) -> str:
    """What one recognises a material or situation by: its code, or its name where the code only counts places (m01, s02)."""
    code, name = part.code, part.name.zh  # type: ignore[attr-defined]
    return str(name if COUNTED.fullmatch(code) else code)


LISTS: dict[str, tuple[Words, Callable[[Part], object]]] = {
    "materials": (Words("材料", "Material"), _own_code),
    "situations": (Words("情形", "Situation"), _own_code),
    "fields": (Words("申请表里填的", "Field of the form"), lambda each: each.fact),  # type: ignore[attr-defined]
    "prechecks": (Words("预审规则", "Pre-check"), lambda each: each.says.zh),  # type: ignore[attr-defined]
    "steps": (Words("环节", "Step"), lambda each: each.name.zh),  # type: ignore[attr-defined]
    "requirements": (Words("受理条件", "Condition"), lambda each: each.text.zh),  # type: ignore[attr-defined]
    "bases": (Words("设定依据", "Legal basis"), lambda each: (each.title.zh, each.article)),  # type: ignore[attr-defined]
    "fees": (Words("收费", "Fee"), lambda each: each.name.zh),  # type: ignore[attr-defined]
    "outcomes": (Words("办理结果", "Result"), lambda each: each.name.zh),  # type: ignore[attr-defined]
    "places": (Words("办理地点", "Place"), lambda each: each.name.zh),  # type: ignore[attr-defined]
    "faqs": (Words("常见问题", "Question"), lambda each: each.question.zh),  # type: ignore[attr-defined]
}
SINGLE: dict[str, Words] = {
    "name": Words("名称", "Name"), "main_name": Words("主项名称", "Main item"), "sub_name": Words("子项名称", "Sub-item"), "summary": Words("说明", "Summary"),
    "also": Words("群众叫法", "Everyday names"), "type": Words("事项类型", "Type"), "body": Words("实施主体", "Implementing body"),
    "co_bodies": Words("共同实施部门", "Joint bodies"), "agency": Words("承办机构", "Office"), "entrusted": Words("委托部门", "Entrusted body"), "level": Words("行使层级", "Level"),
    "authority": Words("权限划分", "Division of powers"), "content": Words("行使内容", "Content"), "handling": Words("办件类型", "Kind of handling"), "objects": Words("服务对象", "Whom it serves"),
    "themes": Words("服务主题", "Themes"), "forms": Words("办理形式", "Ways to apply"), "depth": Words("网办深度", "Depth online"), "scope": Words("通办范围", "Offered across"),
    "nearby": Words("就近可办", "Offered nearby"), "kiosk": Words("自助终端可办", "At self-service terminals"), "commitment": Words("告知承诺", "By commitment"),
    "visits": Words("到现场次数", "Visits"), "booking": Words("可预约", "Booking"), "pay_online": Words("网上支付", "Payment online"), "express": Words("物流快递", "By post"),
    "url": Words("网办地址", "Address online"), "mobile_url": Words("掌上办地址", "Address on the phone"), "legal_limit": Words("法定办结时限", "Legal limit"),
    "promised_limit": Words("承诺办结时限", "Promised limit"), "procedure": Words("特别程序", "Special procedure"), "procedure_note": Words("特别程序说明", "On the special procedure"),
    "diagram": Words("流程图", "Process diagram"), "quota": Words("数量限制", "Quota"), "intermediary": Words("中介服务", "Agencies"), "consult": Words("咨询方式", "Whom to ask"), "supervise": Words("监督投诉方式", "Where to complain"),
}  # fmt: skip


def _changes(before: Elements, after: Elements, old: Speech, new: Speech) -> list[Change]:
    found = [
        Change(name, words, said(before, name, old), said(after, name, new)) for name, words in SINGLE.items() if getattr(before, name) != getattr(after, name)
    ]
    for name, (words, key) in LISTS.items():
        was, now = ({key(each): each for each in getattr(elements, name)} for elements in (before, after))
        known = [*was, *(each for each in now if each not in was)]
        found += [Change(name, words, sentence(was.get(each), old), sentence(now.get(each), new)) for each in known if was.get(each) != now.get(each)]
    return found

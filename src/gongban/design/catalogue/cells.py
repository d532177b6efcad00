"""An item as one row of a table that people can read and fill in, and back: what CSV and Excel files hold; pure.

A text has a column for each language. A list of codes is their words with 、 between; members of a list (materials, steps)
stand one a line: a name alone, or {name: …, need: …} with everything that is to be said.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from gongban.design.catalogue.codelists import code_list
from gongban.design.catalogue.comparing import LISTS, SINGLE
from gongban.design.catalogue.elements import COMPACT, Elements, Limit
from gongban.design.catalogue.terms import Unit
from gongban.design.catalogue.wording import CODED
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

SPLIT = re.compile(r"[、,，;；\n|]+")
APOSTROPHE = re.compile(r"^'(?=[\s\u3000\ufeff]*[=+\-@＝＋－＠])")  # 导出时加的，防止当成公式 · what an export puts before a would-be formula
NONE = ("", "无", "/", "-", "—")
LIMIT = re.compile(r"(?P<amount>\d+)\s*[(（]?\s*个?\s*(?P<unit>工作日|自然日|日|天|小时|分钟|个月|月|年|working days?|natural days?|days?|hours?|minutes?|months?|years?)?\s*[)）]?")
UNITS = {
    "工作日": Unit.WORKING_DAYS, "自然日": Unit.NATURAL_DAYS, "日": Unit.NATURAL_DAYS, "天": Unit.NATURAL_DAYS, "小时": Unit.HOURS, "分钟": Unit.MINUTES,
    "个月": Unit.MONTHS, "月": Unit.MONTHS, "年": Unit.YEARS, "working": Unit.WORKING_DAYS, "natural": Unit.NATURAL_DAYS, "day": Unit.NATURAL_DAYS,
    "hour": Unit.HOURS, "minute": Unit.MINUTES, "month": Unit.MONTHS, "year": Unit.YEARS,
}  # fmt: skip
AT_ONCE = ("即时办结", "即办", "当场办结", "at once")
MAIN = {  # 每个列表里，只写一段文字时它是什么 · what a bare text stands for in each list
    "materials": "name", "situations": "name", "steps": "name", "requirements": "text", "bases": "title", "fees": "name", "outcomes": "name",
    "places": "name", "faqs": "question", "fields": "fact", "prechecks": "says",
}  # fmt: skip
NUMBERED = {"materials": "m", "situations": "s"}  # lists whose members need a code
TEXTS = ("name", *(name for name in SINGLE if isinstance(Elements.model_fields[name].default, Words)))
FLAGS = tuple(name for name in SINGLE if Elements.model_fields[name].default is False)
LIMITS, COUNTS, MANY = ("legal_limit", "promised_limit"), ("visits",), ("also", "themes", "co_bodies")
# 流程图放不进表格的一格，随 JSON 和设计包走 · a diagram does not fit a cell: it travels as JSON and in packages
HEADINGS: dict[str, Words] = {**{name: words for name, words in SINGLE.items() if name != "diagram"}, **{name: words for name, (words, _) in LISTS.items()}}


class BadCell(Refusal):
    """A cell that cannot be read: the field it belongs to and why."""

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__("import.cell", Words(zh, en), field=field, status=422)


@dataclass(frozen=True)
class Options:
    """How one column is read: what stands for nothing, what separates members, which words stand for which codes."""

    none: tuple[str, ...] = NONE
    split: str = ""
    values: Mapping[str, str] | None = None
    otherwise: str | None = None
    unit: Unit = Unit.WORKING_DAYS


def headings() -> dict[str, str]:
    """The heading of every column of a table of items, by the field it holds; `…_en` is the English of a text."""
    found = {}
    for name, words in HEADINGS.items():
        found[name] = words.zh
        if name in TEXTS:
            found[f"{name}_en"] = f"{words.zh}（英文）"
    return found


# ---- 写 · writing


def cells_of(elements: Elements) -> dict[str, str | int]:
    """The cells of an item by field; "" for what is not said."""
    plain = elements.stored()
    found: dict[str, str | int] = {}
    for name in HEADINGS:
        found[name] = _cell(name, elements, plain)
        if name in TEXTS:
            words: Words = getattr(elements, name)
            found[f"{name}_en"] = words.en if words.en != words.zh else ""
    return found


def _cell(name: str, elements: Elements, plain: Mapping[str, Any]) -> str | int:
    value = getattr(elements, name)
    kinds: Iterable[tuple[Iterable[str], Callable[[], str | int]]] = (
        (TEXTS, lambda: str(value.zh)), (FLAGS, lambda: "是" if value else "否"), (COUNTS, lambda: "" if value is None else int(value)),
        (CODED, lambda: _coded_cell(name, value)), (LIMITS, lambda: _limit_cell(value)),
        ((*MAIN, *MANY), lambda: "\n".join(_line(each) for each in plain.get(name, ()))),
    )  # fmt: skip
    written = next((write for names, write in kinds if name in names), None)
    return written() if written else _line(plain[name]) if plain.get(name) else ""


def _coded_cell(name: str, value: str | tuple[str, ...]) -> str:
    codes = (value,) if isinstance(value, str) else value
    return "、".join(code_list(CODED[name]).words(code).zh for code in codes if code)


def _limit_cell(limit: Limit | None) -> str:
    if limit is None:
        return ""
    return f"{limit.amount}{limit.unit.words.zh}" if not limit.note.zh else _line(limit.model_dump(mode="json", context=COMPACT))


def _line(value: Any) -> str:
    """A member in one line: a bare text where it is nothing else, else JSON, which is YAML too."""
    bare = isinstance(value, str) and value and value[0] not in "{[\"'" and "\n" not in value
    return str(value) if bare else json.dumps(value, ensure_ascii=False)


# ---- 读 · reading


def read_cell(name: str, value: Any, options: Options) -> Any:
    """What a cell says of a field, as Elements take it; None for nothing said. BadCell for what cannot be read."""
    if isinstance(value, date | datetime):
        raise BadCell(name, f"这一格是日期 {value:%Y-%m-%d}：多半是数字被设成了日期格式，请改回数字或文字。", f"the cell holds the date {value:%Y-%m-%d}: a number shown as a date? Format it as number or text.")
    if isinstance(value, list | tuple):
        return _many(name, [str(each).strip() for each in value], options)
    text = APOSTROPHE.sub("", "" if value is None else str(value)).strip()
    if text in options.none:
        return None
    return _reader(name)(name, text, options)


def _reader(name: str) -> Callable[[str, str, Options], Any]:
    kinds: Iterable[tuple[Iterable[str], Callable[[str, str, Options], Any]]] = (
        ((*TEXTS, *(f"{text}_en" for text in TEXTS), "url", "mobile_url"), lambda name, text, options: text), (FLAGS, _flag), (COUNTS, _count), (LIMITS, _limit),
        ((*CODED, *MAIN, *MANY), lambda name, text, options: _many(name, _members(name, text, options), options)),
    )  # fmt: skip
    return next((read for names, read in kinds if name in names), _part)


def _members(name: str, text: str, options: Options) -> list[str]:
    if options.split:
        parts = text.split(options.split)
    else:
        parts = text.splitlines() if name in MAIN or name in MANY else SPLIT.split(text)
    return [part.strip() for part in parts if part.strip()]


def _many(name: str, members: list[str], options: Options) -> Any:
    kept = [each for each in members if each not in options.none]
    if name in CODED:
        codes = list(dict.fromkeys(_code(name, each, options) for each in kept))
        return codes if isinstance(Elements.model_fields[name].default, tuple) else (codes[0] if codes else None)
    if name in MANY:
        return [str(_structured(name, each)) if each[0] in "\"'" else each for each in kept]
    if name not in MAIN:
        return "、".join(kept)
    return [_member(name, each, place) for place, each in enumerate(dict.fromkeys(kept), start=1)]


def _member(name: str, text: str, place: int) -> Any:
    made = _structured(name, text) if text[0] in "{[\"'" else text
    made = {MAIN[name]: made} if isinstance(made, str) else made
    if not isinstance(made, dict):
        raise BadCell(name, f"第 {place} 行应写成名称，或 {{name: …}}。", f"line {place} should be a name, or {{name: …}}.")
    return {"code": f"{NUMBERED[name]}{place:02d}", **made} if name in NUMBERED else made


def _part(name: str, text: str, options: Options) -> Any:
    return _structured(name, text) if text[0] in "{[" else {"name": text}


def _structured(name: str, text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise BadCell(name, f"“{text[:40]}”的写法不对，应像 {{name: …, need: …}}。", f"“{text[:40]}” is not written well; it should be like {{name: …, need: …}}.") from None


def _code(name: str, said: str, options: Options) -> str:
    mapped = (options.values or {}).get(said)
    found = mapped if mapped is not None else code_list(CODED[name]).code_of(unicodedata.normalize("NFKC", said))
    found = found if found is not None else options.otherwise
    if found is None:
        known = "、".join(words.zh for words in code_list(CODED[name]).codes.values())
        raise BadCell(name, f"不认识“{said[:40]}”，可以写：{known}。", f"“{said[:40]}” is not known; there are: {', '.join(words.en for words in code_list(CODED[name]).codes.values())}.")
    return found


def _flag(name: str, text: str, options: Options) -> bool:
    mapped = (options.values or {}).get(text, text)
    if mapped.lower() not in ("是", "否", "1", "0", "true", "false", "yes", "no", "支持", "不支持"):
        raise BadCell(name, f"“{text[:40]}”应写“是”或“否”。", f"“{text[:40]}” should be yes or no.")
    return mapped.lower() in ("是", "1", "true", "yes", "支持")


def _count(name: str, text: str, options: Options) -> int:
    plain = unicodedata.normalize("NFKC", text).removesuffix(".0").removesuffix("次").strip()
    if not plain.isdecimal():
        raise BadCell(name, f"“{text[:40]}”应是整数。", f"“{text[:40]}” should be a whole number.")
    return int(plain)


def _limit(name: str, text: str, options: Options) -> Any:
    if text[0] == "{":
        return _structured(name, text)
    plain = unicodedata.normalize("NFKC", text).removesuffix(".0").strip()
    if plain in AT_ONCE:
        return {"amount": 0, "unit": options.unit}
    found = LIMIT.fullmatch(plain)
    if found is None:
        raise BadCell(name, f"“{text[:40]}”不是时限，应像“7 个工作日”“即时办结”。", f"“{text[:40]}” is no limit; write e.g. “7 working days” or “at once”.")
    said = (found["unit"] or "").rstrip("s")
    unit = next((unit for words, unit in UNITS.items() if said and said.startswith(words)), options.unit)
    return {"amount": int(found["amount"]), "unit": unit}

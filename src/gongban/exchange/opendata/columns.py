"""What stands in the open files: one table of columns, from which the files and their dictionary are made.

Everything comes from what the public pages show: the masked texts, the coarse place, the disclosed counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongban.delivery.cases.public import CASE, Case, Kind, department_words, public_address, public_point
from gongban.foundation.exports.public import Column, Value
from gongban.kernel.words import Words
from gongban.outcome.insight.public import OpenRow


def _of(read: Callable[[Case], Words | None], language: str) -> Callable[[Case], Value]:
    def said(case: Case) -> Value:
        words = read(case)
        return (words.zh if language == "zh" else words.en) if words else None

    return said


def _pair(name: str, zh: str, en: str, read: Callable[[Case], Words | None], meaning: Words) -> tuple[Column, Column]:
    """A thing with a name in both languages: two columns."""
    return (
        Column(f"{name}_zh", Words(f"{zh}（中文）", f"{en} (Chinese)"), _of(read, "zh"), meaning=meaning),
        Column(f"{name}_en", Words(f"{zh}（英文）", f"{en} (English)"), _of(read, "en"), meaning=meaning),
    )


def _category(case: Case) -> Words | None:
    return Words(case.category.name_zh, case.category.name_en or case.category.name_zh) if case.category else None


def _area(case: Case) -> Words | None:
    return Words(case.area.name_zh, case.area.name_en or case.area.name_zh) if case.area else None


def _department(case: Case) -> Words | None:
    holder = case.matter.holder or (case.lead.department if case.lead else None)
    return department_words(holder) if holder else None


def _degrees(place: int) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        point = public_point(case)
        return point[place] if point else None

    return read


CASES = (
    Column("number", Words("编号", "Number"), lambda case: case.matter.number, meaning=Words("诉求的编号，不会改变", "The number of the request; it never changes")),
    Column("kind", Words("类型代码", "Kind"), lambda case: case.kind, meaning=Words(
        "inquiry 咨询、help 求助、suggestion 建议、complaint 投诉、praise 表扬；举报从不公开",
        "inquiry, help, suggestion, complaint, praise; reports of wrongdoing are never public")),
    *_pair("kind", "类型", "Kind", lambda case: Kind(case.kind).words, Words("类型的名称", "The name of the kind")),
    Column("category", Words("分类代码", "Category"), lambda case: case.category_id, meaning=Words("三级分类，点号隔开", "Three levels of subjects, separated by dots")),
    *_pair("category", "分类", "Category", _category, Words("分类的名称", "The name of the category")),
    Column("state", Words("状态代码", "State"), lambda case: case.matter.state, meaning=Words("见项目文档的状态表", "See the table of states in the documentation")),
    *_pair("state", "状态", "State", lambda case: CASE.state(case.matter.state).words, Words("状态的名称", "The name of the state")),
    Column("district", Words("区代码", "District"), lambda case: case.district or None, meaning=Words("所在区的代码", "The code of the district")),
    *_pair("area", "所在地", "Area", _area, Words("知道的最小区域的名称", "The name of the smallest area known")),
    Column("address", Words("地址", "Address"), lambda case: public_address(case) or None, meaning=Words("门牌等已遮盖；有些分类不公开地点", "Doors are masked; of some categories the place is not published")),
    Column("lon", Words("经度", "Longitude"), _degrees(0), "number", meaning=Words("WGS-84，已按城市规定模糊", "WGS-84, made coarse as the city says")),
    Column("lat", Words("纬度", "Latitude"), _degrees(1), "number", meaning=Words("WGS-84，已按城市规定模糊", "WGS-84, made coarse as the city says")),
    *_pair("department", "承办部门", "Department", _department, Words("现在或办结时的主办部门", "Which department has it, or had it when it was closed")),
    Column("opened_at", Words("收到时间", "Received at"), lambda case: case.matter.opened_at, "time", meaning=Words("带时区偏移", "With the offset of its zone")),
    Column("closed_at", Words("办结时间", "Closed at"), lambda case: case.closed_at, "time", meaning=Words("没有办结的为空", "Empty while it is not closed")),
    Column("title", Words("标题", "Title"), lambda case: case.title_public, meaning=Words("个人信息已遮盖", "Personal data are masked")),
    Column("text", Words("内容", "Text"), lambda case: case.text_public, meaning=Words("个人信息已遮盖；投诉点名的单位答复之后才显示", "Personal data are masked; whom a complaint names is shown after the answer")),
    Column("answer", Words("答复", "Answer"), lambda case: case.answer_public or None, meaning=Words("办结时的答复，个人信息已遮盖", "The answer at closure, personal data masked")),
)  # fmt: skip


def _shown(name: str) -> Callable[[tuple[str, OpenRow]], Value]:
    def read(line: tuple[str, OpenRow]) -> Value:
        count = getattr(line[1], name)
        return count.text if count.value is None else count.value

    return read


def _percent(name: str) -> Callable[[tuple[str, OpenRow]], Value]:
    def read(line: tuple[str, OpenRow]) -> Value:
        percent: int | None = getattr(line[1], name).percent
        return percent

    return read


HIDDEN = Words("小于门槛的数写作 <10（门槛由城市定）；— 表示为免推算而不给出", "Small numbers stand as <10 (the city sets the threshold); — is withheld against subtraction")
RATE = Words("整数百分比；人数太少时为空", "Whole per cent; empty where too few people stand behind it")
STATISTICS = (
    Column("by", Words("按什么", "Cut by"), lambda line: line[0], meaning=Words("total、month、kind、district、department", "total, month, kind, district, department")),
    Column("code", Words("代码", "Code"), lambda line: line[1].code or None, meaning=Words("月份写作 2026-03", "A month stands as 2026-03")),
    Column("name_zh", Words("名称（中文）", "Name (Chinese)"), lambda line: line[1].words.zh),
    Column("name_en", Words("名称（英文）", "Name (English)"), lambda line: line[1].words.en),
    Column("received", Words("收到", "Received"), _shown("received"), "number", meaning=HIDDEN),
    Column("closed", Words("办结", "Closed"), _shown("closed"), "number", meaning=HIDDEN),
    Column("asked", Words("已回访", "Called back"), _shown("asked"), "number", meaning=HIDDEN),
    Column("unreached", Words("联系不上", "Not reached"), _shown("unreached"), "number", meaning=HIDDEN),
    Column("closure", Words("办结率", "Closed"), _percent("closure"), "number", meaning=RATE),
    Column("punctuality", Words("按时办结率", "Closed in time"), _percent("punctuality"), "number", meaning=RATE),
    Column("response", Words("响应率", "Response"), _percent("response"), "number", meaning=RATE),
    Column("resolution", Words("解决率", "Solved"), _percent("resolution"), "number", meaning=RATE),
    Column("satisfaction", Words("满意率", "Satisfied"), _percent("satisfaction"), "number", meaning=RATE),
    Column("redo", Words("重办率", "Redone"), _percent("redo"), "number", meaning=RATE),
)


def _dictionary(place: int) -> Callable[[tuple[str, Column]], Value]:
    def read(line: tuple[str, Column]) -> Value:
        file, column = line
        meaning = column.meaning or column.words
        return (file, column.name, column.sort, column.words.zh, column.words.en, meaning.zh, meaning.en)[place]

    return read


NAMES = ("dataset", "column", "type", "name_zh", "name_en", "meaning_zh", "meaning_en")
DICTIONARY = tuple(Column(name, Words(name, name), _dictionary(place)) for place, name in enumerate(NAMES))


def dictionary() -> list[tuple[str, Column]]:
    """Every column of every data set, as lines of the dictionary."""
    tables: dict[str, tuple[Column, ...]] = {"cases": CASES, "statistics": STATISTICS}
    return [(name, column) for name, columns in tables.items() for column in columns]


def copied(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns, read from a row that is a mapping already."""
    return tuple(Column(column.name, column.words, _named(column.name), column.sort) for column in columns)


def _named(name: str) -> Callable[[dict[str, Any]], Value]:
    return lambda row: row.get(name)

"""Which everyday words speak for which category and department: the city's own tables, prepared for matching."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gongban.delivery.cases.limits import rulebook
from gongban.delivery.cases.models import Category
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import time_bucket
from gongban.kernel.text import fold
from gongban.kernel.text import words as words_of
from gongban.kernel.words import Words

OWN, NAME, ABOVE, DUTY = 1.0, 0.6, 0.3, 0.6  # how much a word says: of the category itself, its name, the one above, a duty
_ALONE = frozenset("坑狗")  # 一个字就说清楚的 · the few single characters that say enough
# 谁家的事里都有的词 · words that stand in everybody's matters and decide nothing
_EVERYWHERE = frozenset(
    ["晚上", "早上", "白天", "夜里", "半夜", "时间", "门口", "居民", "社区", "街道", "市民", "群众", "老人", "孩子", "学生", "小区", "市场", "公园", "广场", "城市", "江城", "全市", "单位", "公司", "人员", "工作", "管理", "服务", "建议", "意见", "投诉", "举报", "表扬", "申请", "办理", "不好", "方便", "附近", "旁边", "地方", "东西", "规划", "检查", "安排", "一整", "开发", "建设", "用工", "系统", "情况", "设置", "标准", "政策", "公开", "其他", "道路", "干部", "资金"]
)


@dataclass(frozen=True)
class Subject:
    """A category as suggestions know it."""

    code: str
    words: Words
    department: str | None  # None: the street office of the place
    level: int


@dataclass(frozen=True)
class Office:
    """A department as suggestions know it."""

    code: str
    words: Words
    kind: str
    territory: str
    parent: str | None


@dataclass(frozen=True)
class Lexicon:
    """Words to the codes for which they speak, each with its weight."""

    subjects: dict[str, Subject]
    offices: dict[str, Office]
    of_subjects: dict[str, tuple[tuple[str, float], ...]]
    of_offices: dict[str, tuple[tuple[str, float], ...]]


def lexicon() -> Lexicon:
    """The city's words; read anew every minute."""
    return _lexicon(time_bucket(60))


def forget_lexicon() -> None:
    """Read the words anew, after loading a city."""
    _lexicon.cache_clear()


@lru_cache(maxsize=1)
def _lexicon(_bucket: int) -> Lexicon:
    rows = list(Category.objects.filter(ended_at__isnull=True).order_by("code"))
    offices = list(Department.objects.filter(ended_at__isnull=True))
    by_street = set((rulebook("categories") or {}).get("by_street", ()))
    return Lexicon(
        {row.code: _subject(row, by_street) for row in rows}, {row.code: _office(row) for row in offices},
        _rare_weigh_more(_category_words(rows)), _rare_weigh_more(_duty_words(offices)),
    )  # fmt: skip


def _subject(row: Category, by_street: set[str]) -> Subject:
    owner = None if row.code in by_street else row.department_id
    return Subject(row.code, Words(row.name_zh, row.name_en or row.name_zh), owner, row.level)


def _office(row: Department) -> Office:
    name = Words(row.short_zh or row.name_zh, row.short_en or row.name_en)
    return Office(row.code, name, row.kind, row.territory, row.parent_id)


def _category_words(rows: list[Category]) -> dict[str, dict[str, float]]:
    """Word to code to weight. Only the finest categories are offered; those above lend them their words."""
    above = {row.code: row for row in rows}
    parents = {row.parent_id for row in rows}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row.code in parents:
            continue
        for weight, said in _said_of(row, above):
            for word in said:
                _note(found, word, row.code, weight)
    return found


def _said_of(row: Category, above: dict[str, Category]) -> list[tuple[float, list[str]]]:
    name = [word for word in words_of(f"{row.name_zh} {row.name_en}") if word not in _EVERYWHERE]
    said = [(OWN, list(row.words)), (OWN / 2, _parts(row.words)), (NAME, [row.name_zh, *name])]
    parent = above.get(row.parent_id or "")
    return [*said, (ABOVE, list(parent.words))] if parent else said


def _parts(said: list[str]) -> list[str]:
    """Words inside longer everyday words: 夜市 of 夜市摊贩."""
    return [part for word in said for part in words_of(word) if part != word and part not in _EVERYWHERE]


def _duty_words(offices: list[Department]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for office in offices:
        for duty in office.duties:
            for word in words_of(duty):
                if word not in _EVERYWHERE:
                    _note(found, word, office.code, DUTY)
    return found


def _note(found: dict[str, dict[str, float]], word: str, code: str, weight: float) -> None:
    plain = fold(word)
    if len(plain) > 1 or word in _ALONE:
        found[plain][code] = max(found[plain].get(code, 0.0), weight)


def _rare_weigh_more(found: dict[str, dict[str, float]]) -> dict[str, tuple[tuple[str, float], ...]]:
    """A word that speaks for few says more; a longer one is less likely to stand there by chance."""
    return {
        word: tuple((code, weight * (1 + 0.25 * min(len(word), 5)) / (1 + log(len(codes)))) for code, weight in codes.items())
        for word, codes in found.items()
    }

"""Which everyday words speak for which category and department: the city's own tables, prepared for matching."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gongban.delivery.cases.general_words import ALONE, EVERYWHERE, HOW
from gongban.delivery.cases.limits import rulebook
from gongban.delivery.cases.models import Category
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import time_bucket
from gongban.kernel.text import cut, fold
from gongban.kernel.text import words as words_of
from gongban.kernel.words import Words

OWN, NAME, ABOVE, DUTY = 1.0, 0.6, 0.3, 0.6  # how much a word says: of the category itself, its name, the one above, a duty
SUPPORTS = 0.3
NOT_OWN = 0.5  # 别家的职责写着、自己的没写 · a word of others' duties that stands not in the owner's


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
    subjects, known, duties = {row.code: _subject(row, by_street) for row in rows}, {row.code: _office(row) for row in offices}, _duty_words(offices)
    said = _less_for_what_others_do(_category_words(rows), duties, subjects, known)
    return Lexicon(subjects, known, _rare_weigh_more(said), _rare_weigh_more(duties))


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
    name = [word for word in words_of(f"{row.name_zh} {row.name_en}") if word not in EVERYWHERE]
    said = [(OWN, list(row.words)), (OWN / 2, _parts(row.words)), (NAME, [row.name_zh, *name])]
    parent = above.get(row.parent_id or "")
    return [*said, (ABOVE, list(parent.words))] if parent else said


def _parts(said: list[str]) -> list[str]:
    """Words inside longer everyday words: 夜市 of 夜市摊贩."""
    return [part for word in said for part in cut(word) if part != word and part not in EVERYWHERE]


def _duty_words(offices: list[Department]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for office in offices:
        for duty in office.duties:
            for word in words_of(duty):
                if word not in EVERYWHERE:
                    _note(found, word, office.code, DUTY)
    return found


def _note(found: dict[str, dict[str, float]], word: str, code: str, weight: float) -> None:
    plain = fold(word)
    if len(plain) > 1 or word in ALONE:
        found[plain][code] = max(found[plain].get(code, 0.0), weight)


def _less_for_what_others_do(
    said: dict[str, dict[str, float]], duties: dict[str, dict[str, float]], subjects: dict[str, Subject], offices: dict[str, Office]
) -> dict[str, dict[str, float]]:
    """A category's word weighs less where the duties of other departments hold it and those of its own do not."""
    return {
        word: {code: weight * (NOT_OWN if _of_others(subjects[code].department, duties.get(word, {}), offices) else 1.0) for code, weight in codes.items()}
        for word, codes in said.items()
    }


def _of_others(owner: str | None, holders: dict[str, float], offices: dict[str, Office]) -> bool:
    if not owner or owner not in offices:
        return False
    family = {owner, offices[owner].parent} | {code for code, office in offices.items() if office.parent == owner}
    return bool(holders) and not family & holders.keys()


def _rare_weigh_more(found: dict[str, dict[str, float]]) -> dict[str, tuple[tuple[str, float], ...]]:
    """A word that speaks for few says more; a longer one is less likely to stand there by chance."""
    return {
        word: tuple((code, weight * (SUPPORTS if word in HOW else 1.0) * (1 + 0.25 * min(len(word), 5)) / (1 + log(len(codes)))) for code, weight in codes.items())
        for word, codes in found.items()
    }

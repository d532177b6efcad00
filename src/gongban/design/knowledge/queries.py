"""Which answers fit what somebody types, and which notices hold where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet

from gongban.design.knowledge.models import Article, Notice
from gongban.design.knowledge.terms import Standing
from gongban.foundation.territory.public import area_path, calendar, city, time_bucket
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.text import alike, fold, pinyin, shingles
from gongban.kernel.text import words as words_of
from gongban.kernel.words import Words

DECIDING = (Role.DEPARTMENT_HEAD, Role.REVIEWER, Role.POLICY_SPECIALIST)


@dataclass(frozen=True)
class Found:
    """An answer that fits, how well from 0 to 100, and the words that it was found by."""

    article: Article
    score: int
    by_words: tuple[str, ...] = ()


def search_answers(text: str, *, at: datetime, limit: int = 5) -> list[Found]:
    """Answers in force that fit what a person types or says, the best first; none for less than one character."""
    asked = fold(text)[:500]
    if not asked:
        return []
    shelf = _shelf(time_bucket(60), calendar().local_day(at).isoformat())
    scored = [(_score(asked, sheet), sheet) for sheet in shelf.candidates(asked)]
    best = sorted((pair for pair in scored if pair[0][0] >= 0.14), key=lambda pair: -pair[0][0])[:limit]
    rows = Article.objects.select_related("department").in_bulk([sheet.pk for _, sheet in best])
    return [Found(rows[sheet.pk], round(100 * min(score, 1)), hit) for (score, hit), sheet in best if sheet.pk in rows]


def article_named(code: str, *, at: datetime) -> Article:
    """An answer in force by its code; NotFound for any other."""
    found = Article.objects.valid_on(calendar().local_day(at)).select_related("department").filter(code=code).first()
    if found is None:
        raise NotFound("knowledge.not_found", Words("没有这条知识，或者它已经下架。", "There is no such answer, or it has ended."))
    return found


def articles(by: Actor) -> QuerySet[Article]:
    """The answers that a member of staff may look after: all that are or were in force, and own departments' proposals."""
    rows = Article.objects.select_related("department").order_by("department", "code")
    if not by.is_staff:
        return rows.filter(standing=Standing.IN_FORCE)
    shown = rows.filter(standing__in=[Standing.IN_FORCE, Standing.ENDED])
    own = rows.filter(department__in=by.departments())
    return rows if by.holds(Role.ADMINISTRATOR) else shown | own


def proposals(by: Actor) -> QuerySet[Article]:
    """Proposed answers on which the actor decides, the oldest first."""
    rows = Article.objects.filter(standing=Standing.PROPOSED).select_related("department").order_by("proposed_at")
    return rows.filter(department__in=by.departments(*DECIDING))


def may_decide(article: Article, by: Actor) -> bool:
    """Whether the actor answers for what the owning department says."""
    return article.department_id in by.departments(*DECIDING)


def notices_at(at: datetime, *, lon: float | None = None, lat: float | None = None, coming: bool = False) -> list[Notice]:
    """Notices in force (`coming`: or to come), the whole city's or those around a WGS-84 point; soonest end first."""
    rows = Notice.objects.coming(at) if coming else Notice.objects.at(at)
    found = list(rows.select_related("department").order_by("starts_at" if coming else "ends_at", "code"))
    if lon is None or lat is None:
        return found
    here = {area.code for area in area_path(lon, lat)} | {city().settings.get("area_code")}
    return [notice for notice in found if not notice.areas or here.intersection(notice.areas)]


def current_notices(at: datetime) -> list[Notice]:
    """Every notice in force or announced, the nearest first."""
    return notices_at(at, coming=True)


@dataclass(frozen=True)
class _Sheet:
    """What of an answer is compared with a question, prepared once."""

    pk: object
    questions: tuple[frozenset[str], ...]
    words: frozenset[str]
    answer: frozenset[str]
    sound: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class _Shelf:
    """All answers in force, and which of them hold a pair of characters or a word."""

    sheets: tuple[_Sheet, ...]
    holding: dict[str, tuple[int, ...]]

    def candidates(self, asked: str) -> list[_Sheet]:
        keys = shingles(asked) | frozenset(words_of(asked))
        found = {index for key in keys for index in self.holding.get(key, ())}
        literal = asked.replace(" ", "")
        if len(asked) == 1 or literal.isascii():  # 一个字或拼音：逐条看 · one character, or pinyin: look through all
            return list(self.sheets)
        return [self.sheets[index] for index in sorted(found)]


@lru_cache(maxsize=2)
def _shelf(_bucket: int, day: str) -> _Shelf:
    sheets = tuple(_sheet(row) for row in Article.objects.valid_on(date.fromisoformat(day)))
    holding: dict[str, list[int]] = {}
    for index, sheet in enumerate(sheets):
        for key in frozenset().union(*sheet.questions, sheet.words, sheet.answer):
            holding.setdefault(key, []).append(index)
    return _Shelf(sheets, {key: tuple(found) for key, found in holding.items()})


def forget_articles() -> None:
    """Read the answers anew, after one has changed."""
    _shelf.cache_clear()


def _sheet(row: Article) -> _Sheet:
    asked = [row.question_zh, row.question_en, *row.also]
    asked = [each for each in asked if each]
    heard = tuple(sound for each in asked for sound in pinyin(each))
    return _Sheet(
        row.pk, tuple(shingles(each) for each in asked), frozenset(word for each in asked for word in words_of(each)),
        frozenset(words_of(f"{row.answer_zh} {row.answer_en}")), heard, tuple(fold(each) for each in asked),
    )  # fmt: skip


def _score(asked: str, sheet: _Sheet) -> tuple[float, tuple[str, ...]]:
    said = frozenset(words_of(asked))
    hit, lesser = said & sheet.words, said & (sheet.answer - sheet.words)
    part = (len(hit) + 0.35 * len(lesser)) / max(len(said), 1) if said else 0.0
    close = max((alike(shingles(asked), each) for each in sheet.questions), default=0.0)
    literal = 0.6 if said and any(asked in each for each in sheet.texts) else 0.0
    letters = asked.replace(" ", "")
    sound = 0.5 if len(letters) > 1 and letters.isascii() and any(each.startswith(letters) for each in sheet.sound) else 0.0
    strength = max(0.55 * close + 0.45 * part, literal, sound)
    return strength, tuple(sorted(hit, key=lambda word: (-len(word), word)))

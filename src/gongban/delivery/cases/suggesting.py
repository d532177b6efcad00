"""Which category and department may a request belong to? First three, with the words that decided; a person has the last word.

Until the city has enough closed cases of its own the words of its categories and of the departments' published duties
decide; afterwards what was learned from closed cases, where that has proved better (learning.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from gongban.delivery.cases.learning import Example, Models, in_use
from gongban.delivery.cases.lexicon import Lexicon, Office, Subject, lexicon
from gongban.delivery.cases.models import Case
from gongban.foundation.territory.public import area_path
from gongban.kernel.features import features_of
from gongban.kernel.learned import Guess
from gongban.kernel.text import fold, runs
from gongban.kernel.words import Words

OFFERED = 3
TITLE = 2.2  # a title names the matter, a text tells the story
LEAST_JUDGED = 20  # a share of fewer cases says more about chance than about the suggestions
OTHER_WORD = 0.4  # a word that only stands inside another
CHOSEN = 2.0  # what a person named weighs as two fitting words


@dataclass(frozen=True)
class Proposal:
    """A department or category offered: how sure from 0 to 100, the words that decided, and why in sentences."""

    code: str
    words: Words
    score: int
    because: tuple[str, ...]
    reasons: tuple[Words, ...]
    category: str = ""  # of a department: under which category


@dataclass(frozen=True)
class Suggestion:
    """The first three of each, and by which method: dictionary or learned."""

    departments: tuple[Proposal, ...] = ()
    categories: tuple[Proposal, ...] = ()
    method: str = "dictionary"


@dataclass(frozen=True)
class Asked:
    """What a suggestion is made from."""

    text: str
    category: str | None = None
    areas: tuple[str, ...] = ()  # codes around the place, the largest first
    title: str = ""  # its words count twice


def suggest(text: str, *, title: str = "", category: str | None = None, lon: float | None = None, lat: float | None = None) -> Suggestion:
    """Suggest for a text as somebody types it, a category named already, and a WGS-84 place; empty when nothing fits."""
    areas = tuple(area.code for area in area_path(lon, lat)) if lon is not None and lat is not None else ()
    models = in_use()
    asked, known = Asked(fold(f"{title} {text}")[:5000], category, areas, fold(title)), lexicon()
    return (by_learning(asked, models, known) if models else None) or by_words(asked, known)


def suggest_by(case: Example, models: Models | None) -> Suggestion:
    """What would be suggested for a past case by what was learned, or by the dictionary where `models` is None."""
    asked, known = Asked(fold(f"{case.title} {case.text}")[:5000], None, case.areas, fold(case.title)), lexicon()
    return (by_learning(asked, models, known) if models else None) or by_words(asked, known)


def suggest_for(case: Case) -> Suggestion:
    """Suggest for a case that was received; needs its matter."""
    return suggest(case.text, title=case.matter.title, category=case.category_id, lon=case.lon, lat=case.lat)


def by_words(asked: Asked, known: Lexicon) -> Suggestion:
    """The suggestion that the city's everyday words make."""
    subjects, subject_words = _weigh(asked, known.of_subjects)
    if asked.category in known.subjects:
        subjects[asked.category] += CHOSEN
    categories = _categories(subjects, subject_words, known)
    return Suggestion(_departments(asked, subjects, subject_words, known), categories)


def by_learning(asked: Asked, models: Models, known: Lexicon) -> Suggestion | None:
    """The suggestion that the city's own closed cases make; None where they know none of its words."""
    features = features_of(asked.text, asked.areas)
    subjects = [each for each in models.categories.guess(features, OFFERED) if each.code in known.subjects] if models.categories else []
    categories = tuple(_learned(each, known.subjects[each.code].words) for each in subjects)
    offices = [each for each in models.departments.guess(features, OFFERED + 3) if each.code in known.offices][:OFFERED]
    category = asked.category or (categories[0].code if categories else "")
    departments = tuple(_learned(each, known.offices[each.code].words, category) for each in offices)
    return Suggestion(departments, categories, "learned") if departments else None


def _learned(guess: Guess, called: Words, category: str = "") -> Proposal:
    said = "、".join(f"“{word}”" for word in guess.because)
    why = Words(f"本市办结的诉求里，写到{said}的多归{called.zh}。", f"Closed cases that mention {', '.join(guess.because)} mostly went to {called.en}.")
    return Proposal(guess.code, called, round(100 * guess.chance), guess.because, (why,) if said else (), category)


def _weigh(asked: Asked, words: Mapping[str, tuple[tuple[str, float], ...]]) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Sums of the weights of all words that stand in the text, and these words, by code."""
    sums: dict[str, float] = defaultdict(float)
    stood: dict[str, list[str]] = defaultdict(list)
    text, latin = asked.text, frozenset(run for run in runs(asked.text) if run.isascii())
    stands = sorted((word for word in words if (word in latin if word.isascii() else word in text)), key=len, reverse=True)
    for place, word in enumerate(stands):
        other = _inside_another(word, stands[:place], text)
        for code, weight in words[word]:
            covered = any(word in longer for longer in stood[code])  # 路灯 inside 路灯不亮 counts once
            less = 0.2 if covered else OTHER_WORD if other else 1.0
            sums[code] += weight * less * (TITLE if word in asked.title else 1.0)
            if not covered:
                stood[code].append(word)
    return sums, stood


def _inside_another(word: str, longer: Iterable[str], text: str) -> bool:
    """It stands only as the end or middle of longer words: 广告 of 小广告 speaks of something else; 路灯 of 路灯不亮 does not."""
    return text.count(word) <= sum(text.count(other) for other in longer if word in other and not other.startswith(word))


def _categories(sums: Mapping[str, float], stood: Mapping[str, list[str]], known: Lexicon) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(code, known.subjects[code].words, score, tuple(stood.get(code, ())[:4]), tuple(_by_words(stood.get(code, ()))))
        for code, score in _best(sums)
    )


def _departments(asked: Asked, subjects: Mapping[str, float], stood: Mapping[str, list[str]], known: Lexicon) -> tuple[Proposal, ...]:
    sums, said = _weigh(asked, known.of_offices)
    sums = defaultdict(float, {code: total * _trust(known.offices[code], asked.areas) for code, total in sums.items()})
    under = _owners(asked, subjects, known)
    for code, (total, _) in under.items():
        sums[code] += total
    found = []
    for code, score in _best(sums):
        subject = under.get(code, (0.0, None))[1]
        own = (stood.get(subject.code, []) if subject else []) or said.get(code, [])
        found.append(Proposal(
            code, known.offices[code].words, score, tuple(own[:4]), _reasons(asked, known.offices[code], subject, own, said.get(code, [])),
            subject.code if subject else "",
        ))  # fmt: skip
    return tuple(found)


def _owners(asked: Asked, subjects: Mapping[str, float], known: Lexicon) -> dict[str, tuple[float, Subject | None]]:
    """Each department's best category: what it weighs and which it is."""
    under: dict[str, tuple[float, Subject | None]] = {}
    for code, total in sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0])):
        subject = known.subjects[code]
        owner = subject.department or _street_office(asked.areas, known)
        if owner and owner in known.offices:
            former, best = under.get(owner, (0.0, subject))
            under[owner] = (former + total * (0.25 if former else 1.0), best)
    return under


def _street_office(areas: Iterable[str], known: Lexicon) -> str | None:
    around = set(areas)
    return next((office.code for office in known.offices.values() if office.kind == "street" and office.territory in around), None)


def _trust(office: Office, areas: tuple[str, ...]) -> float:
    """How much the duties of a department count: those of a territory less, and not at all for places outside it."""
    if office.kind in ("street", "district"):
        return 0.15 if not areas or office.territory in areas else 0.0
    return 0.45


def _best(sums: Mapping[str, float]) -> list[tuple[str, int]]:
    """The first three, with a score from 0 to 100: its share of what spoke at all, less where little spoke."""
    first = sorted(((code, total) for code, total in sums.items() if total > 0.2), key=lambda pair: (-pair[1], pair[0]))[:OFFERED]
    whole = sum(total for _, total in first)
    return [(code, round(95 * total / (whole + 0.8))) for code, total in first]


def _reasons(asked: Asked, office: Office, subject: Subject | None, own: list[str], duties: list[str]) -> tuple[Words, ...]:
    found = list(_by_words(own))
    if subject:
        found.append(Words(f"“{subject.words.zh}”由{office.words.zh}承办。", f"“{subject.words.en}” is handled by {office.words.en}."))
    elif duties:
        found.append(Words(f"{office.words.zh}的职责里有这些话。", f"These words stand in the duties of {office.words.en}."))
    if office.territory and office.territory in asked.areas:
        found.append(Words(f"地点在{office.words.zh}的辖区。", f"The place lies in the territory of {office.words.en}."))
    return tuple(found)


def _by_words(stood: Iterable[str]) -> Iterable[Words]:
    first = list(stood)[:4]
    if first:
        yield Words("写到了" + "、".join(f"“{word}”" for word in first) + "。", "It mentions " + ", ".join(f"“{word}”" for word in first) + ".")


def kept_form(suggestion: Suggestion) -> list[dict[str, Any]]:
    """The suggestion as a case keeps it: what was offered, with its reasons."""
    return [
        {
            "department": each.code, "category": each.category, "score": each.score, "because": list(each.because),
            "reasons": [{"zh": reason.zh, "en": reason.en} for reason in each.reasons], "method": suggestion.method,
        }
        for each in suggestion.departments
    ]  # fmt: skip


def offers_of(case: Case) -> tuple[Proposal, ...]:
    """The departments that a case's dispatch was offered, as they were kept; those that have ended since are left out."""
    known = lexicon()
    return tuple(
        Proposal(
            each["department"], known.offices[each["department"]].words, int(each["score"]), tuple(each["because"]),
            tuple(Words(reason["zh"], reason["en"]) for reason in each["reasons"]), each.get("category", ""),
        )
        for each in case.suggestion
        if each["department"] in known.offices
    )  # fmt: skip


def share_of_kept(at: datetime, days: int = 30, least: int = LEAST_JUDGED) -> int | None:
    """Of the cases that opened within so many days and were dispatched with an offer: per cent whose first offer was taken; None for fewer than `least`."""
    rows = Case.objects.filter(matter__opened_at__gt=at - timedelta(days=days), matter__opened_at__lte=at, suggestion_kept__isnull=False)
    counted = rows.aggregate(all=Count("pk"), kept=Count("pk", filter=Q(suggestion_kept=True)))
    return round(100 * counted["kept"] / counted["all"]) if counted["all"] >= least else None

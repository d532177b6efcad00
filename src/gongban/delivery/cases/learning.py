"""Learning where cases belong from the city's own closed cases; used only while it beats the dictionary on the last month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from gongban.foundation.territory.public import city, time_bucket
from gongban.kernel.features import Features, features_of
from gongban.kernel.fitting import calibrated, learn
from gongban.kernel.learned import Model

DONE = ("closed", "filed")
LEAST_CHECKED = 50  # closed cases of the last month, below which nothing is known about it
MOST_CHECKED = 2_000
MOST_LEARNED = 60_000  # 最近的够用了：再多夜里学不完 · the newest are enough, and more would not be learned in a night


class Learned(models.Model):
    """One learning: from how many cases, how it did on the last month beside the dictionary, and whether it is used."""

    id = models.BigAutoField(primary_key=True)
    learned_at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    checked = models.PositiveIntegerField()
    right_learned = models.PositiveSmallIntegerField()  # basis points of first offers that were right
    right_dictionary = models.PositiveSmallIntegerField()
    used = models.BooleanField(default=False)
    departments = models.BinaryField(default=b"")
    categories = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["-learned_at"], name="learned_latest")]


@dataclass(frozen=True)
class Example:
    """A closed case: what it was about and where it belonged in the end."""

    text: str
    title: str
    areas: tuple[str, ...]
    department: str
    category: str

    @property
    def features(self) -> Features:
        return features_of(f"{self.title} {self.text}", self.areas)


@dataclass(frozen=True)
class _Features:
    """The features of many cases, made as they are asked for: held at once they would fill gigabytes."""

    cases: Sequence[Example]

    def __iter__(self) -> Iterator[Features]:
        return (each.features for each in self.cases)


@dataclass(frozen=True)
class Models:
    """What is used now."""

    departments: Model
    categories: Model | None


def in_use() -> Models | None:
    """The models that suggest now; None while the dictionary is better or the city too young."""
    latest = _latest(time_bucket(60))
    return _read(latest) if latest else None


def forget_learned() -> None:
    """Read anew what is used, after learning."""
    _latest.cache_clear()


@lru_cache(maxsize=1)
def _latest(_bucket: int) -> int | None:
    row = Learned.objects.order_by("-learned_at", "-pk").values_list("pk", "used").first()
    return row[0] if row and row[1] else None


@lru_cache(maxsize=1)
def _read(pk: int) -> Models:
    row = Learned.objects.get(pk=pk)
    categories = Model.from_bytes(bytes(row.categories)) if row.categories else None
    return Models(Model.from_bytes(bytes(row.departments)), categories)


def learn_from_closed(at: datetime) -> Learned | None:
    """Learn from the closed cases, check on the last month against the dictionary, keep both figures; None for too few cases."""
    rules = {"minimum_cases": 2_000, "training_days": 730, "validation_days": 30, **(city().settings.get("learning") or {})}
    since, split = at - timedelta(days=int(rules["training_days"])), at - timedelta(days=int(rules["validation_days"]))
    if _closed(since, at).count() < int(rules["minimum_cases"]):
        return None
    former, last = examples(since, split), examples(split, at, MOST_CHECKED)
    row = _checked(former, last, at)
    row.save()
    Learned.objects.filter(pk__lt=row.pk).update(departments=b"", categories=b"")  # 旧的只留数字 · of former ones the figures stay
    forget_learned()
    return row


def _checked(former: list[Example], last: list[Example], at: datetime) -> Learned:
    departments = learn(_Features(former), [each.department for each in former])
    row = Learned(learned_at=at, cases=len(former), checked=len(last), right_learned=0, right_dictionary=0)
    if departments is None or len(last) < LEAST_CHECKED:
        return row
    seen = [each.features for each in last]
    departments = calibrated(departments, seen, [each.department for each in last])
    row.right_learned = _share([_first(departments, features) for features in seen], last)
    row.right_dictionary = _share([_by_dictionary(each) for each in last], last)
    row.used = row.right_learned > row.right_dictionary
    if row.used:
        categories = learn(_Features(former), [each.category for each in former])
        row.departments = departments.to_bytes()
        row.categories = categories.to_bytes() if categories else b""
    return row


def _first(model: Model, features: Features) -> str:
    guesses = model.guess(features, 1)
    return guesses[0].code if guesses else ""


def _by_dictionary(each: Example) -> str:
    from gongban.delivery.cases.suggesting import suggest_by

    offered = suggest_by(each, None).departments
    return offered[0].code if offered else ""


def _share(offered: Sequence[str], examples_: Sequence[Example]) -> int:
    right = sum(code == each.department for code, each in zip(offered, examples_, strict=True))
    return round(10_000 * right / max(len(examples_), 1))


def _closed(since: datetime, until: datetime) -> QuerySet:  # type: ignore[type-arg] # Case imports this module's table
    from gongban.delivery.cases.models import Case

    rows = Case.objects.filter(matter__state__in=DONE, matter__opened_at__gte=since, matter__opened_at__lt=until, joined_into__isnull=True)
    return rows.annotate(belongs=Coalesce(F("owner"), F("lead__department"))).filter(belongs__isnull=False)


def examples(since: datetime, until: datetime, most: int = MOST_LEARNED) -> list[Example]:
    """Closed cases of a time with where they belonged in the end, the newest first, at most so many."""
    rows = _closed(since, until).order_by("-matter__opened_at")[:most]
    columns = ("text", "matter__title", "district", "area", "belongs", "category")
    return [
        Example(text, title, tuple(code for code in (district, area) if code), department, category or "")
        for text, title, district, area, department, category in rows.values_list(*columns).iterator(chunk_size=2_000)
    ]

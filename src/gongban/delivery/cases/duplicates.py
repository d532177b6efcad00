"""Which recent cases may be about the same thing? By place, words, time and photo, among those that the asker may see (A13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F, QuerySet

from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.reading import public_address, public_point
from gongban.delivery.cases.rights import in_charge, visible
from gongban.delivery.cases.terms import Kind
from gongban.delivery.cases.traces import Trace, likeness, marks_of
from gongban.foundation.files.public import Photo
from gongban.foundation.matters.public import Attachment
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.lifecycle import State
from gongban.kernel.place import Coordinate, cells_around, distance_m
from gongban.kernel.text import alike, shingles
from gongban.kernel.words import Words

CANDIDATES = 600  # traces looked at, by place and by words each
READ = 30  # cases read and compared in full
GONE = ("withdrawn", "joined", "handed_over", "refused")


@dataclass(frozen=True)
class Duplicate:
    """A case that may be about the same thing: how likely from 0 to 100, why, how far in metres and how old in days."""

    case: Case
    number: str
    title: str
    state: State
    score: int
    reasons: tuple[Words, ...]
    distance_m: int | None
    age_days: int
    photo: UUID | None


@dataclass(frozen=True)
class Rules:
    """The city's say about what counts as near, recent and alike."""

    radius_m: int = 150
    days: int = 30
    minimum_score: int = 55
    photo_distance: int = 12

    @classmethod
    def of_city(cls) -> Rules:
        """As city.yaml says under `duplicates`."""
        given: dict[str, Any] = city().settings.get("duplicates") or {}
        return cls(
            int(given.get("radius_m", 150)), int(given.get("days", 30)), int(given.get("minimum_score_percent", 55)),
            int(given.get("photo_distance", 12)),
        )  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A report as it is compared: its text with the address, its place in WGS-84, the hashes of its photos."""

    text: str
    where: Coordinate | None
    photos: tuple[int, ...]
    category: str
    at: datetime
    itself: UUID | None = None

    @cached_property
    def said(self) -> frozenset[str]:
        return shingles(self.text)


def likely_duplicates(
    text: str, *, by: Actor, at: datetime, lon: float | None = None, lat: float | None = None, photos: Sequence[UUID] = (),
    category: str | None = None, limit: int = 5,
) -> list[Duplicate]:  # fmt: skip
    """Recent cases that may be the same matter, the likeliest first, in at most four queries.

    `text` may hold title and address too; `lon`, `lat` in WGS-84; `photos` are ids of uploaded photos. Residents are
    shown public cases only, with their masked titles; staff those in their charge. Nothing is found for an empty text
    without place and photo.
    """
    where = Coordinate(lon, lat) if lon is not None and lat is not None else None
    return _like(Compared(text, where, _fingerprints(photos), category or "", at), by, limit)


def duplicates_of(case: Case, *, by: Actor, at: datetime, limit: int = 5) -> list[Duplicate]:
    """Recent cases that may be the same matter as this case, which needs its matter; opened before or after it."""
    where = Coordinate(case.lon, case.lat) if case.lon is not None and case.lat is not None else None
    prints = Attachment.objects.filter(matter=case.pk, purpose="report", photo__fingerprint__isnull=False)
    text = f"{case.matter.title} {case.text} {case.address}"
    photos = tuple(int(each or 0) for each in prints.values_list("photo__fingerprint", flat=True)[:9])
    return _like(Compared(text, where, photos, case.category_id or "", at, case.pk), by, limit)


def _like(new: Compared, by: Actor, limit: int) -> list[Duplicate]:
    rules = Rules.of_city()
    rows = _read(_seen(by).exclude(pk=new.itself), _candidates(new, rules))
    found = [each for case in rows if (each := _compare(new, case, by, rules))]
    best = sorted(found, key=lambda each: (-each.score, each.age_days))[:limit]
    return _with_photos(best, by)


def _fingerprints(photos: Sequence[UUID]) -> tuple[int, ...]:
    if not photos:
        return ()
    rows = Photo.objects.filter(pk__in=photos, fingerprint__isnull=False)
    return tuple(int(each or 0) for each in rows.values_list("fingerprint", flat=True))


def _seen(by: Actor) -> QuerySet[Case]:
    """What the asker may be offered: staff their cases, residents what is public."""
    return in_charge(by) if by.is_staff else visible(by).filter(publicity="public").exclude(kind=Kind.REPORT)


def _candidates(new: Compared, rules: Rules) -> list[UUID]:
    """The likeliest of those chosen by index, judged by their pairs of characters and photos alone, without reading the cases."""
    rows = _traces(new, rules)
    if len(rows) <= READ:
        return [row[0] for row in rows]
    by_words = likeness(new.text, [bytes(row[1] or b"") for row in rows])
    same_photo = np.array([_photo_likeness(new.photos, row[2], rules) for row in rows]) if new.photos else 0
    best = np.argsort(-(by_words + same_photo), kind="stable")[:READ]
    return [rows[place][0] for place in best]


_Chosen = tuple[UUID, bytes | None, list[int], str]


def _traces(new: Compared, rules: Rules) -> list[_Chosen]:
    """By place the newest around; by rare pairs and photos those around or without a place, from anywhere for a report without one."""
    since, until = new.at - timedelta(days=rules.days), new.at + timedelta(minutes=5)
    rows, marks = Trace.objects.filter(opened_at__gte=since, opened_at__lte=until), marks_of(new.text, new.photos)
    # 由标记找，不沿时间一件件去比：加零的时间用不上时间的索引 · by marks, not one by one along the time: a time plus nothing has no index
    marked = Trace.objects.alias(when=F("opened_at") + timedelta(0)).filter(when__gte=since, when__lte=until, marks__overlap=marks)
    like = (marked if marks else rows.none()).order_by(*(["-when"] if marks else [])).values_list(*_COMPARED)[:CANDIDATES]
    if new.where is None:
        return list(like)
    cells = cells_around(new.where.lon, new.where.lat, rules.radius_m, 9)
    near = rows.filter(cell__in=cells).order_by("-opened_at").values_list(*_COMPARED)[:CANDIDATES]
    around = {"", *cells}
    return [row for row in near.union(like) if row[3] in around]


_COMPARED = ("pk", "said", "photos", "cell")
_READ = (
    "kind", "publicity", "title_public", "text_public", "text", "address", "lon", "lat", "category_id",
    "matter__number", "matter__title", "matter__state", "matter__opened_at", "trace__photos",
)  # fmt: skip


def _read(rows: QuerySet[Case], chosen: Sequence[UUID]) -> Iterable[Case]:
    """Only what is chosen is read, and checked for who may see it."""
    found = rows.filter(pk__in=chosen).exclude(matter__state__in=GONE)
    return found.select_related("matter", "trace").only(*_READ) if chosen else ()


def _compare(new: Compared, case: Case, by: Actor, rules: Rules) -> Duplicate | None:
    metres = _metres(new.where, case, by)
    if metres is not None and metres > rules.radius_m:
        return None
    title, text = (case.matter.title, case.text) if by.is_staff else (case.title_public, case.text_public)
    same_words = alike(new.said, shingles(f"{title} {text} {case.address if by.is_staff else public_address(case)}"))
    same_photo = _photo_likeness(new.photos, case.trace.photos, rules)  # type: ignore[attr-defined]
    age = max((new.at - case.matter.opened_at).days, 0)
    score = _score(same_words, metres, same_photo, _same_subject(new.category, case.category_id or ""), age, rules)
    if score < rules.minimum_score:
        return None
    reasons = _reasons(same_words, metres, same_photo, _same_subject(new.category, case.category_id or ""))
    return Duplicate(
        case, case.matter.number, title, CASE.state(case.matter.state), score, reasons, None if metres is None else round(metres), age, None
    )


def _metres(where: Coordinate | None, case: Case, by: Actor) -> float | None:
    """How far; for residents from the place as the public map shows it, so that the exact one cannot be measured out."""
    place = (case.lon, case.lat) if by.is_staff else public_point(case)
    lon, lat = place or (None, None)
    if where is None or lon is None or lat is None:
        return None
    return distance_m(where, Coordinate(lon, lat))


def _photo_likeness(new: Sequence[int], old: Sequence[int], rules: Rules) -> float:
    """1 for the same picture, 0 for one that differs in more bits than the city allows."""
    bits = min(((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF for one in new for other in old), key=int.bit_count, default=None)
    if bits is None or bits.bit_count() > rules.photo_distance:
        return 0.0
    return 1 - bits.bit_count() / (2 * rules.photo_distance)


def _same_subject(one: str, other: str) -> float:
    """1 for the same category, half for the same branch; half too where one of both is not known yet."""
    if not one or not other:
        return 0.5
    return 1.0 if one == other else 0.5 if one.rsplit(".", 1)[0] == other.rsplit(".", 1)[0] else 0.0


def _score(same_words: float, metres: float | None, same_photo: float, same_subject: float, age: int, rules: Rules) -> int:
    """Out of 100. With both places known nearness speaks beside the words; without, the words must say more."""
    fresh = 1 - age / (rules.days + 1)
    if metres is None:
        points = 75 * min(same_words / 0.55, 1) + 12 * same_subject + 8 * fresh
    else:
        near = 1 - metres / (2 * rules.radius_m)
        points = 50 * min(same_words / 0.4, 1) + 26 * near + 14 * same_subject + 8 * fresh
    return min(round(points + 40 * same_photo), 100)


def _reasons(same_words: float, metres: float | None, same_photo: float, same_subject: float) -> tuple[Words, ...]:
    found = []
    if metres is not None:
        found.append(Words(f"相距约 {round(metres)} 米", f"about {round(metres)} m away"))
    if same_words >= 0.2:
        found.append(Words(f"说法相近（{round(100 * same_words)}%）", f"similar words ({round(100 * same_words)}%)"))
    if same_subject == 1:
        found.append(Words("同一分类", "same category"))
    if same_photo:
        found.append(Words("照片相像", "similar photo"))
    return tuple(found)


def _with_photos(found: list[Duplicate], by: Actor) -> list[Duplicate]:
    if not found:
        return found
    rows = Attachment.objects.filter(matter__in=[each.case.pk for each in found], purpose="report").order_by("-id")
    if not by.is_staff:
        rows = rows.filter(public=True, photo__blur_checked_at__isnull=False)
    first = dict(rows.values_list("matter", "photo"))
    return [replace(each, photo=first.get(each.case.pk)) for each in found]

"""Which place does a person mean: found by name, pinyin or initials, or the one nearest to a point."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Length

from gongban.foundation.territory.locating import locate
from gongban.foundation.territory.models import Area, NamedPlace
from gongban.kernel.place import Coordinate, distance_m

NEAR_DEGREES = 0.02  # about two kilometres: farther away a name says nothing about where one stands


def find_places(text: str, limit: int = 8) -> list[NamedPlace]:
    """Places whose name, pinyin or initials begin with the text or hold it; the shortest of the best fit first."""
    asked = "".join(text.split())[:60]
    if not asked:
        return []
    plain = asked.lower()
    fits = Q(name_zh__icontains=asked) | Q(pinyin__istartswith=plain) | Q(initials__istartswith=plain) | Q(name_en__icontains=text.strip())
    return list(_best_first(NamedPlace.objects.filter(fits), asked, plain)[:limit])


def place_within(text: str) -> NamedPlace | None:
    """The place whose whole name stands in an address that a person wrote; the longest name wins."""
    if len(text) < 2:
        return None
    rows = NamedPlace.objects.annotate(written=Value(text)).filter(written__contains=F("name_zh"))
    return rows.annotate(size=Length("name_zh")).order_by("-size", "pk").first()


def nearest_place(lon: float, lat: float) -> tuple[NamedPlace, float] | None:
    """The named place nearest to a WGS-84 point and its distance in metres; None where none is near."""
    box = NamedPlace.objects.filter(lon__range=(lon - NEAR_DEGREES, lon + NEAR_DEGREES), lat__range=(lat - NEAR_DEGREES, lat + NEAR_DEGREES))
    rows = box.order_by(Abs(F("lon") - lon) + Abs(F("lat") - lat))[:10]
    here = Coordinate(lon, lat)
    found = [(place, distance_m(here, Coordinate(place.lon, place.lat))) for place in rows]
    return min(found, key=lambda pair: pair[1], default=None)


def area_path(lon: float, lat: float) -> list[Area]:
    """The areas around a point, the largest first; empty outside of all."""
    where = locate(lon, lat)
    if where is None:
        return []
    found: list[Area] = []
    here = Area.objects.select_related("parent__parent__parent").filter(pk=where.smallest).first()
    while here is not None and here.level != "city":
        found.insert(0, here)
        here = here.parent
    return found


def _best_first(rows: QuerySet[NamedPlace], asked: str, plain: str) -> QuerySet[NamedPlace]:
    begins = When(Q(name_zh__istartswith=asked) | Q(initials=plain) | Q(pinyin=plain), then=Value(0))
    rank = Case(begins, default=Value(1), output_field=IntegerField())
    return rows.annotate(rank=rank, size=Length("name_zh")).order_by("rank", "size", "pinyin", "pk")

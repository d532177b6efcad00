"""What is on offer now: the values by which a list of items can be filtered, so that no filter leads to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Func

from gongban.design.catalogue.queries.reading import Wanted, items_in_force
from gongban.design.catalogue.values import Owner
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Offered:
    """Codes of objects and forms, themes and departments of the items in force."""

    objects: tuple[str, ...]
    forms: tuple[str, ...]
    themes: tuple[str, ...]
    owners: tuple[Owner, ...]


def offered(*, at: datetime, district: str = "") -> Offered:
    """The filters of the items in force in a district, or in the city as a whole. Four queries."""
    rows = items_in_force(Wanted(district=district), at=at)

    def values(name: str) -> tuple[str, ...]:
        each = rows.annotate(each=Func(F(name), function="unnest")).order_by("each").values_list("each", flat=True).distinct()
        return tuple(each)

    owners = rows.exclude(department=None).order_by("department__kind", "department").values_list("department", "department__name_zh", "department__name_en")
    return Offered(values("objects_served"), values("forms"), values("themes"), tuple(Owner(code, Words(zh, en)) for code, zh, en in owners.distinct()))

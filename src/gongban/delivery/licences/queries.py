"""Reading licences: a holder's own, a unit's with filters, one with history and looks, and what departments ask to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from gongban.delivery.licences.contents import HOLDER
from gongban.delivery.licences.lifecycle import ENDED, LICENCE, RUNNING
from gongban.delivery.licences.models import Happening, Licence, LicenceType, Look, Share
from gongban.delivery.licences.rights import (
    issued_here,
    own_licences,
    relations,
    shares_of_department,
    shares_of_holder,
)
from gongban.foundation.paging import Slice, slice_of
from gongban.foundation.people.public import lookups
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.lifecycle import Transition

SIZE = 20
NUMBER_LEAST = 4


@dataclass(frozen=True)
class Sought:
    """What a list of licences is asked for; an empty value asks for everything. `words`: a number, the holder's number, an enterprise's name."""

    state: str = ""
    type: str = ""
    words: str = ""


def my_licences(by: Actor, at: datetime) -> tuple[list[Licence], list[Licence]]:
    """The holder's own: those that run today, and those that are over, the latest first."""
    rows = list(own_licences(by).select_related("type", "issuer").order_by("type__place", "-issued_at", "pk"))
    day = calendar().local_day(at)
    return [row for row in rows if row.state_on(day) in RUNNING], [row for row in rows if row.state_on(day) in ENDED]


def list_licences(by: Actor, sought: Sought, *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Licence]:
    """A unit's licences that fit, those changed last first; only such as the actor may see."""
    rows = _sought(issued_here(by), sought, at).select_related("type", "issuer", "enterprise")
    return slice_of(rows, key, size, by="changed_at")


def count_licences(by: Actor, sought: Sought, *, at: datetime) -> int:
    """How many the list holds."""
    return _sought(issued_here(by), sought, at).count()


def counts(by: Actor, at: datetime) -> dict[str, int]:
    """How many licences there are in each state today, in one query."""
    conditions = {code: _in_state(code, at) for code in (state.code for state in LICENCE.states)}
    return issued_here(by).aggregate(**{code: Count("pk", filter=condition) for code, condition in conditions.items()})


def _sought(rows: QuerySet[Licence], sought: Sought, at: datetime) -> QuerySet[Licence]:
    if sought.state in {state.code for state in LICENCE.states}:
        rows = rows.filter(_in_state(sought.state, at))
    if sought.type:
        rows = rows.filter(type=sought.type)
    return rows.filter(_words(sought.words)) if sought.words.strip() else rows


def _in_state(code: str, at: datetime) -> Q:
    over = Q(state__in=RUNNING, until__lt=calendar().local_day(at))
    return Q(state="expired") | over if code == "expired" else Q(state=code) & ~over if code in RUNNING else Q(state=code)


def _words(words: str) -> Q:
    typed = words.replace("\x00", "").strip()[:100]
    found = Q(holder_lookup__in=lookups(plain(typed), HOLDER)) | Q(enterprise__name_zh__icontains=typed) | Q(enterprise__name_en__icontains=typed)
    return found | Q(number__icontains=typed.upper()) if len(typed) >= NUMBER_LEAST else found


def types_here(by: Actor) -> list[LicenceType]:
    """The types of which the actor sees licences, for the filter."""
    return list(LicenceType.objects.filter(pk__in=issued_here(by).values("type")).order_by("place", "code"))


def licence_types() -> list[LicenceType]:
    """All types in use, in the order of the city's file."""
    return list(LicenceType.objects.filter(ended=False).select_related("issuer").order_by("place", "code"))


def history_of(licence: Licence) -> list[Happening]:
    """What happened to a licence that the caller has looked at, the oldest first."""
    return list(licence.history.select_related("by", "department").order_by("at", "pk"))


def looks_at(licence: Licence, *, by: Actor, key: str = "", size: int = SIZE) -> Slice[Look]:
    """Who looked at the actor's own licence, the last first; none for others."""
    own = own_licences(by).filter(pk=licence.pk).exists()
    rows = licence.looks.select_related("department", "share") if own else Look.objects.none()
    return slice_of(rows, key, size, by="at")


def offered(licence: Licence, by: Actor, at: datetime) -> list[Transition]:
    """The acts that the actor can take on a licence today."""
    held = relations(licence, by)
    return [row for row in LICENCE.from_state(licence.state_on(calendar().local_day(at))) if held.intersection(row.who)]


def my_shares(by: Actor, licence: Licence | None = None) -> QuerySet[Share]:
    """What departments ask to see of the actor's own licences, the last first."""
    rows = shares_of_holder(by).select_related("licence__type", "department")
    return (rows.filter(licence=licence) if licence else rows).order_by("-asked_at", "-pk")


def asked_shares(by: Actor, *, key: str = "", size: int = SIZE) -> Slice[Share]:
    """What the actor's departments have asked to see, the last first."""
    return slice_of(shares_of_department(by).select_related("type", "department"), key, size, by="asked_at")

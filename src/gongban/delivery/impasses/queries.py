"""Reading what could not be done: lists, one with its thread, and the causes by item that redesign builds on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from gongban.delivery.impasses.lifecycle import IMPASSE
from gongban.delivery.impasses.models import Impasse
from gongban.delivery.impasses.rights import HELPING, of_office, own_impasses, unknown, visible
from gongban.delivery.impasses.rules import impasse_rules
from gongban.foundation.matters.public import Entry, thread
from gongban.foundation.paging import Slice, slice_of
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words

SIZE = 20


@dataclass(frozen=True)
class Sought:
    """What the desk's list is asked for; an empty value asks for everything."""

    state: str = ""
    cause: str = ""
    item: str = ""
    outlet: str = ""
    late: bool = False
    words: str = ""


@dataclass(frozen=True)
class CauseCount:
    """How often an item could not be done for one cause, and how it ended."""

    code: str
    words: Words
    number: int
    done: int
    lawful_no: int


def causes_of(item: str, *, since: datetime | None = None) -> list[CauseCount]:
    """Why an item (short name or code) could not be done, the most frequent cause first; what was withdrawn does not count."""
    rows = Impasse.objects.filter(item=item).exclude(matter__state="withdrawn")
    return _counted(rows.filter(matter__opened_at__gte=since) if since else rows)


def causes_here(by: Actor) -> list[CauseCount]:
    """The causes of everything that the actor may see, the most frequent first."""
    return _counted(visible(by).exclude(matter__state="withdrawn"))


def list_impasses(by: Actor, sought: Sought, *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Impasse]:
    """What the actor may see and fits, taken last first."""
    rows = _sought(visible(by), sought, at).select_related("matter", "coordinator").annotate(opened_at=F("matter__opened_at"))
    return slice_of(rows, key, size, by="opened_at")


def my_impasses(by: Actor, *, key: str = "", size: int = SIZE) -> Slice[Impasse]:
    """The actor's own, taken last first."""
    rows = own_impasses(by).select_related("matter").annotate(opened_at=F("matter__opened_at"))
    return slice_of(rows, key, size, by="opened_at")


def counts_by_state(by: Actor) -> dict[str, int]:
    """How many there are in each state."""
    return dict(visible(by).values_list("matter__state").annotate(n=Count("pk")).order_by())


def impasses_to_do(by: Actor, at: datetime) -> tuple[int, int]:
    """How many wait for the actor, and how many of them are late."""
    if not by.is_staff:
        return 0, 0
    mine = Q() if of_office(by) else Q(coordinator__in=by.departments(*HELPING))
    said = visible(by).filter(mine, matter__open=True).aggregate(n=Count("pk"), late=Count("pk", filter=Q(matter__due_at__lt=at)))
    return said["n"], said["late"]


def impasse_of(pk: UUID, *, by: Actor) -> Impasse:
    """One; NotFound for who may not see it."""
    found = visible(by).select_related("matter", "coordinator").filter(pk=pk).first()
    if found is None:
        raise unknown()
    return found


def thread_of(row: Impasse, *, by: Actor) -> Iterable[Entry]:
    """What was said, as far as the actor may read it."""
    return thread(row.matter, by=by, party=not by.is_staff)


def _counted(rows: QuerySet[Impasse]) -> list[CauseCount]:
    rules = impasse_rules()
    done, lawful_no = (Count("pk", filter=Q(matter__state=name)) for name in ("done", "lawful_no"))
    found = rows.values("cause").annotate(number=Count("pk"), done=done, lawful_no=lawful_no).order_by("-number", "cause")
    return [CauseCount(each["cause"], rules.words_of(each["cause"]), each["number"], each["done"], each["lawful_no"]) for each in found]


def _sought(rows: QuerySet[Impasse], sought: Sought, at: datetime) -> QuerySet[Impasse]:
    if sought.state in {state.code for state in IMPASSE.states}:
        rows = rows.filter(matter__state=sought.state)
    rows = rows.filter(**{name: value for name in ("cause", "item", "outlet") if (value := getattr(sought, name))})
    if sought.late:
        rows = rows.filter(matter__open=True, matter__due_at__lt=at)
    words = sought.words.replace("\x00", "").strip()[:60]
    return rows.filter(Q(matter__number__icontains=words) | Q(item_zh__icontains=words) | Q(item_en__icontains=words)) if words else rows

"""Which cases lie before a member of staff: to-do, department, all; filtered, by the nearest limit, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongban.delivery.cases.contact import phone_lookups
from gongban.delivery.cases.indexing import holding_words
from gongban.delivery.cases.models import Application, Assignment, Case
from gongban.delivery.cases.photos import unchecked_photos
from gongban.delivery.cases.rights import REVIEWING, in_charge, sees_all, sees_reporters
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import Matter, Party
from gongban.foundation.people.public import with_units
from gongban.kernel.actors import Actor, Role

PAGE = 30
SCOPES = ("mine", "department", "all")
COLOURS = ("red", "yellow", "green", "paused")
MARKS = ("urged", "raised", "chased", "returned", "redone", "interim", "provisional")


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; an empty value asks for everything."""

    scope: str = "mine"  # mine | department | all
    state: str = ""
    kind: str = ""
    category: str = ""
    department: str = ""
    district: str = ""
    colour: str = ""
    mark: str = ""
    words: str = ""


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """What the address of a list asks for (`q` holds the words); what is not understood asks for everything."""
    known = {each.name: str(given.get(each.name, ""))[:60] for each in fields(Wanted)}
    scope = known["scope"] if known["scope"] in SCOPES else "mine"
    return Wanted(**(known | {"scope": scope, "words": str(given.get("q", ""))[:100]}))


def worklist(by: Actor, wanted: Wanted, at: datetime) -> QuerySet[Case]:
    """The cases that fit, the most urgent first; only such as the actor is in charge of."""
    rows = in_charge(by).filter(_scope(by, wanted.scope, at))
    if not wanted.state and not wanted.words:
        rows = rows.filter(Q(matter__open=True) if wanted.scope != "mine" else Q())
    for each in _conditions(wanted, by, at):
        rows = rows.filter(each)
    # 按词找时先找出来再排序，不沿期限索引逐件去比 · with words: find, then sort, rather than try case after case by limit
    due = F("matter__due_at") + timedelta(0) if wanted.words else F("matter__due_at")
    return in_full(rows).order_by(due.asc(nulls_last=True), "matter_id")


def in_full(rows: QuerySet[Case]) -> QuerySet[Case]:
    """What a row of a list shows, in one query."""
    return rows.select_related("matter__holder", "matter__handler", "category", "area", "lead")


def _scope(by: Actor, scope: str, at: datetime) -> Q:
    if scope == "mine":
        return to_do(by, at)
    if scope == "department":
        held = Assignment.objects.filter(case=OuterRef("pk"), department__in=with_units(by.departments()))
        return Q(Exists(held.exclude(state="ended")))
    return Q()


def _conditions(wanted: Wanted, by: Actor, at: datetime) -> list[Q]:
    found = []
    if wanted.state:
        found.append(Q(matter__state=wanted.state))
    if wanted.kind:
        found.append(Q(kind=wanted.kind))
    if wanted.category:
        found.append(Q(category=wanted.category) | Q(category__code__startswith=f"{wanted.category}."))
    if wanted.department:
        found.append(Q(matter__holder=wanted.department))
    if wanted.district:
        found.append(Q(district=wanted.district))
    if wanted.colour in COLOURS:
        found.append(in_colour(wanted.colour, at))
    if wanted.mark in MARKS:
        found.append(marked(wanted.mark))
    if wanted.words:
        found.append(_words(wanted.words.strip(), by))
    return found


def in_colour(colour: str, at: datetime) -> Q:
    """Open cases whose nearest limit shows this colour at a moment."""
    running = Q(matter__open=True)
    return running & {
        "red": Q(matter__due_at__lt=at),
        "yellow": Q(matter__yellow_at__lte=at, matter__due_at__gte=at),
        "green": Q(matter__due_at__gte=at) & (Q(matter__yellow_at__gt=at) | Q(matter__yellow_at__isnull=True)),
        "paused": Q(matter__due_at__isnull=True),
    }[colour]


def marked(mark: str) -> Q:
    """Cases that carry a mark: urged, raised, chased, returned, redone, interim or with a provisional limit."""
    return {
        "urged": Q(urged=True),
        "raised": Q(raised_at__isnull=False),
        "chased": Q(chases__gt=0),
        "returned": Q(returns__gt=0),
        "redone": Q(redoings__gt=0),
        "interim": Q(interim=True),
        "provisional": Q(matter__provisional=True),
    }[mark]


def _words(words: str, by: Actor) -> Q:
    found = holding_words(words, public=False)
    digits = words.replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) >= 7:
        called = Q(Exists(Party.objects.filter(matter=OuterRef("pk"), phone_lookup__in=phone_lookups(digits))))
        # A unit that guesses a number must not learn from the list whose report of wrongdoing it is.
        found |= called & (Q() if sees_reporters(by) else ~Q(kind=Kind.REPORT))
    return found


# ---- what waits for whom

def to_do(by: Actor, at: datetime) -> Q:
    """What waits for this person now, by the roles that they hold."""
    waiting = Q(pk__in=[])
    for each in (_of_the_unit(by), _of_the_office(by, at)):
        waiting |= each
    return waiting


def _of_the_unit(by: Actor) -> Q:
    me = UUID(by.acting_for or by.account) if by.account else None
    handling, reviewing = by.departments(Role.HANDLER, Role.POLICY_SPECIALIST), by.departments(*REVIEWING)
    parts = Assignment.objects.filter(case=OuterRef("pk"), share__in=["co", "unit"])
    mine = Q(lead__handler__isnull=True) | Q(lead__handler=me)
    asked = by.departments(Role.POLICY_SPECIALIST)
    return (
        Q(lead__department__in=handling, matter__state__in=["dispatched", "in_progress"]) & mine
        | Q(lead__department__in=reviewing, matter__state="answered") & ~Q(lead__answered_by=me)
        | Q(Exists(parts.filter(department__in=handling | reviewing, state__in=["sent", "signed"])), matter__open=True)
        | Q(Exists(parts.filter(state="answered")), lead__department__in=handling, matter__open=True)
        | Q(kind="inquiry", category__department__in=asked, matter__state__in=["received", "accepted"])
    )


def _of_the_office(by: Actor, at: datetime) -> Q:
    found = Q(pk__in=[])
    if by.holds(Role.OPERATOR):
        found |= Q(matter__state="received", channel__in=["hotline", "counter", "enterprise_line"])
    if by.holds(Role.DISPATCHER) and sees_all(by):
        found |= to_dispatch() | applied_for("extension")
    if by.holds(Role.SUPERVISOR):
        found |= applied_for("exclusion") | Q(matter__state="under_study") | in_colour("red", at) & Q(urged=False)
    return found


def to_dispatch() -> Q:
    """What waits at the dispatch desk: new, accepted, and what a department asks to return."""
    return Q(matter__state__in=["received", "accepted", "return_asked"])


def to_moderate() -> Q:
    """What waits for moderation: new cases, and public ones with a photo that nobody has looked at."""
    waiting = Case.objects.filter(publicity="waiting", matter__state__in=MODERATED)
    unseen = Case.objects.filter(publicity="public", pk__in=unchecked_photos().values("matter"))
    return Q(pk__in=waiting.values("pk").union(unseen.values("pk")))


MODERATED = ("received", "accepted", "under_study", "dispatched", "return_asked", "in_progress", "answered", "closed",
             "filed", "refused")  # fmt: skip


def applied_for(kind: str) -> Q:
    """Cases on which an application of this kind waits for a decision."""
    return Q(pk__in=_applications(kind).values("case"))


def _applications(kind: str) -> QuerySet[Application]:
    return Application.objects.filter(kind=kind, decided_at__isnull=True)


def at_work(*more: QuerySet[Any]) -> Q:
    """Cases with which somebody has still to do: open, asking to be excluded from scoring, or in `more` (their keys).

    Named by key and gathered by index: joined by OR, the conditions would have the whole of both tables read.
    """
    still_open = Matter.objects.filter(open=True).values("pk")  # read from the index alone
    return Q(pk__in=still_open.union(_applications("exclusion").values("case"), *more))


def to_do_counts(by: Actor, at: datetime) -> dict[str, int]:
    """How much waits at each desk of this person, in one query; `late` counts what is overdue among the to-dos."""
    mine = to_do(by, at)
    asked = {"queue": mine, "late": mine & in_colour("red", at)}
    if by.holds(Role.DISPATCHER):
        asked["dispatch"] = to_dispatch()
    if by.holds(Role.MODERATOR):
        asked["moderation"] = to_moderate()
    if by.holds(Role.SUPERVISOR):
        asked["supervision"] = applied_for("exclusion") | in_colour("red", at) & Q(urged=False)
    if by.holds(Role.SUPERVISOR) or by.holds(Role.DISPATCHER):
        asked["study"] = Q(matter__state="under_study")
    moderated = Case.objects.filter(publicity="waiting").values("pk"), unchecked_photos().values("matter")
    rows = in_charge(by).filter(at_work(*(moderated if by.holds(Role.MODERATOR) else ())))
    return rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in asked.items()})


# ---- page by page

@dataclass(frozen=True)
class Sheet:
    """One page of a list and the keys of its neighbours."""

    rows: Sequence[Case]
    previous: str = ""
    next: str = ""


def sheet(rows: QuerySet[Case], key: str = "", size: int = PAGE) -> Sheet:
    """The page that follows `key` (or, where it begins with "-", precedes it) in a list ordered by limit and id."""
    back = key.startswith("-")
    place = _place(key.lstrip("-"))
    if place:
        rows = rows.filter(_before(*place) if back else _after(*place))
    rows = rows.reverse() if back and place else rows
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if back and place:
        found.reverse()
        return Sheet(found, f"-{_key(found[0])}" if more else "", _key(found[-1]) if found else "")
    return Sheet(found, f"-{_key(found[0])}" if place and found else "", _key(found[-1]) if more else "")


def _key(case: Case) -> str:
    due = case.matter.due_at
    return f"{due.timestamp() if due else ''}_{case.pk}"


def _place(key: str) -> tuple[datetime | None, UUID] | None:
    due, _, pk = key.partition("_")
    try:
        return (datetime.fromtimestamp(float(due), UTC) if due else None), UUID(pk)
    except (ValueError, OverflowError):
        return None


def _after(due: datetime | None, pk: UUID) -> Q:
    if due is None:
        return Q(matter__due_at__isnull=True, matter_id__gt=pk)
    return Q(matter__due_at__gt=due) | Q(matter__due_at=due, matter_id__gt=pk) | Q(matter__due_at__isnull=True)


def _before(due: datetime | None, pk: UUID) -> Q:
    if due is None:
        return Q(matter__due_at__isnull=False) | Q(matter__due_at__isnull=True, matter_id__lt=pk)
    return Q(matter__due_at__lt=due) | Q(matter__due_at=due, matter_id__lt=pk)

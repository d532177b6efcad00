"""Which cases lie before a member of staff: to-do, department, all; filtered, by the nearest limit, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongban.delivery.cases.contact import phone_lookups
from gongban.delivery.cases.indexing import holding_words
from gongban.delivery.cases.models import Application, Assignment, Case
from gongban.delivery.cases.photos import unchecked_photos
from gongban.delivery.cases.rights import REVIEWING, in_charge, sees_all, sees_reporters
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import Matter, Party
from gongban.foundation.people.public import with_units
from gongban.kernel.actors import Actor, Role

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
    rows = _in_scope(by, wanted.scope, at)
    if not wanted.state and not wanted.words:
        rows = rows.filter(Q(matter__open=True) if wanted.scope != "mine" else Q())
    for each in _conditions(wanted, by, at):
        rows = rows.filter(each)
    return in_full(rows).order_by(F("matter__due_at").asc(nulls_last=True), "matter_id")


def in_full(rows: QuerySet[Case]) -> QuerySet[Case]:
    """What a row of a list shows, in one query."""
    return rows.select_related("matter__holder", "matter__handler", "category", "area", "lead").defer(*UNREAD)


# 行里用不到的大列：界线、用语、职责 · large columns that no row shows: boundaries, words, duties
UNREAD = ("area__boundary", "category__words", "matter__holder__duties")


def _in_scope(by: Actor, scope: str, at: datetime) -> QuerySet[Case]:
    """What waits for somebody and what their departments hold is in their charge: no need to look that up again."""
    if scope == "mine":
        return Case.objects.filter(to_do(by, at))
    if scope == "department":
        held = Assignment.objects.filter(department__in=with_units(by.departments()), state__in=[*RUNNING, "accepted"])
        return Case.objects.filter(pk__in=held.values("case"))
    return in_charge(by)


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
    return _any_of([Case.objects.filter(each) for each in _waiting(by, at)])


def _any_of(branches: Sequence[QuerySet[Case]]) -> Q:
    """Cases of any branch, each found by its own index: joined by OR, the conditions would have whole tables read."""
    if not branches:
        return Q(pk__in=[])
    first, *others = [each.order_by().values("pk") for each in branches]
    return Q(pk__in=first.union(*others) if others else first)


def _waiting(by: Actor, at: datetime) -> list[Q]:
    """Each way in which something can wait for this person; whoever it waits for is in charge of it."""
    return [*_of_the_unit(by), *_of_the_office(by, at)]


RUNNING = ("sent", "signed", "answered")


def _of_the_unit(by: Actor) -> list[Q]:
    me = UUID(by.acting_for or by.account) if by.account else None
    handling, reviewing = by.departments(Role.HANDLER, Role.POLICY_SPECIALIST), by.departments(*REVIEWING)
    found = []
    if handling:
        mine = Q(lead__handler__isnull=True) | Q(lead__handler=me)
        answered = Assignment.objects.filter(case=OuterRef("pk"), share__in=["co", "unit"], state="answered")
        found.append(_led_by(handling) & Q(matter__state__in=["dispatched", "in_progress"]) & mine)
        found.append(_led_by(handling) & Q(Exists(answered), matter__open=True))
    if reviewing:
        found.append(_led_by(reviewing) & Q(matter__state="answered") & ~Q(lead__answered_by=me))
    if handling | reviewing:
        parts = Assignment.objects.filter(share__in=["co", "unit"], department__in=handling | reviewing, state__in=["sent", "signed"])
        found.append(Q(pk__in=parts.values("case"), matter__open=True))
    if asked := by.departments(Role.POLICY_SPECIALIST):
        found.append(Q(kind="inquiry", category__department__in=asked, matter__state__in=["received", "accepted"]))
    return found


def _led_by(departments: Iterable[str]) -> Q:
    """What these lead now. The matter's holder is the department of its lead: said twice, for an index of either table leads there."""
    return Q(matter__holder__in=departments, lead__department__in=departments, lead__state__in=RUNNING)


def _of_the_office(by: Actor, at: datetime) -> list[Q]:
    found = []
    if by.holds(Role.OPERATOR):
        found.append(Q(matter__state="received", channel__in=["hotline", "counter", "enterprise_line"]))
    if by.holds(Role.DISPATCHER) and sees_all(by):
        found += [to_dispatch(), applied_for("extension")]
    if by.holds(Role.SUPERVISOR):
        found += _to_supervise(at)
        found.append(Q(matter__state="under_study"))
    return found


def _to_supervise(at: datetime) -> list[Q]:
    return [applied_for("exclusion"), in_colour("red", at) & Q(urged=False)]


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


COUNTED = 100  # a menu shows 99+


def to_do_counts(by: Actor, at: datetime) -> dict[str, int]:
    """How much waits at each desk of this person, at most COUNTED each, in one query; `late`: whether something of the to-dos is overdue."""
    mine, all_ = _waiting(by, at), in_charge(by)
    asked = {"queue": mine, "late": [each & in_colour("red", at) for each in mine]}
    if by.holds(Role.DISPATCHER):
        asked["dispatch"] = [to_dispatch()]
    if by.holds(Role.MODERATOR):
        asked["moderation"] = [to_moderate()]
    if by.holds(Role.SUPERVISOR):
        asked["supervision"] = _to_supervise(at)
    if by.holds(Role.SUPERVISOR) or by.holds(Role.DISPATCHER):
        asked["study"] = [Q(matter__state="under_study")]
    own = ("queue", "late")
    most = {"late": 1}
    return _counted({name: [(Case.objects if name in own else all_).filter(each)[: most.get(name, COUNTED)] for each in found] for name, found in asked.items()})


def _counted(asked: Mapping[str, Sequence[QuerySet[Case]]]) -> dict[str, int]:
    """How many cases are in any branch of each name, counted no further than COUNTED, all names in one statement."""
    columns, given = [], []
    for branches in asked.values():
        compiled = [each.values("pk").query.sql_with_params() for each in branches]
        inner = " UNION ".join(f"({sql})" for sql, _params in compiled) or "SELECT 1 WHERE false"
        columns.append(f"(SELECT count(*) FROM (SELECT FROM ({inner}) AS any_of LIMIT {COUNTED}) AS few)")
        given += [param for _sql, params in compiled for param in params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        return dict(zip(asked, cursor.fetchone(), strict=True))

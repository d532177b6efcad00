"""What the dispatch and supervision desks look at: cases without an owner, late, urged, raised, and each department's load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value, When

from gongban.delivery.cases.contact import phone_lookups
from gongban.delivery.cases.models import Application, Case, Study
from gongban.delivery.cases.rights import in_charge
from gongban.delivery.cases.worklists import (
    applied_for,
    at_work,
    in_colour,
    in_full,
    marked,
    to_dispatch,
    to_moderate,
)
from gongban.foundation.matters.public import Matter
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound

VIEWS = ("to_urge", "overdue", "soon", "urged", "raised", "exclusions", "reinspections", "studies")


@dataclass(frozen=True)
class Load:
    """What lies with one department now."""

    department: Department
    open: int
    overdue: int
    soon: int
    urged: int
    returned: int


def undispatched(by: Actor) -> QuerySet[Case]:
    """What waits at the dispatch desk: requests to return first, then urgent ones, then the oldest."""
    urgency = When_(When(matter__state="return_asked", then=Value(0)), When(~Q(urgency="normal"), then=Value(1)), default=Value(2),
                    output_field=IntegerField())  # fmt: skip
    return in_full(in_charge(by).filter(to_dispatch())).annotate(rank=urgency).order_by("rank", "matter__opened_at", "pk")


def unmoderated(by: Actor) -> QuerySet[Case]:
    """What waits for moderation, the oldest first."""
    return in_full(in_charge(by).filter(to_moderate())).order_by("matter__opened_at", "pk")


def supervised(by: Actor, view: str, at: datetime) -> QuerySet[Case]:
    """One of the lists of the supervision desk."""
    chosen = in_full(in_charge(by).filter(_views(at)[view]))
    return chosen.order_by(F("matter__due_at").asc(nulls_last=True), "matter_id")


def supervision_counts(by: Actor, at: datetime) -> dict[str, int]:
    """How many cases each list of the supervision desk holds, in one query."""
    looked_at = Case.objects.filter(reinspect_on__isnull=False).values("pk"), Study.objects.filter(decided_at__isnull=True).values("case")
    return in_charge(by).filter(at_work(*looked_at)).aggregate(**{view: Count("pk", filter=condition) for view, condition in _views(at).items()})


def _views(at: datetime) -> dict[str, Q]:
    today = at.astimezone(calendar().tzinfo).date()
    running = Q(matter__open=True)
    return {
        "to_urge": in_colour("red", at) & Q(urged=False),
        "overdue": in_colour("red", at),
        "soon": in_colour("yellow", at),
        "urged": running & marked("urged"),
        "raised": running & marked("raised"),
        "exclusions": applied_for("exclusion"),
        "reinspections": Q(reinspect_on__lte=today),
        "studies": Q(pk__in=Study.objects.filter(decided_at__isnull=True).values("case")),
    }


def load_by_department(at: datetime) -> list[Load]:
    """What lies with every department that holds something, the most overdue first."""
    rows = Matter.objects.filter(open=True, holder__isnull=False, kind="case").values("holder").annotate(
        many=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at)), soon=Count("pk", filter=Q(yellow_at__lte=at, due_at__gte=at)),
        urged=Count("pk", filter=Q(case__urged=True)), returned=Count("pk", filter=Q(case__returns__gt=0)),
    ).order_by("-overdue", "-many", "holder")  # fmt: skip
    names = Department.objects.in_bulk([row["holder"] for row in rows])
    return [Load(names[row["holder"]], row["many"], row["overdue"], row["soon"], row["urged"], row["returned"]) for row in rows]


def open_applications(by: Actor, kind: str) -> QuerySet[Application]:
    """Applications of a kind that wait for a decision, the oldest first."""
    rows = Application.objects.filter(kind=kind, decided_at__isnull=True, case__in=in_charge(by))
    return rows.select_related("case__matter", "assignment__department", "proposed").order_by("asked_at", "pk")


def studies(by: Actor, *, decided: bool = False) -> QuerySet[Study]:
    """Joint studies on cases in the actor's charge, or to which one of their departments is invited."""
    mine = Q(case__in=in_charge(by)) | Q(invited__in=by.departments())
    rows = Study.objects.filter(mine, decided_at__isnull=not decided).distinct()
    return rows.select_related("case__matter", "decided_for").prefetch_related("invited").order_by("meets_at", "called_at")


def study_of(pk: UUID, by: Actor) -> Study:
    """One joint study; NotFound for those whom it does not concern."""
    found = next((rows.filter(pk=pk).first() for rows in (studies(by), studies(by, decided=True)) if rows.filter(pk=pk).exists()), None)
    if found is None:
        raise NotFound()
    return found


def cases_of_caller(phone: str, by: Actor) -> QuerySet[Case]:
    """Earlier cases reported from this telephone number, the newest first; only what the actor is in charge of."""
    keys = phone_lookups("".join(ch for ch in phone if ch.isdigit()))
    rows = in_charge(by).filter(matter__parties__phone_lookup__in=keys).distinct()
    return in_full(rows).order_by("-matter__opened_at") if keys else rows.none()

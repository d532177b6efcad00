"""Reading ratings: what I may rate, the desk's list of rectifications, one with its thread, counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from gongban.foundation.matters.public import Entry, thread
from gongban.foundation.paging import Slice, slice_of
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.outcome.ratings.services.lifecycle import RECTIFICATION
from gongban.outcome.ratings.services.models import Invitation, Rectification, ServiceRating
from gongban.outcome.ratings.services.rights import OFFICE, own, unknown, visible
from gongban.outcome.ratings.services.rules import rating_rules
from gongban.outcome.ratings.services.terms import BAD, Subject

SIZE = 20
OPEN = tuple(state.code for state in RECTIFICATION.states if state.open)


@dataclass(frozen=True)
class SoughtRatings:
    """What the desk's list is asked for; an empty value asks for everything."""

    state: str = ""
    department: str = ""
    late: bool = False
    words: str = ""


@dataclass(frozen=True)
class Counts:
    """How many were invited, how many rated, how many badly, and how many rectifications are closed; counts only, no figures yet."""

    invited: int
    rated: int
    bad: int
    closed: int

    @property
    def unrated(self) -> int:
        """Who said nothing: neither good nor bad."""
        return self.invited - self.rated


def my_invitations(by: Actor, *, key: str = "", size: int = SIZE) -> Slice[Invitation]:
    """What the actor's account may rate or has rated, the latest first."""
    rows = Invitation.objects.filter(account=UUID(by.account)) if by.account and not by.is_staff else Invitation.objects.none()
    return slice_of(rows.select_related("department", "rating__rectification__matter"), key, size, by="opened_at")


def invitation_to(kind: Subject, subject: UUID) -> Invitation | None:
    """The invitation to rate a part or a visit, for who shows its code at a counter or on a terminal; None where there is none."""
    return Invitation.objects.select_related("rating").filter(kind=kind.value, subject=subject).first()


def waiting_to_rate(by: Actor, at: datetime) -> int:
    """How many invitations wait for the actor."""
    return own(by).filter(rating__isnull=True, ends_at__gt=at).count()


def list_rectifications(by: Actor, sought: SoughtRatings, *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Rectification]:
    """The rectifications that fit, opened last first; only such as the actor may see."""
    rows = _sought(visible(by), sought, at).select_related("matter__holder", "rating__invitation__department")
    rows = rows.annotate(opened_at=F("matter__opened_at"))
    return slice_of(rows, key, size, by="opened_at")


def counts_by_state(by: Actor) -> dict[str, int]:
    """How many there are in each state."""
    found = visible(by).values_list("matter__state").annotate(n=Count("pk")).order_by()
    return dict(found)


def to_do(by: Actor, at: datetime) -> tuple[int, int]:
    """How many rectifications wait for the actor, and how many of them are late."""
    rows = visible(by).filter(matter__open=True)
    mine = Q(matter__state__in=["opened", "rectifying"], matter__holder__in=by.departments(*OFFICE))
    if any(by.holds(role) for role in ("supervisor",)):
        mine |= Q(matter__state__in=["under_review", "replied"])
    waiting = rows.filter(mine)
    said = waiting.aggregate(n=Count("pk"), late=Count("pk", filter=Q(matter__due_at__lt=at)))
    return said["n"], said["late"]


def rectification_of(pk: UUID, *, by: Actor) -> Rectification:
    """One rectification; NotFound for who may not see it."""
    found = visible(by).select_related("matter__holder", "matter__handler", "rating__invitation__department").filter(pk=pk).first()
    if found is None:
        raise unknown()
    return found


def thread_of(row: Rectification, *, by: Actor) -> Iterable[Entry]:
    """What was said, as far as the actor may read it."""
    return thread(row.matter, by=by, party=not by.is_staff)


def tag_words(codes: Iterable[str]) -> list[Words]:
    """The words of tags; of one that the city has taken out of its dictionary the code."""
    rules = rating_rules()
    return [tag.words if (tag := rules.tag(code)) else Words(code, code) for code in codes]


def counts_of(rows: QuerySet[Invitation] | None = None) -> Counts:
    """The counts over all invitations, or over some."""
    asked = Invitation.objects.all() if rows is None else rows
    said: dict[str, Any] = asked.aggregate(
        invited=Count("pk"), rated=Count("rating"), bad=Count("rating", filter=Q(rating__level__in=BAD)),
        closed=Count("rating__rectification", filter=Q(rating__rectification__matter__open=False)),
    )  # fmt: skip
    return Counts(**said)


def ratings_of_item(item: str) -> QuerySet[ServiceRating]:
    """The ratings of an item that count, for redesign."""
    return ServiceRating.objects.filter(invitation__item=item, excluded=False)


def _sought(rows: QuerySet[Rectification], sought: SoughtRatings, at: datetime) -> QuerySet[Rectification]:
    if sought.state in {state.code for state in RECTIFICATION.states}:
        rows = rows.filter(matter__state=sought.state)
    if sought.department:
        rows = rows.filter(matter__holder=sought.department)
    if sought.late:
        rows = rows.filter(matter__open=True, matter__due_at__lt=at)
    words = sought.words.replace("\x00", "").strip()[:60]
    return rows.filter(Q(matter__number__icontains=words) | Q(rating__invitation__item_zh__icontains=words) | Q(rating__invitation__number__iexact=words)) if words else rows

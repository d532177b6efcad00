"""Does a mandate cover this? What lists, pages and actions of other domains ask before they show or do something for somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.delivery.assistance.models import Mandate, Rule
from gongban.delivery.assistance.rules import COVERED, FAULTS, NONE, fault
from gongban.delivery.assistance.terms import Kind, Principal
from gongban.design.bundles.public import bundle
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

BUNDLE = "bundle:"


@dataclass(frozen=True)
class Cover:
    """The mandate that covers something, or None; why in words."""

    mandate: Mandate | None
    reason: Words


@dataclass(frozen=True)
class Acting:
    """For whom somebody may act now, in which items (codes, bundles expanded, excluded ones left out), and whether more than help."""

    mandate: Mandate
    principal: Principal
    items: frozenset[str]
    acts: bool


def excluded_items() -> dict[str, Words]:
    """The items in which nobody acts for others, each with the reason."""
    row = Rule.objects.first()
    return {item: Words(why.get("zh", ""), why.get("en", "")) for item, why in (row.excluded if row else {}).items()}


def longest_days() -> int:
    """For how many days a mandate may be given at most."""
    row = Rule.objects.first()
    return row.longest_days if row else 365


def expanded(items: Iterable[str], at: datetime) -> frozenset[str]:
    """Codes of items, each bundle replaced by its parts as they are in force, without what is excluded."""
    found: set[str] = set()
    for each in items:
        found |= _parts(each.removeprefix(BUNDLE), at) if each.startswith(BUNDLE) else {each}
    return frozenset(found - excluded_items().keys())


def _parts(slug: str, at: datetime) -> set[str]:
    try:
        return {part.item for part in bundle(slug, at=at).contents.parts}
    except Refusal:  # 这件事已停用 · the bundle is no longer offered
        return set()


def held_in_force(by: Actor, at: datetime) -> QuerySet[Mandate]:
    """The mandates by which an actor may do something now. Members of staff must be assistants still; residents, known by their real name."""
    if not by.account or not _may_assist(by):
        return Mandate.objects.none()
    rows = Mandate.objects.filter(assistant=UUID(by.account), state="in_force", since__lte=at, until__gt=at)
    return rows.filter(unit__in=by.departments(Role.ASSISTANT)) if by.is_staff else rows.filter(unit__isnull=True)


def _may_assist(by: Actor) -> bool:
    return by.holds(Role.ASSISTANT) if by.is_staff else by.kind == "resident"


def acting_for(by: Actor, at: datetime) -> list[Acting]:
    """Everybody for whom an actor may act now, and in what. Read it where a list is made: what has ended is not in it."""
    rows = held_in_force(by, at).select_related("account", "enterprise").order_by("given_at", "pk")
    return [Acting(row, principal_of(row), expanded(row.items, at), row.kind == Kind.ACT) for row in rows]


def covered(by: Actor, at: datetime, *, account: str, enterprise: str, item: str) -> Q:
    """The condition under which a row may be seen by an assistant now: names of its columns for the applicant, the enterprise, and the item's code.

    An actor without a mandate gets a condition that no row meets.
    """
    found = Q(pk__in=[])
    for each in acting_for(by, at):
        whose = Q(**{enterprise: each.principal.enterprise}) if each.principal.enterprise else Q(**{account: each.principal.account, f"{enterprise}__isnull": True})
        found |= whose & Q(**{f"{item}__in": sorted(each.items)})
    return found


def covers(by: Actor, principal: Principal, item: str, at: datetime, *, acts: bool = False) -> Cover:
    """The mandate by which `by` may see an item's matter of the principal now, or (`acts`) do something in it; else None with the reason."""
    if item in excluded_items():
        return Cover(None, FAULTS["excluded"])
    rows = Mandate.objects.filter(assistant=UUID(by.account), **_whose(principal)) if by.account and _may_assist(by) else Mandate.objects.none()
    reason = NONE
    for row in rows.order_by("-given_at"):
        why = fault(row.state, row.since, row.until, expanded(row.items, at), item, at=at) or _gone(row, by, acts)
        if not why:
            return Cover(row, COVERED)
        reason = FAULTS[why] if reason is NONE else reason
    return Cover(None, reason)


def _gone(row: Mandate, by: Actor, acts: bool) -> str:
    """What stands in the way besides time and item: help only, or an assistant who is none any more."""
    if by.is_staff and row.unit_id not in by.departments(Role.ASSISTANT):
        return "revoked"
    return "only_help" if acts and row.kind != Kind.ACT else ""


def principal_of(row: Mandate) -> Principal:
    """Who gave a mandate."""
    return Principal(str(row.account_id) if row.account_id else None, row.enterprise_id)


def _whose(principal: Principal) -> dict[str, str]:
    return {"enterprise": principal.enterprise} if principal.enterprise else {"account": str(principal.account)}

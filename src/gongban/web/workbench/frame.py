"""What every page of the desk has around it: the menu with to-do counts, who is signed in, and the guard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.applications.public import to_do as applications_to_do
from gongban.delivery.assistance.public import is_open
from gongban.delivery.assistance.public import waiting as orders_waiting
from gongban.delivery.cases.public import to_do_counts
from gongban.delivery.impasses.public import impasses_to_do
from gongban.delivery.impasses.public import is_switched_on as impasses_are_on
from gongban.delivery.licences.public import is_switched_on
from gongban.delivery.outlets.public import is_switched_on as outlets_are_on
from gongban.design.catalogue.public import waiting_to_publish
from gongban.foundation.people.public import words_of_role
from gongban.kernel.actors import Actor, Role
from gongban.outcome.leading.public import to_do
from gongban.outcome.ratings.public import is_switched_on as ratings_are_on
from gongban.outcome.ratings.public import to_do as bad_ratings_to_do
from gongban.web.site.acting import account_of, actor
from gongban.web.site.navigation import desk_menu
from gongban.web.workbench.forms.choices import english, names_of_departments

EVERYBODY = ("queue", "leading", "statistics", "exports", "knowledge")
PLACES: dict[str, tuple[str, ...]] = {
    Role.OPERATOR: ("hotline", "callback", "counter", "ratings", "impasses"),
    Role.DISPATCHER: ("dispatch", "study", "hotline", "impasses"),
    Role.MODERATOR: ("moderation",),
    Role.SUPERVISOR: ("supervision", "study", "applications", "ratings", "impasses"),
    Role.COUNTER: ("take_in", "counter", "impasses", "identity", "assistance"),
    Role.HANDLER: ("applications", "licences", "counter", "ratings", "impasses"),
    Role.REVIEWER: ("words", "applications", "licences", "counter", "ratings", "impasses"),
    Role.CATALOGUE_EDITOR: ("items",),
    Role.CATALOGUE_PUBLISHER: ("items",),
    Role.POLICY_SPECIALIST: ("words",),
    Role.DEPARTMENT_HEAD: ("people", "words", "applications", "licences", "counter", "ratings", "impasses"),
    Role.ASSISTANT: ("assistance",),
    Role.ADMINISTRATOR: ("people", "programs", "words", "counter"),
}


def page(request: HttpRequest, template: str, facts: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of the desk for the person who asked."""
    by = actor(request)
    return render(request, template, {**frame(request, by), **facts}, status=status)


def frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """The menu with what waits at each desk, and who is signed in."""
    counts = dict(to_do_counts(by, timezone.now()))
    late = ["queue"] if counts.pop("late", 0) else []
    counts["leading"], overdue = to_do(by, timezone.now())
    late += ["leading"] if overdue else []
    counts["applications"], overdue = applications_to_do(by, timezone.now())
    late += ["applications"] if overdue else []
    counts["items"] = waiting_to_publish(by)
    counts["ratings"], overdue = bad_ratings_to_do(by, timezone.now())
    late += ["ratings"] if overdue else []
    counts["impasses"], overdue = impasses_to_do(by, timezone.now())
    late += ["impasses"] if overdue else []
    counts["assistance"] = orders_waiting(by, timezone.now())
    return {"desk_menu": desk_menu(request.path, counts, places_of(by), late), "who": _who(request, by), "is_staff_member": True, "by": by}


def places_of(by: Actor) -> set[str]:
    """Keys of the places in the menu that this person's roles lead to."""
    found = set(EVERYBODY).union(*(PLACES.get(role, ()) for role, _code in by.roles))
    now = timezone.now()
    found -= set() if is_switched_on(now) else {"licences"}
    found -= set() if outlets_are_on(now) else {"counter"}
    found -= set() if ratings_are_on(now) else {"ratings"}
    found -= set() if is_open(now) else {"assistance"}
    return found if impasses_are_on(now) else found - {"impasses"}


def _who(request: HttpRequest, by: Actor) -> dict[str, str]:
    account = account_of(request)
    name = (account.name_en if english() else account.name_zh) if account else ""
    codes = sorted(by.departments())
    department = names_of_departments().get(codes[0], "") if codes else ""
    roles = _("、").join(str(words_of_role(role)) for role in sorted({role for role, _code in by.roles}))
    return {"name": name or (account.login if account else ""), "department": department, "role": roles}

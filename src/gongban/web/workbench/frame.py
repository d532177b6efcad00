"""What every page of the desk has around it: the menu with to-do counts, who is signed in, and the guard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.cases.public import to_do_counts
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor, Role
from gongban.kernel.words import Words
from gongban.web.site.acting import account_of, actor
from gongban.web.site.navigation import desk_menu
from gongban.web.workbench.forms.choices import called, english

EVERYBODY = ("queue", "statistics", "knowledge")
PLACES: dict[str, tuple[str, ...]] = {
    Role.OPERATOR: ("hotline", "callback"),
    Role.DISPATCHER: ("dispatch", "study", "hotline"),
    Role.MODERATOR: ("moderation",),
    Role.SUPERVISOR: ("supervision", "study"),
    Role.DEPARTMENT_HEAD: ("people",),
    Role.ADMINISTRATOR: ("people",),
}
ROLES = {
    Role.OPERATOR: Words("话务员", "Operator"), Role.DISPATCHER: Words("派单员", "Dispatcher"), Role.HANDLER: Words("承办人", "Handler"),
    Role.REVIEWER: Words("审核人", "Reviewer"), Role.MODERATOR: Words("内容审核员", "Moderator"), Role.SUPERVISOR: Words("督办员", "Supervisor"),
    Role.POLICY_SPECIALIST: Words("政策专员", "Policy specialist"), Role.DEPARTMENT_HEAD: Words("部门负责人", "Head"),
    Role.ADMINISTRATOR: Words("管理员", "Administrator"),
}  # fmt: skip


def page(request: HttpRequest, template: str, facts: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of the desk for the person who asked."""
    by = actor(request)
    return render(request, template, {**frame(request, by), **facts}, status=status)


def frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """The menu with what waits at each desk, and who is signed in."""
    counts = dict(to_do_counts(by, timezone.now()))
    late = ["queue"] if counts.pop("late", 0) else []
    return {"desk_menu": desk_menu(request.path, counts, places_of(by), late), "who": _who(request, by), "is_staff_member": True, "by": by}


def places_of(by: Actor) -> set[str]:
    """Keys of the places in the menu that this person's roles lead to."""
    return set(EVERYBODY).union(*(PLACES.get(role, ()) for role, _code in by.roles))


def _who(request: HttpRequest, by: Actor) -> dict[str, str]:
    account = account_of(request)
    name = (account.name_en if english() else account.name_zh) if account else ""
    codes = sorted(by.departments())
    department = Department.objects.filter(pk=codes[0]).first() if codes else None
    roles = _("、").join(str(ROLES[Role(role)]) for role in sorted({role for role, _code in by.roles}))
    return {"name": name or (account.login if account else ""), "department": called(department), "role": roles}

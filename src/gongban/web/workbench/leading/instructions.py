"""Instructions (批示): the list, writing one, and the page on which a department carries it out and the leader judges."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.cases.public import Case, in_charge
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.outcome.leading.public import (
    ACTIONS,
    INSTRUCTION,
    VIEWS,
    Brief,
    Giving,
    Sought,
    Task,
    act,
    brief_of,
    counts,
    give,
    is_leader,
    is_office,
    offered,
    readable_briefs,
    task_of,
    tasks,
    thread,
)
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.forms.choices import departments
from gongban.web.workbench.frame import page
from gongban.web.workbench.leading.showing import instruction_line

NAMES = {
    "waiting": gettext_lazy("等我办的"), "open": gettext_lazy("在办"), "overdue": gettext_lazy("已到期"), "done": gettext_lazy("已结束"),
    "all": gettext_lazy("全部"),
}  # fmt: skip
MOST = 100
NEXT = ("take_on", "accept", "report", "send_back", "urge", "note", "postpone", "withdraw")  # what usually comes next stands first
DANGEROUS = ("withdraw", "send_back")


@never_cache
@require_GET
@staff_only()
def listing(request: HttpRequest) -> HttpResponse:
    """The instructions that this person may see; `?view=`, `?department=` and `?q=` choose."""
    by, now = actor(request), timezone.now()
    held = counts(by, now)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting" if held["waiting"] else "open"
    sought = Sought(view, request.GET.get("department", "")[:40], request.GET.get("q", "").replace("\x00", "")[:100])
    facts = {
        "rows": list(tasks(by, sought, now)[:MOST]), "sought": sought, "leads": is_leader(by), "reads_briefs": is_leader(by) or is_office(by),
        "tabs": [{"text": NAMES[each], "href": f"?view={each}", "current": each == view, "count": held[each]} for each in VIEWS],
        "departments": departments(Department.objects.filter(ended_at__isnull=True).order_by("code")) if is_leader(by) or is_office(by) else [],
    }  # fmt: skip
    return page(request, "desk/leading/instructions.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.LEADER)
def write(request: HttpRequest) -> HttpResponse:
    """Write an instruction: free-standing, on `?brief=` or on `?case=`."""
    by, now = actor(request), timezone.now()
    asked = request.POST if request.method == "POST" else request.GET
    brief, case = _brief(asked.get("brief", ""), by), _case(asked.get("case", ""), by)
    first = {"brief": str(brief.pk) if brief else "", "case": case.matter.number if case else "",
             "departments": [case.lead.department_id] if case and case.lead else []}  # fmt: skip
    form = form_for(Giving, About(by, now), request.POST if request.method == "POST" else None, initial=first)
    facts: dict[str, Any] = {"form": form, "brief": brief, "case": case}
    if request.method == "POST":
        try:
            made = give(form.given(), by=by, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk/leading/write.html", facts, status=refusal.status)
        messages.success(request, _("%(number)s已发出。") % {"number": made.number})
        return HttpResponseRedirect("/desk/leading/?view=open")
    return page(request, "desk/leading/write.html", facts)


@never_cache
@require_GET
@staff_only()
def instruction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One instruction at one department; `?do=report` opens the form of an action."""
    by = actor(request)
    task = task_of(pk, by)
    action = request.GET.get("do", "")
    return _draw(request, task, by, (action, _form(action, by)) if action in {row.action for row in offered(task, by)} else None)


@never_cache
@require_POST
@staff_only()
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an action. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    task = task_of(pk, by)
    if action not in ACTIONS:
        raise NotFound()
    form = _form(action, by, request.POST)
    try:
        act(pk, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, task_of(pk, by), by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(INSTRUCTION.rows(action)).label})
    return HttpResponseRedirect(f"/desk/leading/instructions/{task.pk}/")


def _form(action: str, by: Actor, data: Any = None) -> InputForm:
    return form_for(ACTIONS[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, task: Task, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    row = next(INSTRUCTION.rows(opened[0])) if opened else None
    made, rows = task.instruction, sorted(offered(task, by), key=lambda each: NEXT.index(each.action))
    facts = {
        "task": task, "made": made, "state": INSTRUCTION.state(task.matter.state), "first": rows[:4], "more": rows[4:],
        "bare": {each.action for each in rows if not ACTIONS[each.action].given.model_fields}, "thread": [instruction_line(line) for line in thread(task, by)],
        "opened": {"action": opened[0], "form": opened[1], "label": row.label, "reason": _(row.reason), "danger": opened[0] in DANGEROUS} if opened and row else None,
        "others": [each for each in made.tasks.all() if each.pk != task.pk] if is_leader(by) or is_office(by) else [],
        "reads_brief": made.brief_id and readable_briefs(by).filter(pk=made.brief_id).exists(),
        "reads_case": made.case_id and in_charge(by).filter(pk=made.case_id).exists(),
    }  # fmt: skip
    return page(request, "desk/leading/instruction.html", facts, status=status)


def _brief(pk: str, by: Actor) -> Brief | None:
    try:
        return brief_of(UUID(pk), by) if pk else None
    except ValueError:
        raise NotFound() from None


def _case(number: str, by: Actor) -> Case | None:
    found = in_charge(by).filter(matter__number=number.replace("\x00", "")).select_related("matter", "lead").first() if number else None
    if number and found is None:
        raise NotFound()
    return found

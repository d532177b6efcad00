"""The queue: what waits for me, my department, or everybody; filters live in the address; many at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import ACTIONS, CASE, Category, Kind, Wanted, sheet, wanted_of, worklist
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area, remembered
from gongban.foundation.together import together
from gongban.kernel.actors import Actor, Role
from gongban.kernel.words import Words
from gongban.outcome.leading.public import waiting
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import exports
from gongban.web.workbench.forms import choices
from gongban.web.workbench.frame import page

SCOPES = ("mine", "department", "all")
SAVED = "desk_view"  # the filter that somebody keeps as their own view, in the session
FEW = 5  # so many instructions stand above the list
BULK = ("accept", "dispatch", "assign_handler", "sign_in", "urge", "publish")


@require_GET
@staff_only()
def queue(request: HttpRequest) -> HttpResponse:
    """The list with its filters; `?view=saved` opens the kept filter, `?keep=1` keeps this one."""
    by, asked = actor(request), request.GET
    wanted = wanted_from(request)
    _keep(request, wanted)
    found = sheet(worklist(by, wanted, timezone.now()), asked.get("from", ""))
    facts = {
        "wanted": wanted, "sheet": found, "scopes": _scopes(wanted), "filters": _filters(), "filtered": _is_filtered(wanted),
        "instructions": list(waiting(by)[:FEW]) if wanted.scope == "mine" else [],
        "saved": SAVED in request.session, "moderates": by.holds(Role.MODERATOR), "export": exports.address_of("queue", address_of(wanted)), "bulk": [(name, CASE_WORDS[name]) for name in BULK if _may_ever(by, name)],
    }  # fmt: skip
    return page(request, "desk/queue.html", facts)


CASE_WORDS = {name: next(CASE.rows(name)).label for name in ACTIONS if next(CASE.rows(name), None)}


def wanted_from(request: HttpRequest) -> Wanted:
    """The filter in the address, or the kept one; unknown values fall back to everything."""
    asked = request.GET
    if asked.get("view") == "saved" and SAVED in request.session:
        return Wanted(**request.session[SAVED])
    return wanted_of(asked)


def _keep(request: HttpRequest, wanted: Wanted) -> None:
    if request.GET.get("keep"):
        request.session[SAVED] = asdict(wanted)


def _is_filtered(wanted: Wanted) -> bool:
    return any(value for name, value in asdict(wanted).items() if name != "scope")


def _scopes(wanted: Wanted) -> list[dict[str, Any]]:
    names = {"mine": _("我的待办"), "department": _("本部门"), "all": _("全部")}
    rest = address_of(wanted)
    return [
        {"text": names[code], "href": f"?{urlencode({**rest, 'scope': code})}", "current": wanted.scope == code, "count": None} for code in SCOPES
    ]


def address_of(wanted: Wanted) -> dict[str, str]:
    """A filter as the address of the queue names it."""
    return {"q" if name == "words" else name: value for name, value in asdict(wanted).items() if value}


@remembered
def _filters() -> dict[str, Any]:
    categories, departments, districts = together(
        Category.objects.filter(level__lte=2).order_by("code").defer("words"),
        Department.objects.filter(ended_at__isnull=True).order_by("code").defer("duties"),
        Area.objects.filter(level="district").order_by("code").defer("boundary"),
    )  # fmt: skip
    return {
        "states": [(state.code, str(state.words)) for state in CASE.states],
        "kinds": [(kind.value, str(kind.words)) for kind in Kind],
        "categories": [_named(each) for each in categories],
        "departments": choices.departments(departments),
        "districts": [_named(each) for each in districts],
        "colours": [("red", _("超期")), ("yellow", _("临期")), ("green", _("正常")), ("paused", _("暂停"))],
        "marks": [("urged", _("督办")), ("raised", _("提级")), ("chased", _("催办过")), ("returned", _("退过单")), ("redone", _("重办")), ("interim", _("先行处置"))],
    }  # fmt: skip


def _named(row: Category | Area) -> tuple[str, str]:
    return row.pk, str(Words(row.name_zh, row.name_en or row.name_zh))


def _may_ever(by: Actor, action: str) -> bool:
    """Whether the person's roles could ever use the action; the action itself is checked per case."""
    roles = {role for role, _code in by.roles}
    needed = {"accept": {"operator", "dispatcher"}, "dispatch": {"dispatcher"}, "urge": {"supervisor"}, "publish": {"moderator"}}
    return bool(roles & needed.get(action, {"handler", "reviewer", "department_head"}))

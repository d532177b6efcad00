"""Who works here: the administrator sees everybody and looks after accounts, heads see their own department."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.people.public import (
    Account,
    Department,
    Membership,
    add_staff,
    colleagues_of,
    deputies_of,
    end_deputy,
    end_role,
    give_role,
    lock_account,
    name_deputy,
    new_start_password,
    unlock_account,
)
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.accounts.forms import DeputyForm, NewStaffForm, RoleForm
from gongban.web.workbench.accounts.showing import roles_of
from gongban.web.workbench.forms.choices import english
from gongban.web.workbench.frame import page as desk_page

PAGE = 50
ADMINISTRATOR, HEAD = Role.ADMINISTRATOR.value, Role.DEPARTMENT_HEAD.value


@never_cache
@require_GET
@staff_only(ADMINISTRATOR, HEAD)
def everybody(request: HttpRequest) -> HttpResponse:
    """Members of staff by department, with a search; the filters stand in the address."""
    by, now = actor(request), timezone.now()
    department, words = request.GET.get("department", ""), request.GET.get("q", "").strip()[:60]
    rows = _filtered(seen_by(by, now), department, words, now).filter(login__gt=request.GET.get("from", ""))
    people = list(rows.order_by("login")[: PAGE + 1])
    held: dict[Any, list[Membership]] = {}
    for row in Membership.objects.filter(account__in=people[:PAGE]).at(now).select_related("department").order_by("role"):
        held.setdefault(row.account_id, []).append(row)
    facts = {
        "people": [(one, held.get(one.pk, [])) for one in people[:PAGE]], "department": department, "q": words,
        "departments": Department.objects.filter(ended_at=None).order_by("kind", "code"), "administrator": by.holds(ADMINISTRATOR),
        "next_key": people[PAGE - 1].login if len(people) > PAGE else "",
    }  # fmt: skip
    return desk_page(request, "desk_accounts/people.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponseBase:
    """A new colleague; the start password is shown once."""
    form = NewStaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account, password = add_staff(**form.cleaned_data, by=actor(request), at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        else:
            return person_page(request, account, password=password)
    return desk_page(request, "desk_accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
@staff_only(ADMINISTRATOR, HEAD)
def person(request: HttpRequest, login: str) -> HttpResponse:
    """One member of staff."""
    return person_page(request, staff_named(request, login))


@require_POST
@staff_only(ADMINISTRATOR)
def give(request: HttpRequest, login: str) -> HttpResponseBase:
    """Give a role."""
    account, form = staff_named(request, login), RoleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        until = timezone.make_aware(datetime.combine(given["until"], time.max)) if given["until"] else None
        change = _attempt(form, lambda: give_role(account, given["department"], given["role"], until=until, **_circumstances(request)))
        if change:
            messages.success(request, _("岗位已授予。"))
            return HttpResponseRedirect(f"/desk/people/{login}/")
    return person_page(request, account, role_form=form)


@require_POST
@staff_only(ADMINISTRATOR)
def end(request: HttpRequest, login: str, membership: int) -> HttpResponse:
    """End a role now."""
    account = staff_named(request, login)
    if not Membership.objects.filter(pk=membership, account=account).exists():
        raise NotFound()
    end_role(membership, **_circumstances(request))
    messages.success(request, _("岗位已结束。"))
    return HttpResponseRedirect(f"/desk/people/{login}/")


@require_POST
@staff_only(ADMINISTRATOR)
def lock(request: HttpRequest, login: str) -> HttpResponse:
    """Lock an account, or unlock it (`unlock` in the form)."""
    account = staff_named(request, login)
    if "unlock" in request.POST:
        unlock_account(account, **_circumstances(request))
        messages.success(request, _("账号已恢复。"))
    else:
        lock_account(account, **_circumstances(request))
        messages.success(request, _("账号已停用，已登录的也立即退出。"))
    return HttpResponseRedirect(f"/desk/people/{login}/")


@never_cache
@require_POST
@staff_only(ADMINISTRATOR)
def start_password(request: HttpRequest, login: str) -> HttpResponse:
    """A new start password, shown once."""
    account = staff_named(request, login)
    return person_page(request, account, password=new_start_password(account, **_circumstances(request)))


@require_POST
@staff_only()
def deputy(request: HttpRequest, login: str) -> HttpResponseBase:
    """Name a deputy for somebody: themselves, their head or an administrator (the action checks it)."""
    absent = _staff(login)
    form = DeputyForm(colleagues_of(absent, at=timezone.now()), english(), request.POST)
    own = str(absent.pk) == actor(request).account
    if form.is_valid():
        given = form.cleaned_data
        chosen = _staff(given["deputy"])
        change = _attempt(
            form, lambda: name_deputy(absent, chosen, starts=given["starts"], ends=given["ends"], **_circumstances(request))
        )
        if change:
            messages.success(request, _("代办人已安排。"))
            return HttpResponseRedirect("/desk/account/" if own else f"/desk/people/{login}/")
    return desk_page(request, "desk_accounts/deputy.html", {"form": form, "absent": absent}, status=422)


@require_POST
@staff_only()
def deputy_ends(request: HttpRequest, login: str, arrangement: int) -> HttpResponse:
    """End an arrangement now."""
    absent = _staff(login)
    if not deputies_of(absent, at=timezone.now()).filter(pk=arrangement).exists():
        raise NotFound()
    end_deputy(arrangement, **_circumstances(request))
    messages.success(request, _("代办已结束。"))
    return HttpResponseRedirect("/desk/account/" if str(absent.pk) == actor(request).account else f"/desk/people/{login}/")


def person_page(
    request: HttpRequest, account: Account, *, password: str = "", role_form: RoleForm | None = None
) -> HttpResponse:
    """One member of staff with what this viewer may do."""
    now, by = timezone.now(), actor(request)
    facts = {
        "person": account, "roles": roles_of(account, at=now), "deputies": deputies_of(account, at=now), "password": password,
        "administrator": by.holds(ADMINISTRATOR), "own": str(account.pk) == by.account, "role_form": role_form or RoleForm(),
        "deputy_form": DeputyForm(colleagues_of(account, at=now), english()),
    }  # fmt: skip
    return desk_page(request, "desk_accounts/person.html", facts, status=422 if role_form else 200)


def staff_named(request: HttpRequest, login: str) -> Account:
    """The member of staff of this login; NotFound when there is none, or none whom this viewer may see."""
    found = seen_by(actor(request), timezone.now()).filter(login=login).first()
    if found is None:
        raise NotFound()
    return found


def seen_by(by: Actor, now: datetime) -> QuerySet[Account]:
    """Everybody for an administrator, the own departments' members for a head."""
    staff = Account.objects.filter(kind="staff")
    if by.holds(ADMINISTRATOR):
        return staff
    members = Membership.objects.filter(department__in=by.departments(HEAD)).at(now)
    return staff.filter(pk__in=members.values("account"))


def _staff(login: str) -> Account:
    found = Account.objects.filter(login=login, kind="staff").first()
    if found is None:
        raise NotFound()
    return found


def _filtered(rows: QuerySet[Account], department: str, words: str, now: datetime) -> QuerySet[Account]:
    if department:
        rows = rows.filter(pk__in=Membership.objects.filter(department=department).at(now).values("account"))
    if words:
        rows = rows.filter(Q(login__icontains=words) | Q(name_zh__icontains=words) | Q(name_en__icontains=words))
    return rows


def _circumstances(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor(request), "at": timezone.now()}


def _attempt(form: Form, change: Callable[[], Any]) -> bool:
    try:
        change()
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        return False
    return True

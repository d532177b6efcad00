"""The counter: find whatever the city offers, take down who applies, see what was taken in, hand over results. Any counter takes any item (全城通办)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.applications.public import (
    PART,
    Application,
    Stage,
    Subject,
    act,
    begin,
    counter_drafts,
    name_of,
    taken_on,
    to_collect,
    wanted,
)
from gongban.delivery.assistance.public import BUNDLE
from gongban.delivery.outlets.public import duty_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.applying import applicable
from gongban.web.workbench.applications.showing import tone
from gongban.web.workbench.frame import page
from gongban.web.workbench.ratings import visits

MOST, FIRST = 40, 12  # 找到的 / 还没找的时候 · found, and before anything is looked for
WAITING = "waiting"
ONE_DAY = timedelta(days=1)


def clerk(request: HttpRequest) -> Actor:
    """Whoever serves here, over the channel that the counter is."""
    return actor(request).over("counter")


class ApplicantForm(forms.Form):
    """Who stands at the counter; checked by `begin`."""

    use_required_attribute = False
    applicant_name = forms.CharField(label=gettext_lazy("姓名或企业名称"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}))
    applicant_number = forms.CharField(label=gettext_lazy("身份证号或统一社会信用代码"), max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(label=gettext_lazy("手机号"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))


@never_cache
@require_GET
@staff_only(Role.COUNTER)
def counter(request: HttpRequest) -> HttpResponse:
    """What can be taken in, found by `?q=`; drafts begun here; what was taken in at this outlet on `?day=` (today), or with
    `?show=waiting` what is to be handed over here, narrowed by `?number=`; `?from=` goes on."""
    by, now, text = clerk(request), timezone.now(), request.GET.get("q", "")[:60].strip()
    today = calendar().local_day(now)
    facts = {
        "duty": duty_of(by, now), "q": text, "offers": applicable(now, text)[: MOST if text else FIRST], "drafts": [_line(each) for each in counter_drafts(by)], "today": today,
        **(_waiting(request, by, now) if request.GET.get("show") == WAITING else _taken(request, by, now, today)),
    }  # fmt: skip
    return page(request, "desk_applications/counter.html", facts)


def _taken(request: HttpRequest, by: Actor, now: datetime, today: date) -> dict[str, Any]:
    day = _day(request.GET.get("day", ""), today)
    found = taken_on(day, by=by, at=now, key=request.GET.get("from", ""))
    return {"tabs": _tabs(""), "day": day, "before": day - ONE_DAY, "after": day + ONE_DAY if day < today else None, "taken": [_line(each) for each in found.rows], "next": found.next, "previous": found.previous}


def _waiting(request: HttpRequest, by: Actor, now: datetime) -> dict[str, Any]:
    number = request.GET.get("number", "")[:30].strip()
    found = to_collect(by, at=now, number=number, key=request.GET.get("from", ""))
    rows = [{"part": each, "who": name_of(each.application)} for each in found.rows]
    return {"tabs": _tabs(WAITING), "waits": True, "number": number, "waiting": rows, "next": found.next, "previous": found.previous}


def _day(text: str, today: date) -> date:
    """A day that has been; today for anything else."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


def _tabs(show: str) -> list[dict[str, object]]:
    return [{"text": words, "href": f"/desk/counter/?show={each}" if each else "/desk/counter/", "current": each == show} for each, words in (("", _("收过的件")), (WAITING, _("等申请人领取")))]


def _line(row: Application) -> dict[str, Any]:
    parts = [{"part": each, "state": PART.state(each.matter.state).words, "tone": tone(each.matter.state)} for each in row.parts.all()] if row.stage != Stage.DRAFT else []
    return {"row": row, "who": name_of(row), "parts": parts}


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.COUNTER)
def new(request: HttpRequest) -> HttpResponse:
    """Take down who applies for `?subject=&slug=`, and begin."""
    subject, slug = request.GET.get("subject", ""), request.GET.get("slug", "")[:80]
    if subject not in list(Subject):
        raise NotFound()
    by, now = clerk(request), timezone.now()
    found, duty = wanted(subject, slug, district="", at=now), duty_of(by, now)
    form = ApplicantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in form.fields}
        try:
            made = begin({"subject": subject, "slug": slug, "outlet": duty.outlet.code if duty else "", **given}, by=by, at=now)
            return HttpResponseRedirect(f"/desk/counter/{made.pk}/")
        except Refusal as refusal:
            _refuse(form, refusal)
            return page(request, "desk_applications/counter_new.html", {"form": form, "wanted": found}, status=refusal.status)
    return page(request, "desk_applications/counter_new.html", {"form": form, "wanted": found})


def _refuse(form: forms.Form, refusal: Refusal) -> None:
    form.is_valid()
    form.errors.clear()
    for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
        form.add_error(each.field if each.field in form.fields else None, str(each.words))


@never_cache
@require_POST
@staff_only(Role.COUNTER)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand over a result to whoever stands here: `number` of the part, `receipt` says who took it; then they are asked to rate the visit."""
    by, now = clerk(request), timezone.now()
    try:
        done = act(request.POST.get("number", "")[:40], "hand_over", {"receipt": request.POST.get("receipt", "").strip()[:80]}, by=by, at=now)
    except Conflict as refusal:  # 同网点的同事刚送达 · a colleague at this outlet was first
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect(f"/desk/counter/?show={WAITING}")
    messages.success(request, _("已送达。"))
    visit = visits.open_for(done.application, by=by, at=now)
    return HttpResponseRedirect(f"/desk/ratings/visits/{visit.pk}/" if visit else f"/desk/counter/?show={WAITING}")


@require_POST
@staff_only(Role.ASSISTANT)
def assist(request: HttpRequest) -> HttpResponse:
    """Begin an application for somebody under a mandate (`mandate`, and `of` as the mandate names it: an item, or bundle:SLUG)."""
    by, of = clerk(request), request.POST.get("of", "")[:80]
    subject = Subject.BUNDLE if of.startswith(BUNDLE) else Subject.ITEM
    try:
        draft = begin({"subject": subject, "slug": of.removeprefix(BUNDLE), "mandate": request.POST.get("mandate", "")}, by=by, at=timezone.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect("/desk/assistance/mandates/")
    return HttpResponseRedirect(f"/desk/counter/{draft.pk}/")

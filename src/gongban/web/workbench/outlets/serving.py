"""At which counter do I serve now? Said once a day; what is done there is recorded with the place."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongban.delivery.outlets.public import (
    Outlet,
    Serving,
    begin_duty,
    duty_of,
    end_duty,
    may_manage_kiosks,
    outlets_to_serve,
)
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.outcome.ratings.public import is_switched_on as ratings_are_on
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page

BETWEEN = "/"


class ServingForm(forms.Form):
    """The counters of the outlets where one may serve, as OUTLET/COUNTER."""

    counter = forms.ChoiceField(label=gettext_lazy("我在哪个窗口"))

    def __init__(self, outlets: list[Outlet], *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["counter"].choices = [("", _("请选择")), *[(str(each.name), _counters(each)) for each in outlets]]  # type: ignore[attr-defined]
        self.fields["counter"].widget.attrs["data-picker"] = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def page_of_counter(request: HttpRequest) -> HttpResponse:
    """Where I serve; sent by POST it begins."""
    by = actor(request)
    if request.method != "POST":
        return _draw(request, by)
    outlet, _slash, counter = request.POST.get("counter", "").partition(BETWEEN)
    try:
        found = begin_duty(Serving.read({"outlet": outlet, "counter": counter}), by=by, at=timezone.now())
    except Refusal as refusal:
        return _draw(request, by, refusal)
    messages.success(request, _("已上岗：%(outlet)s %(counter)s。") % {"outlet": found.outlet.name, "counter": found.counter.name})
    return HttpResponseRedirect("/desk/outlets/")


@require_POST
@staff_only()
def leave(request: HttpRequest) -> HttpResponse:
    """I serve at no counter any more."""
    end_duty(by=actor(request), at=timezone.now())
    messages.success(request, _("已离岗。"))
    return HttpResponseRedirect("/desk/outlets/")


def _draw(request: HttpRequest, by: Actor, refused: Refusal | None = None) -> HttpResponse:
    outlets, duty = outlets_to_serve(by), duty_of(by, timezone.now())
    form = ServingForm(outlets, request.POST if refused else None, initial={"counter": f"{duty.outlet.code}{BETWEEN}{duty.counter.code}" if duty else ""})
    if refused:
        form.errors.setdefault("counter", form.error_class()).append(str(refused.words))
    facts = {"duty": duty, "form": form, "outlets": outlets, "manages": may_manage_kiosks(by), "ratings_on": ratings_are_on(timezone.now())}
    return page(request, "desk_outlets/counter.html", facts, status=refused.status if refused else 200)


def _counters(outlet: Outlet) -> list[tuple[str, str]]:
    return [(f"{outlet.code}{BETWEEN}{each.code}", str(each.name)) for each in outlet.counters]

"""Say what could not be done: which item, where, why, and what happened; `?item=` and `?outlet=` fill it in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.impasses.public import code_of, is_switched_on, take_impasse
from gongban.design.catalogue.public import guides_named
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.impasse_form import TellingForm
from gongban.web.site.navigation import portal_menu

SERVICES = "/services/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@residents_only
def write(request: HttpRequest) -> HttpResponse:
    """The form; sent by POST it is taken down and its page opened."""
    if not is_switched_on(timezone.now()):
        raise NotFound("impasse.switched_off")
    if request.method != "POST":
        return _draw(request, TellingForm(initial=_begun(request)))
    form = TellingForm(request.POST)
    try:
        made = take_impasse(form.given(), by=actor(request), at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, form, refusal.status)
    messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.matter.number})
    return HttpResponseRedirect(f"/impasses/{code_of(made.pk)}/")


def _begun(request: HttpRequest) -> dict[str, str]:
    name = request.GET.get("item", "")[:80]
    guide = guides_named([name], at=timezone.now()).get(name) if name else None
    return {"item": str(guide.name) if guide else "", "outlet": request.GET.get("outlet", "")[:40]}


def _draw(request: HttpRequest, form: TellingForm, status: int = 200) -> HttpResponse:
    return render(request, "impasses/report.html", {"form": form, "portal_menu": portal_menu(SERVICES)}, status=status)

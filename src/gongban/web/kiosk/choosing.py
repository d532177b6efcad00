"""What to do at a terminal: go on with what was begun, or choose; what terminals are meant for stands first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gongban.delivery.applications.public import Stage, Subject, begin, my_applications
from gongban.foundation.people.public import CAPACITIES, agencies_of, identity_of
from gongban.kernel.errors import NotFound
from gongban.kernel.identifiers import mask_name
from gongban.web.kiosk.terminal import by_terminal, outlet_of, shown, terminal
from gongban.web.site.acting import FOR_ENTERPRISE, account_of, actor, forget_actor
from gongban.web.site.applying import applicable

FEW, MANY = 6, 200


@require_http_methods(["GET", "POST"])
@terminal()
def items(request: HttpRequest) -> HttpResponse:
    """The list; by POST one speaks for an enterprise from now on, or for oneself again."""
    if request.method == "POST":
        return _speak_for(request)
    account, by, now = account_of(request), by_terminal(request), timezone.now()
    assert account
    offers = applicable(now)[:MANY]
    drafts = [each for each in my_applications(by, size=20).rows if each.stage == Stage.DRAFT][:FEW]
    facts = {
        "name": mask_name(identity_of(account).get("full_name", "")), "drafts": drafts, "first": [each for each in offers if each.kiosk], "others": [each for each in offers if not each.kiosk],
        "agencies": [(each.enterprise, CAPACITIES.get(each.capacity, each.capacity)) for each in agencies_of(account, at=now).select_related("enterprise")], "acts_for": by.enterprise or "",
    }  # fmt: skip
    return shown(request, "kiosk/items.html", facts)


def _speak_for(request: HttpRequest) -> HttpResponse:
    wished, account = request.POST.get("enterprise", "")[:18], account_of(request)
    if account and wished and not agencies_of(account, at=timezone.now()).filter(enterprise=wished).exists():
        raise NotFound("enterprise.not_found")
    request.session[FOR_ENTERPRISE] = wished
    forget_actor(request)
    return HttpResponseRedirect("/kiosk/items/")


@require_POST
@terminal()
def begin_here(request: HttpRequest) -> HttpResponse:
    """Begin, or go on with what was begun for the same on the phone or the web."""
    subject = request.POST.get("subject", "")
    if subject not in list(Subject):
        raise NotFound()
    made = begin({"subject": subject, "slug": request.POST.get("slug", "")[:80], "outlet": outlet_of(request)}, by=actor(request).over("kiosk"), at=timezone.now())
    return HttpResponseRedirect(f"/kiosk/{made.pk}/")

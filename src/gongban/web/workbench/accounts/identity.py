"""The counter's page on which a clerk proves who somebody is: the phone with a code, the card, the person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.foundation.people.public import AtCounter, prove_at_counter, send_counter_code
from gongban.kernel.actors import Role
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import mask_id_number, mask_name
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

PATH = "/desk/identity/"


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.COUNTER)
def prove(request: HttpRequest) -> HttpResponse:
    """Step one sends a code to the person's phone, step two proves. What does not fit comes back with nothing lost but the code."""
    by, now = actor(request).over("counter"), timezone.now()
    form = form_for(AtCounter, About(by, now), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, "desk_accounts/identity.html", {"form": form, "sent": False})
    try:
        if request.POST.get("step") == "code":
            send_counter_code(request.POST.get("phone", ""), by=by, at=now, language=get_language() or "zh-hans")
            return page(request, "desk_accounts/identity.html", {"form": _next(form, About(by, now)), "sent": True})
        prove_at_counter(form.given(), by=by, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, "desk_accounts/identity.html", {"form": form, "sent": request.POST.get("step") != "code"}, status=refusal.status)
    masked = {"name": mask_name(request.POST.get("name", "")), "number": mask_id_number(request.POST.get("id_number", ""))}
    messages.success(request, _("%(name)s（%(number)s）已实名，本人会收到消息。") % masked)
    return HttpResponseRedirect(PATH)


def _next(form: InputForm, about: About) -> InputForm:
    """The form with what was typed, without complaints about what comes next."""
    return form_for(AtCounter, about, initial={name: form.data.get(name, "") for name in ("phone", "name", "id_number")})

"""Terminals of self-service: registered by the administrator, who carries the token to the terminal, and revoked."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from gongban.delivery.outlets.public import (
    Registering,
    Sought,
    find_outlets,
    kiosks,
    make_kiosk,
    revoke_kiosk,
)
from gongban.kernel.actors import Role
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page

ADMINISTRATOR = Role.ADMINISTRATOR.value


class KioskForm(forms.Form):
    """Where the terminal stands and which number is written on it."""

    outlet = forms.ChoiceField(label=gettext_lazy("网点"))
    code = forms.CharField(label=gettext_lazy("终端编号"), max_length=39, help_text=gettext_lazy("写在机身上的编号，例如 K-01。"))

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        found = find_outlets(Sought(), at=timezone.now())
        self.fields["outlet"].choices = [("", _("请选择")), *[(each.outlet.code, str(each.outlet.name)) for each in found]]  # type: ignore[attr-defined]
        self.fields["outlet"].widget.attrs["data-picker"] = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ADMINISTRATOR)
@sensitive_variables("made")
def listing(request: HttpRequest) -> HttpResponse:
    """All terminals; sent by POST one is registered and its token shown, once."""
    by, form, token, status = actor(request), KioskForm(), "", 200
    if request.method == "POST":
        form = KioskForm(request.POST)
        try:
            made = make_kiosk(Registering.read({name: request.POST.get(name, "") for name in ("outlet", "code")}), by=by, at=timezone.now())
            token, form = made.token, KioskForm()
        except Refusal as refusal:
            form.is_valid()
            for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
                where = each.field if each.field in form.fields else "code"
                if str(each.words) not in form.errors.get(where, []):
                    form.add_error(where, str(each.words))
            status = refusal.status
    return page(request, "desk_outlets/kiosks.html", {"kiosks": kiosks(by), "form": form, "token": token}, status=status)


@require_POST
@staff_only(ADMINISTRATOR)
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a terminal prove nothing any more."""
    revoke_kiosk(pk, by=actor(request), at=timezone.now())
    messages.success(request, _("终端已停用，它的凭据从现在起无效。"))
    return HttpResponseRedirect("/desk/outlets/kiosks/")

"""Take down what could not be done, at my counter or at the service office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.impasses.public import DESK, take_impasse, takes_for_office
from gongban.delivery.outlets.public import duty_of
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.impasse_form import TellingForm
from gongban.web.workbench.frame import page


class TakingForm(TellingForm):
    """The same, with who the person is."""

    name = forms.CharField(label=gettext_lazy("怎样称呼"), required=False, max_length=60)
    phone = forms.CharField(label=gettext_lazy("手机号"), required=False, max_length=20, help_text=gettext_lazy("留了就发短信告诉进度。"), widget=forms.TextInput(attrs={"inputmode": "tel"}))

    def given(self) -> dict[str, Any]:
        """What was filled in."""
        return {**super().given(), **{name: str(self.data.get(name, "")) for name in ("name", "phone") if self.data.get(name)}}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*DESK)
def write(request: HttpRequest) -> HttpResponse:
    """The form; sent by POST it is taken down and its page opened."""
    by, now = actor(request), timezone.now()
    form, status = TakingForm(request.POST or None), 200
    if request.method == "POST":
        try:
            made = take_impasse(form.given(), by=by, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.matter.number})
            return HttpResponseRedirect(f"/desk/impasses/{made.pk}/")
    duty = duty_of(by, now)
    if duty:
        del form.fields["outlet"]
    return page(request, "desk_impasses/new.html", {"form": form, "duty": duty, "may": bool(duty) or takes_for_office(by)}, status=status)

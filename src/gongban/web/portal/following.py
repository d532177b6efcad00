"""Following a case by its number; somebody without an account shows the code that they keep."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.cases.public import prove_party, read_case
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.portal.limits import check_rate
from gongban.web.site.acting import actor, remember_party


class FollowForm(forms.Form):
    """Number, and the code where one has no account."""

    number = forms.CharField(label=_("编号"), max_length=30, help_text=_("例如 JC20261120-000318，在提交后的页面或短信里。"))
    code = forms.CharField(
        label=_("查询码"), max_length=20, required=False, help_text=_("匿名或电话反映时给您的 8 位字母数字；公开的诉求不用填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and code and lead to the case."""
    given = request.POST if request.method == "POST" else (request.GET if "number" in request.GET else None)
    form = FollowForm(given)
    if given is not None and form.is_valid():
        try:
            return HttpResponseRedirect(f"/cases/{_found(request, form)}/")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "number", str(refusal.words))
    return render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: FollowForm) -> str:
    number, code = form.cleaned_data["number"].upper(), form.cleaned_data["code"]
    if code:
        check_rate(request, "follow")
        remember_party(request, number, str(prove_party(number, code).pk))
        return number
    try:
        read_case(number, by=actor(request, number), now=timezone.now())
    except NotFound:
        raise _not_found() from None
    return number


def _not_found() -> Refusal:
    from gongban.kernel.words import Words

    words = Words("没有找到，或这件诉求不公开。请核对编号；不公开的请填查询码，或登录后在“我的”里看。",
                  "Not found, or not public. Check the number; for a private case give the code, or sign in and look under “Mine”.")  # fmt: skip
    return Refusal("follow.not_found", words, field="number", status=404)

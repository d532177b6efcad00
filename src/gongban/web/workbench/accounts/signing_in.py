"""Staff sign in with user name and password; too many failures lock the account for a while."""

from __future__ import annotations

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.foundation.people.public import Account, start_password_is_over
from gongban.web.site.way_back import way_back
from gongban.web.workbench.accounts.forms import SignInForm


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for user name and password; the session is a new one afterwards."""
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _signed_in(request, form):
        return HttpResponseRedirect(way_back(request, "/desk/"))
    facts = {"form": form, "next": way_back(request, "/desk/")}
    return render(request, "desk_accounts/sign_in.html", facts, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest, form: SignInForm) -> bool:
    given = form.cleaned_data
    account = authenticate(request, username=given["username"].strip(), password=given["password"])
    if not isinstance(account, Account) or account.kind != "staff":
        form.add_error(None, _("用户名或口令不对。连续输错会暂时锁定账号；忘记口令请联系管理员。"))
        return False
    if start_password_is_over(account, at=timezone.now()):
        form.add_error(None, _("初始口令已过期，请联系管理员重新发放。"))
        return False
    login(request, account)
    return True

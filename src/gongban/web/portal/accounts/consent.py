"""The privacy notice is read and agreed to before the first use, and whenever its version changes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongban.foundation.people.public import agree, privacy_notice, withdraw_consent
from gongban.web.portal.prose import prose
from gongban.web.site.acting import account_of, actor, residents_only
from gongban.web.site.middleware.gate import AGREED, agreed
from gongban.web.site.way_back import way_back


@never_cache
@require_http_methods(["GET", "POST"])
@residents_only
def ask(request: HttpRequest) -> HttpResponse:
    """Show the notice in force; agreeing goes on to where the person wanted, refusing signs out."""
    account, notice, way = account_of(request), privacy_notice(), way_back(request)
    assert account
    if request.method == "POST" and "refuse" in request.POST:
        logout(request)
        messages.info(request, _("您没有同意隐私告知，已退出登录。看公开内容、拨打热线都不受影响。"))
        return HttpResponseRedirect("/")
    if request.method == "POST":
        agree(account, request.POST.get("version", ""), by=actor(request), at=timezone.now())
        request.session[AGREED] = notice.version
        return HttpResponseRedirect(way)
    facts = {"notice": notice, "text": prose(str(notice.text)), "next": way, "agreed": agreed(request, account)}
    return render(request, "accounts/consent.html", facts)


@require_POST
@residents_only
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the consent and sign out; it is asked again at the next sign-in."""
    account = account_of(request)
    assert account
    withdraw_consent(account, by=actor(request), at=timezone.now())
    logout(request)
    messages.success(request, _("已撤回同意并退出登录。已经提交的诉求照常办理；再次登录时会重新征求同意。"))
    return HttpResponseRedirect("/")

"""Before anything else: residents agree to the privacy notice in force, staff replace a password given to them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from gongban.foundation.people.public import Account, has_agreed, privacy_notice
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.words import Words
from gongban.web.site.acting import account_of
from gongban.web.site.errors import answer_refusal, wants_problem

AGREED = "agreed_to"
ALWAYS_OPEN = ("/consent/", "/logout/", "/privacy/", "/help/", "/i18n/", "/look/", "/static/", "/open311/", "/desk/account/password/", "/kiosk/consent/", "/kiosk/over/", "/kiosk/leave/", "/kiosk/here/")


class Gate:
    """Sends a signed-in person to what must be done first; programs are told in one sentence."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        stop = None if request.path.startswith(ALWAYS_OPEN) else _first(request)
        return stop or self.answer(request)


def _first(request: HttpRequest) -> HttpResponseBase | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    account = account_of(request)
    if account is None:
        return None
    if account.kind == "staff":
        return _password_first(request, account)
    return None if agreed(request, account) else _consent_first(request)


def agreed(request: HttpRequest, account: Account) -> bool:
    """Whether a resident agreed to the notice in force; remembered in the session."""
    try:
        version = privacy_notice().version
    except NotFound:  # 还没有城市 · no city is loaded yet
        return True
    if request.session.get(AGREED) != version and has_agreed(account, version):
        request.session[AGREED] = version
    return bool(request.session.get(AGREED) == version)


def _consent_first(request: HttpRequest) -> HttpResponseBase:
    words = Words("请先阅读并同意隐私告知。", "Please read and agree to the privacy notice first.")
    page = "/kiosk/consent/" if request.path.startswith("/kiosk/") else "/consent/"
    return _to(page, request, Forbidden("consent.missing", words))


def _password_first(request: HttpRequest, account: Account) -> HttpResponseBase | None:
    if account.start_password_until is None:
        return None
    words = Words("请先修改初始口令。", "Please change your start password first.")
    return _to("/desk/account/password/", request, Forbidden("password.start", words))


def _to(page: str, request: HttpRequest, refusal: Forbidden) -> HttpResponseBase:
    if wants_problem(request):
        return answer_refusal(request, refusal)
    way = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{page}?{urlencode({'next': way})}")

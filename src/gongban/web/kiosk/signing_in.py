"""Signing in on the keypad: the phone, the code that was sent to it, and the privacy notice where it was not agreed to yet.

Without a script each key sends the page, with what was typed so far in its body and never in an address.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from gongban.foundation.people.public import agree, privacy_notice, send_code, sign_in_with
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import mask_phone
from gongban.web.kiosk.keypad import pressed
from gongban.web.kiosk.terminal import HOME, PHONE, SIGNED, by_terminal, shown, terminal, touch
from gongban.web.portal.prose import prose
from gongban.web.site.acting import account_of, forget_actor
from gongban.web.site.middleware.gate import AGREED, agreed
from gongban.web.site.visitor import spend_here

BACKEND = "django.contrib.auth.backends.ModelBackend"
DIGITS_OF_PHONE, DIGITS_OF_CODE = 11, 6


@require_http_methods(["GET", "POST"])
@terminal(signed=False)
def ask_phone(request: HttpRequest) -> HttpResponse:
    """The phone on the keypad; a code is sent to it."""
    typed, more = pressed(request, "phone", DIGITS_OF_PHONE)
    if request.method == "POST" and not more:
        try:
            spend_here(request, "login_codes", most=30)
            send_code(typed, at=timezone.now(), language=get_language() or "zh-hans")
        except Refusal as refusal:
            return shown(request, "kiosk/phone.html", {"typed": typed, "error": refusal.words, "most": DIGITS_OF_PHONE}, refusal.status)
        request.session.flush()  # 谁之前在这台机器上登录过都不算 · whoever was signed in here before is not
        forget_actor(request)
        request.session[PHONE] = typed
        touch(request)
        return HttpResponseRedirect("/kiosk/code/")
    return shown(request, "kiosk/phone.html", {"typed": typed, "most": DIGITS_OF_PHONE})


@require_http_methods(["GET", "POST"])
@terminal(signed=False)
def ask_code(request: HttpRequest) -> HttpResponse:
    """The code on the keypad."""
    phone = request.session.get(PHONE)
    if not phone:
        return HttpResponseRedirect("/kiosk/sign-in/")
    typed, more = pressed(request, "code", DIGITS_OF_CODE)
    facts = {"typed": typed, "most": DIGITS_OF_CODE, "phone": mask_phone(phone), "in_outbox": settings.MESSAGE_CARRIERS["sms"] == "file"}
    if request.method == "POST" and not more:
        try:
            spend_here(request, "login_tries", most=100)
            account = sign_in_with(phone, typed, at=timezone.now())
        except Refusal as refusal:
            return shown(request, "kiosk/code.html", {**facts, "typed": "", "error": refusal.words}, refusal.status)
        request.session.flush()
        login(request, account, backend=BACKEND)
        forget_actor(request)
        request.session[SIGNED] = True
        touch(request)
        return HttpResponseRedirect("/kiosk/items/" if agreed(request, account) else "/kiosk/consent/")
    return shown(request, "kiosk/code.html", facts)


@require_http_methods(["GET", "POST"])
@terminal()
def consent(request: HttpRequest) -> HttpResponse:
    """The privacy notice; agreeing goes on, refusing ends the visit."""
    account, notice = account_of(request), privacy_notice()
    assert account
    if request.method == "POST" and "agree" in request.POST:
        agree(account, request.POST.get("version", ""), by=by_terminal(request), at=timezone.now())
        request.session[AGREED] = notice.version
        return HttpResponseRedirect("/kiosk/items/")
    if request.method == "POST":
        return HttpResponseRedirect(f"{HOME}over/")
    return shown(request, "kiosk/consent.html", {"notice": notice, "text": prose(str(notice.text))})

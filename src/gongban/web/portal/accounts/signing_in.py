"""Residents sign in: phone, then the code that was sent to it; leaving ends the session of staff too."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongban.foundation.people.public import send_code, sign_in_with
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import mask_phone
from gongban.web.portal.accounts.forms import CodeForm, PhoneForm
from gongban.web.site.acting import PROVED
from gongban.web.site.visitor import spend_here
from gongban.web.site.way_back import way_back

PHONE, NEXT = "sign_in_phone", "sign_in_next"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def ask_phone(request: HttpRequest) -> HttpResponse:
    """Ask for the phone and send a code to it."""
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return HttpResponseRedirect("/login/code/")
    if request.method == "GET":
        request.session[NEXT] = way_back(request)
    return render(request, "accounts/phone.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and sign in."""
    phone = request.session.get(PHONE)
    if not phone:
        return HttpResponseRedirect("/login/")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _signed_in(request, phone, form):
        return HttpResponseRedirect(request.session.pop(NEXT, "/"))
    facts = {"form": form, "phone": mask_phone(phone), "in_outbox": settings.MESSAGE_CARRIERS["sms"] == "file"}
    return render(request, "accounts/code.html", facts, status=422 if form.errors else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, whoever it is."""
    logout(request)
    return HttpResponseRedirect("/")


def _sent(request: HttpRequest, form: PhoneForm) -> bool:
    phone = form.cleaned_data["phone"]
    try:
        spend_here(request, "login_codes", most=30)
        send_code(phone, at=timezone.now(), language=get_language() or "zh-hans")
    except Refusal as refusal:
        return _refused(form, refusal)
    request.session[PHONE] = phone
    return True


def _signed_in(request: HttpRequest, phone: str, form: CodeForm) -> bool:
    try:
        spend_here(request, "login_tries", most=100)
        account = sign_in_with(phone, form.cleaned_data["code"], at=timezone.now())
    except Refusal as refusal:
        return _refused(form, refusal)
    kept = {name: request.session[name] for name in (PROVED, NEXT) if name in request.session}
    login(request, account, backend=BACKEND)
    request.session.pop(PHONE, None)
    request.session.update(kept)
    return True


def _refused(form: Form, refusal: Refusal) -> bool:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
    return False

"""My account: what is known about me, for whom I act, my wishes, all my data as a file, and leaving."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.applications.public import own_records as own_application_records
from gongban.delivery.assistance.public import own_assistance
from gongban.delivery.cases.public import own_reports
from gongban.delivery.licences.public import own_records
from gongban.foundation.facts.public import own_facts
from gongban.foundation.messages.public import unread
from gongban.foundation.people.public import (
    CAPACITIES,
    Account,
    Consent,
    agencies_of,
    erase_account,
    identity_of,
    own_data,
    privacy_notice,
)
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import mask_id_number, mask_name, mask_phone
from gongban.web.portal.accounts.forms import LeaveForm
from gongban.web.site.acting import FOR_ENTERPRISE, account_of, actor, forget_actor, residents_only

MASKS = {"phone": mask_phone, "id_number": mask_id_number, "full_name": mask_name}


@never_cache
@require_GET
@residents_only
def page(request: HttpRequest) -> HttpResponse:
    """My account, with what identifies me masked."""
    return render(request, "accounts/account.html", _facts(request, clear=False))


@never_cache
@require_POST
@residents_only
def reveal(request: HttpRequest) -> HttpResponse:
    """The same page with my own data in clear."""
    return render(request, "accounts/account.html", _facts(request, clear=True))


@require_POST
@residents_only
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in which I am told things, and show the pages in it."""
    wanted = request.POST.get("language", "")
    back = HttpResponseRedirect("/account/")
    if wanted in dict(settings.LANGUAGES):
        Account.objects.filter(pk=_own(request).pk).update(language=wanted)
        translation.activate(wanted)
        back.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax",
                        secure=settings.LANGUAGE_COOKIE_SECURE)  # fmt: skip
        messages.success(request, _("已保存。以后的消息用这种语言。"))
    return back


@require_POST
@residents_only
def enterprise(request: HttpRequest) -> HttpResponse:
    """Act for an enterprise from now on, or for myself again."""
    wanted = request.POST.get("enterprise", "")
    if wanted and not agencies_of(_own(request), at=timezone.now()).filter(enterprise=wanted).exists():
        messages.error(request, _("您不能代表这家企业，请联系企业的法定代表人。"))
        return HttpResponseRedirect("/account/")
    request.session[FOR_ENTERPRISE] = wanted
    forget_actor(request)
    messages.success(request, _("现在以企业的名义办理。") if wanted else _("现在以您个人的名义办理。"))
    return HttpResponseRedirect("/account/")


@never_cache
@require_POST
@residents_only
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept about me, as a JSON file."""
    by = actor(request)
    content = {**own_data(_own(request), by=by, at=timezone.now()), "facts": own_facts(by), "licences": own_records(by), "applications": own_application_records(by), "assistance": own_assistance(by, timezone.now()), "reports": own_reports(by)}
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = 'attachment; filename="gongban-my-data.json"'
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
@residents_only
def delete(request: HttpRequest) -> HttpResponse:
    """Say what leaving means; then erase the account."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _erased(request, form):
        logout(request)
        messages.success(request, _("账号已注销，能认出您的内容已经删除。"))
        return HttpResponseRedirect("/")
    return render(request, "accounts/delete.html", {"form": form}, status=422 if form.errors else 200)


def _erased(request: HttpRequest, form: LeaveForm) -> bool:
    try:
        erase_account(_own(request), by=actor(request), at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal.words))
        return False
    return True


def _own(request: HttpRequest) -> Account:
    account = account_of(request)
    assert account  # residents_only
    return account


def _facts(request: HttpRequest, *, clear: bool) -> dict[str, Any]:
    account, by = _own(request), actor(request)
    known = identity_of(account)
    shown = known if clear else {name: MASKS[name](text) for name, text in known.items()}
    agencies = [(one, CAPACITIES.get(one.capacity, one.capacity)) for one in agencies_of(account, at=timezone.now())]
    return {
        "identity": shown, "clear": clear, "account": account, "agencies": agencies, "acts_for": by.enterprise,
        "consents": Consent.objects.filter(account=account).order_by("-given_at"), "version": privacy_notice().version,
        "unread": unread(str(account.pk)), "languages": settings.LANGUAGES,
        "language_now": account.language or translation.get_language(),
    }  # fmt: skip

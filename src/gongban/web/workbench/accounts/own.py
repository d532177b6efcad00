"""My own account as a member of staff: roles, deputies, acting for a colleague, password, messages, language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.people.public import Account, change_password, colleagues_of, deputies_of, may_act_for
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import FOR_ABSENT, account_of, actor, forget_actor, staff_only
from gongban.web.site.inbox import read_page
from gongban.web.site.way_back import way_back
from gongban.web.workbench.accounts.forms import DeputyForm, PasswordForm, name_of
from gongban.web.workbench.accounts.showing import roles_of
from gongban.web.workbench.forms.choices import english
from gongban.web.workbench.frame import page as desk_page


@never_cache
@require_GET
@staff_only()
def page(request: HttpRequest) -> HttpResponse:
    """What I am, who stands in for me, and for whom I may act."""
    return desk_page(request, "desk_accounts/account.html", _facts(request))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@staff_only()
def password(request: HttpRequest) -> HttpResponseBase:
    """Change my password; other sessions of mine end."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    account = _own(request)
    must = account.start_password_until is not None
    if request.method == "POST" and form.is_valid() and _changed(request, account, form):
        messages.success(request, _("口令已修改，其他地方的登录已退出。"))
        return HttpResponseRedirect(way_back(request, "/desk/account/"))
    facts = {"form": form, "must": must, "next": way_back(request, "/desk/account/")}
    return desk_page(request, "desk_accounts/password.html", facts, status=422 if form.errors else 200)


@require_POST
@staff_only()
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for an absent colleague from now on, or as myself again."""
    wanted, account = request.POST.get("absent", ""), _own(request)
    arrangement = may_act_for(account, at=timezone.now()).filter(absent__login=wanted).first() if wanted else None
    if wanted and arrangement is None:
        messages.error(request, _("您不是这位同事现在的代办人。"))
        return HttpResponseRedirect("/desk/account/")
    request.session.pop(FOR_ABSENT, None)
    if arrangement:
        request.session[FOR_ABSENT] = str(arrangement.absent_id)
        messages.success(request, _("现在代 %(name)s 办理，每一步都会记明是您代办。") % {"name": name_of(arrangement.absent, english())})
    else:
        messages.success(request, _("已回到您自己的岗位。"))
    request.session.cycle_key()
    forget_actor(request)
    return HttpResponseRedirect("/desk/")


@require_POST
@staff_only()
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in which I am told things, and show the pages in it."""
    wanted, back = request.POST.get("language", ""), HttpResponseRedirect("/desk/account/")
    if wanted in dict(settings.LANGUAGES):
        Account.objects.filter(pk=_own(request).pk).update(language=wanted)
        back.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax",
                        secure=settings.LANGUAGE_COOKIE_SECURE)  # fmt: skip
    return back


@never_cache
@require_GET
@staff_only()
def messages_page(request: HttpRequest) -> HttpResponse:
    """My messages, newest first."""
    return desk_page(request, "desk_accounts/messages.html", read_page(request))


def _changed(request: HttpRequest, account: Account, form: PasswordForm) -> bool:
    given = form.cleaned_data
    try:
        change_password(account, given["former"], given["fresh"], by=actor(request), at=timezone.now())
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal.words))
        return False
    update_session_auth_hash(request, account)
    return True


def _own(request: HttpRequest) -> Account:
    account = account_of(request)
    assert account  # staff_only
    return account


def _facts(request: HttpRequest) -> dict[str, Any]:
    account, now = _own(request), timezone.now()
    return {
        "account": account, "roles": roles_of(account, at=now), "deputies": deputies_of(account, at=now),
        "absent": may_act_for(account, at=now), "acting_now": actor(request).acting_for, "languages": settings.LANGUAGES,
        "language_now": account.language or request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        "deputy_form": DeputyForm(colleagues_of(account, at=now), english()),
    }  # fmt: skip

"""Programs that work with us: tokens and subscriptions. The administrator sees all, everybody else their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.paging import slice_of
from gongban.foundation.people.public import make_token, revoke_one, tokens_seen_by
from gongban.foundation.programs.public import (
    Delivery,
    Standing,
    State,
    Subscription,
    Wish,
    change_standing,
    ping,
    send_again,
    subscribe,
    subscriptions_of,
)
from gongban.kernel.actors import Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.programs import SubscriptionForm, TokenForm
from gongban.web.workbench.frame import page

ADMINISTRATOR = Role.ADMINISTRATOR.value
SHOWN, DELIVERIES = 200, 30
WHAT = {"pause": Standing.PAUSED, "resume": Standing.ACTIVE, "end": Standing.ENDED}
BECAUSE = {
    "owner": Words("主人操作", "by its owner"), "failures": Words("连续送不到", "failed many times in a row"),
    "gone": Words("接收方说不再需要（410）", "the receiver says that it is gone (410)"), "account": Words("账号已停用", "the account is closed"),
}  # fmt: skip


@never_cache
@require_GET
@staff_only()
def overview(request: HttpRequest) -> HttpResponse:
    """Tokens and subscriptions that this person looks after."""
    by = actor(request)
    facts = {
        "tokens": tokens_seen_by(by)[:SHOWN], "subscriptions": _shown(subscriptions_of(by)[:SHOWN]), "now": timezone.now(),
        "administrator": by.holds(ADMINISTRATOR),
    }  # fmt: skip
    return page(request, "desk/programs.html", facts)


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
@staff_only(ADMINISTRATOR)
def new_token(request: HttpRequest) -> HttpResponseBase:
    """Make a token; it is shown once, on the answer."""
    form, token = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        until = timezone.now() + timedelta(days=given.pop("days"))
        try:
            token = make_token(given.pop("login"), expires_at=until, by=actor(request), **given)
        except Refusal as refusal:
            _refuse(form, refusal, {"token.no_account": "login"})
    return page(request, "desk/token.html", {"form": form, "token": token}, status=422 if form.errors else 200)


@require_POST
@staff_only()
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a token at once."""
    ended = revoke_one(pk, by=actor(request), at=timezone.now())
    messages.success(request, _("令牌“%(name)s”已撤销，立即失效。") % {"name": ended.name})
    return HttpResponseRedirect("/desk/programs/")


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
@staff_only()
def new_subscription(request: HttpRequest) -> HttpResponseBase:
    """Subscribe an address; its secret is shown once, on the answer."""
    by = actor(request)
    form = SubscriptionForm(by, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = subscribe(Wish.read(form.cleaned_data), by=by, at=timezone.now())
        except Refusal as refusal:
            _refuse(form, refusal, {})
        else:
            return _draw(request, made, secret=secret)
    return page(request, "desk/subscription_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
@staff_only()
def subscription(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One subscription with its deliveries."""
    return _draw(request, _own(request, pk))


@require_POST
@staff_only()
def change(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Pause, resume or end a subscription, or try its receiver."""
    row, now = _own(request, pk), timezone.now()
    if what == "ping":
        ping(row, at=now)
        messages.success(request, _("已放入队列，稍后刷新看结果。"))
    elif what in WHAT:
        change_standing(row, WHAT[what], by=actor(request), at=now)
        messages.success(request, _("已更改。"))
    else:
        raise NotFound()
    return HttpResponseRedirect(f"/desk/programs/subscriptions/{pk}/")


@require_POST
@staff_only()
def replay(request: HttpRequest, pk: UUID, delivery: UUID) -> HttpResponse:
    """Send a delivery again."""
    send_again(delivery, _own(request, pk), by=actor(request), at=timezone.now())
    messages.success(request, _("将再次发送，稍后刷新看结果。"))
    return HttpResponseRedirect(f"/desk/programs/subscriptions/{pk}/")


def _draw(request: HttpRequest, row: Subscription, secret: str = "") -> HttpResponse:
    found = slice_of(Delivery.objects.filter(subscription=row), request.GET.get("from", ""), DELIVERIES, by="made_at")
    facts = {
        "row": _shown([row])[0], "secret": secret, "deliveries": [(one, State(one.state).words) for one in found.rows],
        "previous": found.previous, "next": found.next,
    }  # fmt: skip
    return page(request, "desk/subscription.html", facts)


def _shown(rows: Any) -> list[dict[str, Any]]:
    return [{"it": row, "standing": Standing(row.standing).words, "because": BECAUSE.get(row.because, "")} for row in rows]


def _own(request: HttpRequest, pk: UUID) -> Subscription:
    found = subscriptions_of(actor(request)).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def _refuse(form: Any, refusal: Refusal, fields: dict[str, str]) -> None:
    name = fields.get(refusal.code, refusal.field)
    form.add_error(name if name in form.fields else None, str(refusal.words))

"""My identity: how sure the city is of me and since when, proving it by the provider, and who may act for my enterprise."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.people.public import (
    CAPACITIES,
    EVERY_ITEM,
    NotVouched,
    Pending,
    Person,
    agencies_of,
    agents_of,
    assurance_of,
    begin,
    finish,
    grant_agent,
    identity_of,
    lay_down,
    note_refused,
    own_assurance,
    prove_by_provider,
    provider,
    revoke_agent,
)
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import mask_id_number, mask_name
from gongban.web.portal.accounts.forms import GrantForm
from gongban.web.site.acting import account_of, actor, residents_only
from gongban.web.site.item_choices import item_choices, item_names
from gongban.web.site.navigation import portal_menu
from gongban.web.site.visitor import spend_here

PENDING = "identity_pending"
BACK = "/me/identity/provider/back/"
MINE = "/my/"


@never_cache
@require_http_methods(["GET", "POST"])
@residents_only
def page(request: HttpRequest) -> HttpResponse:
    """My identity; sent by POST, the form that authorises an agent."""
    by = actor(request)
    if request.method != "POST":
        return _draw(request, by, GrantForm(item_choices()))
    form = GrantForm(item_choices(), request.POST)
    try:
        spend_here(request, "agent_grants", most=30)
        made = grant_agent(form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, by, form, status=refusal.status)
    messages.success(request, _("已授权，对方会收到消息。"))
    return HttpResponseRedirect(f"/me/identity/#agent-{made.pk}")


@never_cache
@require_POST
@residents_only
def to_provider(request: HttpRequest) -> HttpResponse:
    """Go to the provider of identities. The page says where one goes; a form may not lead to another site by itself."""
    by = actor(request)
    spend_here(request, "identity_begun", most=30)
    url, pending = begin(str(by.account), settings.PUBLIC_URL + BACK, at=timezone.now())
    request.session[PENDING] = pending.kept()
    return render(request, "accounts/going.html", {"url": url, "provider": provider(), "portal_menu": portal_menu(MINE)})


@never_cache
@require_GET
@residents_only
def from_provider(request: HttpRequest) -> HttpResponse:
    """The provider's answer: checked once, then what this browser had begun is gone, whatever came of it."""
    by, now, account = actor(request), timezone.now(), account_of(request)
    assert account  # residents_only
    pending = Pending.of(request.session.pop(PENDING, None))
    try:
        found = finish(request.GET.dict(), pending, str(account.pk), settings.PUBLIC_URL + BACK, at=now)
        prove_by_provider(account, Person(found.name, found.number), found.issuer, found.subject, by=by, at=now)
    except Refusal as refusal:
        if isinstance(refusal, NotVouched):
            note_refused(refusal.why, account, by=by, at=now)
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect("/me/identity/")
    messages.success(request, _("已实名。"))
    return HttpResponseRedirect("/me/identity/")


@require_POST
@residents_only
def revoke(request: HttpRequest, agent: int) -> HttpResponse:
    """Take an agent's authority back."""
    revoke_agent(agent, by=actor(request), at=timezone.now())
    messages.success(request, _("授权已收回，从现在起不能再以企业名义办理。"))
    return HttpResponseRedirect("/me/identity/")


@require_POST
@residents_only
def leave(request: HttpRequest, agent: int) -> HttpResponse:
    """Lay down my own authority for an enterprise."""
    lay_down(agent, by=actor(request), at=timezone.now())
    messages.success(request, _("您已不再是这家企业的经办人。"))
    return HttpResponseRedirect("/me/identity/")


def _draw(request: HttpRequest, by: Actor, form: GrantForm, status: int = 200) -> HttpResponse:
    now, account = timezone.now(), account_of(request)
    assert account  # residents_only
    known = identity_of(account)
    speaks = [{"agency": one, "capacity": CAPACITIES[one.capacity], "items": _named(one.items, one.capacity)} for one in agencies_of(account, at=now)]
    facts: dict[str, Any] = {
        "held": assurance_of(by, now), "own": own_assurance(account), "name": mask_name(known.get("full_name", "")), "number": mask_id_number(known.get("id_number", "")),
        "provider": provider(), "speaks": speaks, "acts_for": by.enterprise, "form": form, "may_grant": assurance_of(by, now).capacity == "legal_representative",
        "agents": [{"agent": one, "name": mask_name(identity_of(one.account).get("full_name", "")), "items": _named(one.items)} for one in agents_of(by, at=now)],
        "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "accounts/identity.html", facts, status=status)


def _named(items: list[str], capacity: str = "agent") -> list[str]:
    """The items of an authority in words."""
    return [_("全部事项")] if EVERY_ITEM in items or capacity != "agent" else item_names(items)

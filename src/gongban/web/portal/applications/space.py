"""My space, or that of the enterprise for which I act: licences, what is held with its source, papers handed in before, drafts, and who has looked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.delivery.applications.public import Stage, looks_at_materials, own_applications, past_materials
from gongban.delivery.licences.public import Look, Way, my_licences, own_licences
from gongban.foundation.facts.public import Held, Party, Source, declarations, forget, held_of, hold
from gongban.foundation.people.public import Enterprise
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.portal.applications.frame import MINE
from gongban.web.portal.applications.values import SOURCES, in_words, read, typed
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.guides import options_of, unread
from gongban.web.site.licence_showing import called, line
from gongban.web.site.navigation import portal_menu

MOST = 50


def party_of(by: Actor) -> Party:
    """The enterprise for which somebody acts, else they themselves."""
    return Party(enterprise=by.enterprise) if by.enterprise else Party(account=by.account)


@never_cache
@require_safe
@residents_only
def page(request: HttpRequest) -> HttpResponse:
    """The whole space on one page."""
    return _page(request)


def _page(request: HttpRequest, wrong: str = "", refusal: Refusal | None = None) -> HttpResponse:
    by, now = actor(request), timezone.now()
    running, _over = my_licences(by, now)
    today = calendar().local_day(now)
    enterprise = Enterprise.objects.filter(pk=by.enterprise).first() if by.enterprise else None
    facts = {
        "enterprise": Words(enterprise.name_zh, enterprise.name_en or enterprise.name_zh) if enterprise else "", "licences": [line(each, today) for each in running],
        "facts": [_fact(each, request.GET.get("change", "") or wrong) for each in held_of(party_of(by), by=by).values()],
        "drafts": list(own_applications(by).filter(stage=Stage.DRAFT).order_by("-saved_at")[:10]), "papers": past_materials(by),
        "looks": sorted(_looks(by), key=lambda each: each["at"], reverse=True)[:MOST], "wrong": wrong, "refused": refusal, "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "applications/space.html", facts, status=refusal.status if refusal else 200)


def _fact(held: Held, changing: str) -> dict[str, Any]:
    known = declarations()[held.name]
    return {
        "name": held.name, "label": known.fact.words, "words": in_words(known, held.value), "source": SOURCES[held.source], "as_of": held.as_of, "declaration": known,
        "own": held.source is Source.DECLARED, "changing": held.name == changing, "text": typed(known, held.value), "options": options_of(known),
    }  # fmt: skip


def _looks(by: Actor) -> Iterator[dict[str, Any]]:
    """Every look of others: at licences, and at papers."""
    rows = Look.objects.filter(licence__in=own_licences(by)).exclude(way=Way.HOLDER.value).select_related("licence__type", "department", "share").order_by("-at")[:MOST]
    for row in rows:
        why: Any = row.share.purpose if row.share else Way(row.way).words
        yield {"at": row.at, "who": called(row.department) or _("扫码核验的人"), "what": row.licence.type.name, "why": why, "matter": row.share.matter if row.share else ""}
    for look in looks_at_materials(by):
        office = look.part.department
        yield {"at": look.at, "who": Words(office.name_zh, office.name_en), "what": look.material.name, "why": look.part.name, "matter": look.part.matter.number}


@require_POST
@residents_only
def fact(request: HttpRequest, fact: str) -> HttpResponse:
    """Correct what one said oneself, or delete it; what registers and licences say is corrected there."""
    by, now = actor(request), timezone.now()
    known = declarations().get(fact)
    if known is None:
        raise NotFound("fact.unknown")
    try:
        if request.POST.get("do") == "forget":
            forget(party_of(by), fact, by=by, at=now)
        else:
            value = read(known, request.POST.get("value", ""))
            if value is None:
                raise Refusal("application.answer", unread(known, request.POST.get("value", "")), field="value", status=422)
            hold(party_of(by), fact, value, source=Source.DECLARED, as_of=calendar().local_day(now), by=by, at=now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, fact, refusal)
    messages.success(request, _("已删除。") if request.POST.get("do") == "forget" else _("已改好。"))
    return HttpResponseRedirect("/account/space/#facts")

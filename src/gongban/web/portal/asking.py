"""Guided questions on the portal, about what is in force; what is held of who is signed in is not asked."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongban.design.catalogue.public import guide
from gongban.foundation.facts.public import Party, known_of
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Given
from gongban.web.site.acting import actor
from gongban.web.site.guides import question_facts


@never_cache
@require_safe
def questions(request: HttpRequest, name: str) -> HttpResponse:
    """The next question about an item and its list so far."""
    now, district = timezone.now(), request.GET.get("district", "")[:20]
    found = guide(name, at=now, district=district)
    facts = question_facts(found, request.GET, _held(actor(request), now))
    return render(request, "portal/questions.html", {**facts, "base": f"/services/{name}/", "district": district})


def _held(by: Actor, now: datetime) -> Given:
    party = Party(enterprise=by.enterprise) if by.enterprise else Party(account=by.account) if by.account and not by.is_staff else None
    return known_of(party, by=by, at=now)

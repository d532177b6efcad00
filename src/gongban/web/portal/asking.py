"""Guided questions on the portal, about what is in force; what is held of who is signed in is not asked."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.design.catalogue.public import guide
from gongban.foundation.facts.public import Party, declarations, known_of
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Given
from gongban.web.site.acting import actor
from gongban.web.site.guides import private_of, question_facts, take_answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, name: str) -> HttpResponse:
    """The next question about an item and its list so far; a personal answer is posted and kept in the session."""
    if request.method == "POST":
        return take_answer(request, declarations(), request.GET)
    now, district = timezone.now(), request.GET.get("district", "")[:20]
    found = guide(name, at=now, district=district)
    facts = question_facts(found, request.GET, held_by(actor(request), now), private_of(request))
    return render(request, "portal/questions.html", {**facts, "base": f"/services/{name}/", "district": district})


def held_by(by: Actor, now: datetime) -> Given:
    """What is held of who is signed in, for their own eyes."""
    party = Party(enterprise=by.enterprise) if by.enterprise else Party(account=by.account) if by.account and not by.is_staff else None
    return known_of(party, by=by, at=now)

"""Answers that identify somebody: posted, kept sealed in the session for two hours, never in an address, a log or a history."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from gongban.foundation.facts.public import Declaration
from gongban.foundation.people.public import protect, reveal
from gongban.kernel.errors import Refusal
from gongban.web.site.guides.replying import BAD, replies_of, value_of

CONTEXT = "session.answer"
KEY = "answers"
SECONDS = 2 * 3600
LONGEST = 60


def private_of(request: HttpRequest) -> dict[str, str]:
    """The texts kept by fact; none once two hours are over, or where they can no longer be opened."""
    kept = request.session.get(KEY) or {}
    if kept.get("until", 0) < time.time():
        request.session.pop(KEY, None) if kept else None
        return {}
    found = {}
    for name, sealed in kept.get("sealed", {}).items():
        try:
            found[name] = reveal(sealed, CONTEXT)
        except Refusal:  # 密钥已换 · the keys were renewed meanwhile
            continue
    return found


def take_answer(request: HttpRequest, declared: Mapping[str, Declaration], query: QueryDict) -> HttpResponse:
    """Take what was posted (an answer, `drop` of one, or `again` for all), and lead back to the page as it stands then.

    `query`: the answers in the address.
    """
    replies, name = replies_of(query, declared, {}), next((each for each in request.POST if each in declared), "")
    if "again" in request.POST:
        request.session.pop(KEY, None)
        district = request.GET.get("district", "")[:20]
        return HttpResponseRedirect(f"{request.path}?district={district}" if district.isalnum() else request.path)
    if "drop" in request.POST:
        _keep(request, request.POST["drop"][:LONGEST], None)
        return HttpResponseRedirect(request.path + replies.address())
    if not name:
        return HttpResponseRedirect(request.path + replies.address())
    text, declaration = request.POST[name][:LONGEST], declared[name]
    address = replies.address(declaration)
    if value_of(declaration, text) is None:
        return HttpResponseRedirect(f"{request.path}{address}&{BAD}={name}")
    if declaration.personal:
        _keep(request, name, text)
        return HttpResponseRedirect(request.path + address)
    return HttpResponseRedirect(f"{request.path}{address}&{urlencode({name: text})}")


def _keep(request: HttpRequest, name: str, text: str | None) -> None:
    """Keep an answer, or forget it (None)."""
    held = {each: protect(value, CONTEXT) for each, value in private_of(request).items() if each != name}
    if text:
        held[name] = protect(text, CONTEXT)
    request.session[KEY] = {"until": time.time() + SECONDS, "sealed": held}

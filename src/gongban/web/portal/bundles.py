"""Life events and trades for everybody: the lists, the guide of one, its questions with the exact list, and which items belong to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongban.design.bundles.public import (
    Audience,
    Bundled,
    Kind,
    ask_bundle,
    bundle,
    list_bundles,
    own_declarations,
    question_of,
    versions_of_bundle,
)
from gongban.foundation.facts.public import declarations
from gongban.kernel.errors import NotFound
from gongban.web.portal import wording
from gongban.web.portal.asking import held_by
from gongban.web.portal.bundle_wording import (
    by_audience,
    guide_facts,
    list_facts,
    options_by_way,
    wishes_shown,
)
from gongban.web.portal.wishes import with_wishes
from gongban.web.site.acting import actor
from gongban.web.site.guides import options_of, private_of, replies_of, take_answer

KINDS = {"bundles": Kind.ONE_THING, "trades": Kind.TRADE}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Life events by the stage of a life or of an enterprise; `?audience=person|company`."""
    audience = request.GET.get("audience", "")
    audience = audience if audience in list(Audience) else ""
    lines = list_bundles(at=timezone.now(), kind=Kind.ONE_THING, audience=audience)
    facts = {"groups": by_audience(lines), "audience": audience, "audiences": [(each.value, each.words) for each in Audience], "total": len(lines)}
    return render(request, "portal/bundles.html", facts)


@require_safe
def trades(request: HttpRequest) -> HttpResponse:
    """Trades for which one application leads to one licence."""
    return render(request, "portal/trades.html", {"lines": list_bundles(at=timezone.now(), kind=Kind.TRADE)})


@require_safe
def one(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The guide of a bundle, as it holds in a district or in a former version (`?version=`)."""
    district, now = request.GET.get("district", "")[:20], timezone.now()
    found = bundle(slug, at=now, district=district, number=_number(request), kind=KINDS[area])
    versions = versions_of_bundle(slug)
    facts = guide_facts(found, ask_bundle(found, {}, at=now))
    place = {"base": found.url, "district": district, "districts": wording.districts(), "kept": f"?district={district}" if district else ""}
    return render(request, "portal/bundle.html", {**facts, **place, "versions": versions, "former": bool(versions) and versions[0][0] != found.number})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The next question about a bundle and its list so far; a personal answer is posted and kept in the session."""
    now, by, district = timezone.now(), actor(request), request.GET.get("district", "")[:20]
    found = bundle(slug, at=now, district=district, kind=KINDS[area])
    known = {**declarations(), **own_declarations(found)}
    if request.method == "POST":
        return take_answer(request, known, with_wishes(request.GET, found))
    return render(request, "portal/bundle_questions.html", {**_asked(request, found, known, held_by(by, now)), "base": found.url, "district": district})


def _asked(request: HttpRequest, found: Bundled, known: dict[str, Any], held: Any) -> dict[str, Any]:
    private = private_of(request)
    replies = replies_of(with_wishes(request.GET, found), known, private)
    joined = ask_bundle(found, {**held, **replies.given}, at=timezone.now(), skipped=replies.skipped)
    name = replies.bad or joined.question
    question = question_of(found, name) if name else None
    return {
        "bundle": found, "said": found.contents, "joined": joined, "question": question, "bad": replies.bad, "kept": replies.kept(question), "address": replies.address(question),
        "replied": list(replies.shown()), "private": private,
        "posts": question is not None and question.personal, "options": options_by_way(found, question) or options_of(question),
        "wishes": wishes_shown(joined), "held": [known[each] for each in held if each in known and any(each == field.fact for field in joined.fields)],
        **list_facts(found, joined),
    }  # fmt: skip


def _number(request: HttpRequest) -> int | None:
    """A version's number from the address; NotFound for what is none."""
    given = request.GET.get("version", "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 7):
        raise NotFound("bundle.not_found")
    return int(given) if given else None

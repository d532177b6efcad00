"""Pages to read: help, the platform's rules, the privacy notice, accessibility, notices of the city."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.delivery.cases.public import Kind, rulebook
from gongban.foundation.territory.public import city
from gongban.web.portal import notices as city_notices
from gongban.web.portal import wording
from gongban.web.portal.prose import prose


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to report, what happens then, how long it takes, what to do in an emergency."""
    settings = city().settings
    lines = [{"number": one["number"], "name": wording.in_words(one.get("name")), "for": wording.in_words(one.get("for"))} for one in settings.get("emergency_lines", [])]
    return render(request, "portal/help.html", {"lines": lines, "limits": _limits(), "hotline": settings.get("hotline", {})})


@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """The platform's own rules with their version."""
    return _text(request, "rules", "portal/norms.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice in force."""
    return _text(request, "privacy_notice", "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use the pages, and whom to tell of a barrier."""
    return render(request, "portal/accessibility.html")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Notices in force and announced."""
    return render(request, "portal/notices.html", {"notices": city_notices.current(timezone.now())})


def _text(request: HttpRequest, name: str, template: str) -> HttpResponse:
    book = rulebook(name)
    return render(request, template, {"text": prose(_in_language(book.get("text", ""))), "version": book.get("version", "")})


def _in_language(text: Any) -> str:
    return wording.in_words(text) if isinstance(text, dict) else str(text)


def _limits() -> list[dict[str, Any]]:
    """The resident's limit of each kind at normal urgency, from the city's table."""
    rows = {row["kind"]: row for row in rulebook("limits").get("limits", []) if row["urgency"] == "normal"}
    return [{"kind": kind.words, **_limit(rows[kind.value])} for kind in Kind if kind.value in rows]


def _limit(row: dict[str, Any]) -> dict[str, Any]:
    from gongban.kernel.clock import Limit, Unit

    return {name: Limit(int(row[name]["amount"]), Unit(row[name]["unit"])).words for name in ("first_contact", "resident_limit")}

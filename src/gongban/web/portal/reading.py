"""Pages to read: help, the platform's rules, the privacy notice, accessibility, notices of the city."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.delivery.cases.public import Kind, rulebook
from gongban.design.rules.public import published_rules
from gongban.foundation.people.public import privacy_notice
from gongban.foundation.territory.public import calendar, city
from gongban.kernel.clock import Limit, Unit
from gongban.web.portal import notices as city_notices
from gongban.web.portal import wording
from gongban.web.portal.prose import prose

GENERAL = "platform"  # the code of the rules that hold for everything


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to report, what happens then, how long it takes, what to do in an emergency."""
    settings = city().settings
    lines = [{"number": one["number"], "name": wording.in_words(one.get("name")), "for": wording.in_words(one.get("for"))} for one in settings.get("emergency_lines", [])]
    return render(request, "portal/help.html", {"lines": lines, "limits": _limits(), "hotline": settings.get("hotline", {})})


@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """The platform's general rules in force; all rules with their versions stand below /rules/."""
    today = calendar().local_day(timezone.now())
    current = next((rule.current for rule in published_rules(today) if rule.code == GENERAL), None)
    text = f"# {current.title}\n\n{current.text}" if current else ""
    return _text(request, text, current.since.isoformat() if current else "", "portal/norms.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice in force."""
    notice = privacy_notice()
    return _text(request, str(notice.text), notice.version, "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use the pages, and whom to tell of a barrier."""
    return render(request, "portal/accessibility.html")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Notices in force and announced."""
    return render(request, "portal/notices.html", {"notices": city_notices.current(timezone.now())})


def _text(request: HttpRequest, text: str, version: str, template: str) -> HttpResponse:
    return render(request, template, {"text": prose(text), "version": version})


def _limits() -> list[dict[str, Any]]:
    """The resident's limit of each kind at normal urgency, from the city's table."""
    rows = {row["kind"]: row for row in rulebook("limits").get("limits", []) if row["urgency"] == "normal"}
    return [{"kind": kind.words, **_limit(rows[kind.value])} for kind in Kind if kind.value in rows]


def _limit(row: dict[str, Any]) -> dict[str, Any]:
    return {name: Limit(int(row[name]["amount"]), Unit(row[name]["unit"])).words for name in ("first_contact", "resident_limit")}

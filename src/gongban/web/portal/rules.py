"""The platform's rules for everybody to read: what is in force, every version, and what changed between two."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.design.rules.public import difference, published_rules, rule_of
from gongban.foundation.territory.public import calendar
from gongban.web.portal.prose import prose


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every rule with the version in force and those to come."""
    return render(request, "portal/rules.html", {"rules": published_rules(_today())})


@require_safe
def one(request: HttpRequest, rule: str) -> HttpResponse:
    """A rule as it stands, or in the version of `?version=2026-03-01`."""
    found = rule_of(rule, _today())
    version = found.version(request.GET.get("version", ""))
    facts = {"rule": found, "version": version, "before": found.before(version), "text": prose(str(version.text)), "coming": version in found.coming}
    return render(request, "portal/rule.html", facts)


@require_safe
def changes(request: HttpRequest, rule: str) -> HttpResponse:
    """What changed from one version to another; without `?from=&to=` from the last but one to the one in force."""
    found = rule_of(rule, _today())
    new = found.version(request.GET.get("to", ""))
    old = found.version(request.GET["from"]) if request.GET.get("from") else found.before(new) or new
    old, new = sorted((old, new), key=lambda each: each.since)
    lines = difference(str(old.text), str(new.text))
    return render(request, "portal/rule_changes.html", {"rule": found, "old": old, "new": new, "lines": lines, "same": all(line.kind == "same" for line in lines)})


def _today() -> date:
    return calendar().local_day(timezone.now())

"""Open statistics: how the city answers, by month and kind, small counts hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Response, resolution and satisfaction as charts with their tables."""
    return render(request, "portal/statistics.html", {})

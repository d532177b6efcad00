"""Health and metrics are answered before the rest of the site, whose own needs must not hide how it is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from gongban.web.site import health

PROBES = {"/health/live": health.live, "/health/ready": health.ready, "/metrics": health.metrics}


class Probes:
    """Outermost; other addresses pass through."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path)
        if probe is None:
            return self.answer(request)
        try:
            return probe(request)
        except Http404:
            return HttpResponse(status=404)

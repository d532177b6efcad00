"""What a load balancer and monitoring ask: does the process live, can it serve, and in numbers how is it?

Answered before any other part of the site, so that a city that is not loaded, a foreign host name or a database that is
down cannot get in the way. None of the answers says anything about a person.
"""

from __future__ import annotations

import hmac
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from gongban.foundation.standing import LEAST_FREE, disk
from gongban.web.site import metrics as numbers
from gongban.web.site.visitor import network_address

FRESH = {"Cache-Control": "no-store"}
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
_known = {"tables": False}  # 表一旦齐了就不再查 · once the tables are complete nobody asks again


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=FRESH)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests can be served, else 503 with codes of what is missing: database, tables, disk."""
    missing = _missing()
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200, headers=FRESH)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers for Prometheus; 404 for everybody else."""
    if not _may_measure(request):
        raise Http404
    return HttpResponse(numbers.page(), content_type=numbers.TYPE, headers=FRESH)


def _missing() -> list[str]:
    missing = ["disk"] if disk()[0] < LEAST_FREE else []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return missing + ([] if _tables_complete() else ["tables"])
    except Error:
        connection.close()
        return [*missing, "database"]


def _tables_complete() -> bool:
    if not _known["tables"]:
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        _known["tables"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _known["tables"]


def _may_measure(request: HttpRequest) -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind.lower() == "bearer":
        return hmac.compare_digest(given.strip().encode(), settings.METRICS_TOKEN.encode())
    # 经代理来而没有设置 GONGBAN_PROXIES，就不知道是谁 · through a proxy that we were not told of: nobody knows who asks
    if not settings.PROXIES and any(name in request.headers for name in _FORWARDED):
        return False
    return _is_among(network_address(request), settings.METRICS_FROM)


def _is_among(address: str, networks: list[str]) -> bool:
    try:
        found = ip_address(address)
        return any(found in ip_network(each, strict=False) for each in networks)
    except ValueError:
        return False

"""One log line and one count per request: id, method, route, status, milliseconds; nothing about the person."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from gongban.kernel.trail import trail
from gongban.web.site.metrics import observe

log = logging.getLogger("gongban.access")


class AccessLog:
    """Outermost, so that it times and counts everything."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with trail("request", believed_id(request.headers.get("X-Request-ID", ""))) as name:
            begun = time.perf_counter()
            response = self.answer(request)
            if not request.path.startswith("/static/"):
                # 路由模式而非路径：路径里可能有编号或口令 · the route, not the path: paths may carry numbers and tokens
                route = request.resolver_match.route if request.resolver_match else "-"
                write_line(request.method or "", route, response.status_code, begun)
        response.headers["X-Request-ID"] = name
        return response


def believed_id(given: str) -> str:
    """The id that a trusted proxy gave to a request; from others none is taken."""
    return given if settings.PROXIES else ""


def write_line(method: str, route: str, status: int, begun: float) -> None:
    """The line and the count of one request; `begun` as time.perf_counter() said."""
    spent = round((time.perf_counter() - begun) * 1000, 1)
    log.info("request", extra={"facts": {"method": method, "route": route, "status": status, "ms": spent}})
    observe(route, method, status, spent / 1000)

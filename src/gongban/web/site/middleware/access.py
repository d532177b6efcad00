"""One log line and one count per request: id, method, route, status, milliseconds; nothing about the person."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

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
        with trail("request", request.headers.get("X-Request-ID", "") if settings.PROXIES else "") as name:
            begun = time.perf_counter()
            response = self.answer(request)
            if not request.path.startswith("/static/"):
                _note(_facts(request, response, begun))
        response.headers["X-Request-ID"] = name
        return response


def _note(facts: dict[str, Any]) -> None:
    log.info("request", extra={"facts": facts})
    observe(facts["route"], facts["method"], facts["status"], facts["ms"] / 1000)


def _facts(request: HttpRequest, response: HttpResponseBase, begun: float) -> dict[str, Any]:
    # 路由模式而非路径：路径里可能有编号或口令 · the route, not the path: paths may carry numbers and tokens
    route = request.resolver_match.route if request.resolver_match else "-"
    spent = round((time.perf_counter() - begun) * 1000, 1)
    return {"method": request.method, "route": route, "status": response.status_code, "ms": spent}

"""One log line per request: method, path without its query, status, milliseconds; nothing about the person."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("gongban.access")


class AccessLog:
    """Outermost, so that it times and counts everything."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.answer(request)
        if not request.path.startswith("/static/"):
            log.info("request", extra={"facts": _facts(request, response, begun)})
        return response


def _facts(request: HttpRequest, response: HttpResponseBase, begun: float) -> dict[str, object]:
    # 路由模式而非路径：路径里可能有编号或口令 · the route, not the path: paths may carry numbers and tokens
    route = request.resolver_match.route if request.resolver_match else "-"
    spent = round((time.perf_counter() - begun) * 1000, 1)
    return {"method": request.method, "route": route, "status": response.status_code, "ms": spent}

"""What the browser is told to allow: our own scripts, styles, pictures and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase

# worker-src blob: 地图绘制线程；img-src blob: 拍照预览 · blob: for the map's worker and for previews of photos
CONTENT_SECURITY_POLICY = "; ".join([
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


@lru_cache(maxsize=1)
def standing_headers() -> dict[str, str]:
    """Every header that all answers of the API carry, for an answer that did not come through the middlewares."""
    from django.conf import settings

    named = {**HEADERS, "X-Content-Type-Options": "nosniff", "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
             "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY, "Vary": "Accept-Language"}  # fmt: skip
    if settings.SECURE_HSTS_SECONDS:
        named["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return named


@lru_cache(maxsize=256)
def language_of(accepted: str) -> str:
    """The language that an Accept-Language header asks for, as the middleware for languages finds it."""
    from django.http import HttpRequest
    from django.utils.translation import get_language_from_request

    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return get_language_from_request(request)


class SecurityHeaders:
    """Adds the headers to whatever is answered, error pages included."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


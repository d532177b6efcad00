"""Who calls? A token's account, else the one of the session; strangers may read what is public."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.utils import check_csrf

from gongban.foundation.people.public import ApiToken, actor_by, find_token
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor

SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN = Words("请先登录，或在 Authorization 头中给出令牌。", "Sign in, or give a token in the Authorization header.")
FORGED = Words(
    "缺少或过期的页面校验码，请刷新页面后再试；程序请在 Authorization 头中给出令牌。",
    "The page's check value is missing or old. Reload the page; programs give a token in the Authorization header.",
)


def token_of(request: HttpRequest) -> ApiToken | None:
    """The token of a request, looked up once; None where it brings none. Refusal 401 for one that is not in force."""
    if not hasattr(request, "_gongban_token"):
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        found = find_token(token.strip(), at=timezone.now()) if kind.lower() == "bearer" else None
        request._gongban_token = found  # type: ignore[attr-defined]
    kept: ApiToken | None = request._gongban_token  # type: ignore[attr-defined]
    return kept


def caller(request: HttpRequest) -> Actor:
    """The actor of an API request, read once.

    A bearer token acts over its own channel and within its departments. A browser's session acts as on the pages,
    and must then prove by the page's check value that a change was meant (CSRF).
    """
    if not hasattr(request, "_gongban_caller"):
        request._gongban_caller = _read(request)  # type: ignore[attr-defined]
    found: Actor = request._gongban_caller  # type: ignore[attr-defined]
    return found


def known(request: HttpRequest) -> Actor:
    """Ninja's seam for operations that strangers may not use."""
    by = caller(request)
    if by.kind == "anonymous" and by.party is None:
        raise Refusal("request.sign_in", SIGN_IN, status=401)
    return by


def staff(request: HttpRequest) -> Actor:
    """Ninja's seam for operations of staff."""
    by = known(request)
    if not by.is_staff:
        raise Refusal("request.staff_only", Words("这是工作人员的接口。", "This is for staff."), status=403)
    return by


def _read(request: HttpRequest) -> Actor:
    token = token_of(request)
    if token:
        return actor_by(token, at=timezone.now())
    if request.method not in SAFE and check_csrf(request) is not None:
        raise Refusal("request.forged", FORGED, status=403)
    return actor(request, _number(request))


def _number(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs.get("number", "")) if match else ""

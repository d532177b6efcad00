"""What guards every page of a terminal: whoever has not touched it for a minute is forgotten on the server too, and nothing is kept in the browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from gongban.delivery.outlets.public import kiosk_of
from gongban.kernel.actors import Actor
from gongban.web.site.acting import account_of, actor, forget_actor

SECONDS = 60
GRACE = 5  # 网络慢一点也不冤枉人 · for a slow network
SIGNED, TOUCHED, PHONE = "kiosk_signed_in", "kiosk_touched", "kiosk_phone"
HOME, TOKEN = "/kiosk/", "kiosk_terminal"


def by_terminal(request: HttpRequest) -> Actor:
    """Whoever is signed in here, over the channel that a terminal is."""
    return actor(request).over("kiosk")


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody has signed in at this terminal, and has touched it within the last minute."""
    return bool(request.session.get(SIGNED)) and account_of(request) is not None and time.time() - request.session.get(TOUCHED, 0) <= SECONDS + GRACE


def wipe(request: HttpRequest) -> None:
    """Forget the session with everything in it."""
    request.session.flush()
    forget_actor(request)


def touch(request: HttpRequest) -> None:
    """Somebody is here: the minute begins anew. The session itself ends with it, whichever page is asked for next."""
    request.session[TOUCHED] = time.time()
    request.session.set_expiry(SECONDS + GRACE)


def terminal(*, signed: bool = True) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """Guard of a page of the terminal; `signed`: only for somebody who has signed in here."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            known = is_signed_in(request)
            if not known and request.session.get(SIGNED):
                wipe(request)
            if signed and not known:
                return sealed(HttpResponseRedirect(HOME))
            if known:
                touch(request)
            return sealed(view(request, *args, **kwargs))

        guarded.guard = "kiosk"  # type: ignore[attr-defined]
        return guarded

    return guard


def outlet_of(request: HttpRequest) -> str:
    """The outlet at which this terminal stands, as its token proves; empty for one that is not registered."""
    found = kiosk_of(request.COOKIES.get(TOKEN, ""))
    return found.outlet.code if found else ""


def sealed(answer: HttpResponse) -> HttpResponse:
    """Nothing of it stays in the browser: not in its cache, not behind the back button."""
    answer.headers["Cache-Control"] = "no-store, no-cache, must-revalidate, private, max-age=0"
    return answer


def shown(request: HttpRequest, template: str, facts: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the terminal in its frame."""
    return render(request, template, {"seconds": SECONDS, "signed_in": is_signed_in(request), "counts": bool(request.session.get(PHONE)), **(facts or {})}, status=status)

"""Beginning and end of a visit: the start page, "I am still here", and being forgotten."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from gongban.web.kiosk.terminal import HOME, PHONE, is_signed_in, sealed, shown, terminal, touch, wipe

CLEAR = '"cache", "storage"'


@require_safe
@terminal(signed=False)
def start(request: HttpRequest) -> HttpResponse:
    """The page that waits for the next person."""
    if is_signed_in(request):
        return HttpResponseRedirect("/kiosk/items/")
    return shown(request, "kiosk/start.html", {"over": "over" in request.GET})


@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """A minute without a touch: everything of the former person is forgotten, without a script too."""
    return _gone(request, f"{HOME}?over=1")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Somebody is done."""
    return _gone(request, HOME)


@require_POST
@terminal(signed=False)
def here(request: HttpRequest) -> HttpResponse:
    """I am still here; who is not any more on the server's clock is led away."""
    if not (is_signed_in(request) or request.session.get(PHONE)):
        return HttpResponseRedirect(HOME)
    touch(request)
    return HttpResponse(status=204)


def _gone(request: HttpRequest, way: str) -> HttpResponse:
    wipe(request)
    answer = sealed(HttpResponseRedirect(way))
    answer.headers["Clear-Site-Data"] = CLEAR
    return answer

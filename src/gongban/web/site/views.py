"""Pages that belong to no domain: the switch to large print, and the style guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from gongban.web.site import samples
from gongban.web.site.look import LARGE_PRINT

YEAR = 365 * 24 * 3600


@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Keep the wish for large print in a cookie for a year and go back to the page (`next`); 204 to a script."""
    if request.headers.get("X-Requested-With") == "fetch":
        response = HttpResponse(status=204)
    else:
        response = HttpResponseRedirect(_safe_way_back(request))
    wanted = "1" if request.POST.get("large") == "1" else "0"
    response.set_cookie(LARGE_PRINT, wanted, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component of the design language with sample words; `?desk=1` shows those of the desk."""
    form = samples.SampleForm({"title": ""} if request.GET.get("errors") else None)
    template = "styleguide_desk.html" if request.GET.get("desk") else "styleguide.html"
    return render(request, template, {**samples.context(), "form": form})


def _safe_way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    same_site = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if same_site else "/"

"""The messages of a resident."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.web.site.acting import residents_only
from gongban.web.site.inbox import read_page


@never_cache
@require_GET
@residents_only
def messages(request: HttpRequest) -> HttpResponse:
    """A page of the inbox."""
    return render(request, "accounts/messages.html", read_page(request))

"""My cases: everything I reported or joined, with what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongban.delivery.cases.public import my_cases
from gongban.web.site.acting import actor, residents_only


@never_cache
@require_safe
@residents_only
def my_list(request: HttpRequest) -> HttpResponse:
    """The reader's own cases, newest first."""
    page = my_cases(actor(request), now=timezone.now(), key=request.GET.get("from", ""))
    return render(request, "portal/mine.html", {"page": page})

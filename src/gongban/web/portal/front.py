"""The home page: what can one do here, what is going on, how well does the city answer?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.delivery.cases.public import Filter, browse, count_news
from gongban.outcome.insight.public import public_numbers
from gongban.web.portal import notices, wording
from gongban.web.site.acting import actor

SHOWN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can I do here: report, follow, look; the boards, the newest public cases, the numbers, the notices."""
    now = timezone.now()
    facts = {
        "boards": wording.boards(), "rows": browse(Filter(), now=now, size=SHOWN).rows, "numbers": public_numbers(now),
        "notices": notices.current(now)[:3], "news": count_news(actor(request)),
    }  # fmt: skip
    return render(request, "portal/home.html", facts)

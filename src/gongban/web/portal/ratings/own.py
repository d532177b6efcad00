"""What I may rate, and what came of my ratings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongban.kernel.words import Words
from gongban.outcome.ratings.public import RECTIFICATION, SATISFACTION, Invitation, code_of, my_invitations
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.navigation import portal_menu

MINE = "/my/"


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """My invitations, the latest first; what I did not rate stays unrated."""
    found = my_invitations(actor(request), key=request.GET.get("from", ""))
    facts = {"rows": [_row(each) for each in found.rows], "next": found.next, "previous": found.previous, "portal_menu": portal_menu(MINE)}
    return render(request, "ratings/mine.html", facts)


def _row(asked: Invitation) -> dict[str, object]:
    rating = getattr(asked, "rating", None)
    matter = rating.rectification.matter if rating and rating.is_bad else None
    return {
        "asked": asked, "office": Words(asked.department.name_zh, asked.department.name_en), "standing": asked.standing(timezone.now()), "code": code_of(asked.pk), "level": SATISFACTION[rating.level] if rating else "",
        "state": RECTIFICATION.state(matter.state).words if matter else "",
    }  # fmt: skip

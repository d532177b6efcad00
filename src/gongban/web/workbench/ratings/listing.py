"""Bad ratings: those of my unit, or all for supervision; filters stand in the address, pages go on by keys."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    DESK,
    RECTIFICATION,
    SATISFACTION,
    WATCHING,
    Rectification,
    SoughtRatings,
    counts_by_state,
    counts_of,
    list_rectifications,
)
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.choices import names_of_departments
from gongban.web.workbench.frame import page

TONES = {"opened": "warn", "rectifying": "warn", "under_review": "info", "replied": "info", "closed": "good"}


@never_cache
@require_GET
@staff_only(*DESK)
def page_of_ratings(request: HttpRequest) -> HttpResponse:
    """The list; `?state=`, `?department=`, `?late=`, `?q=` choose, `?from=` goes on."""
    by, now = actor(request), timezone.now()
    sought = SoughtRatings(request.GET.get("state", "")[:20], request.GET.get("department", "")[:40], bool(request.GET.get("late")), request.GET.get("q", "")[:60])
    found, watches = list_rectifications(by, sought, at=now, key=request.GET.get("from", "")), _watches(by)
    facts: dict[str, Any] = {
        "rows": [{**line(each), "late": bool(each.matter.open and each.matter.due_at and each.matter.due_at < now)} for each in found.rows],
        "next": found.next, "previous": found.previous, "sought": sought, "tabs": _tabs(counts_by_state(by), sought), "watches": watches,
        "departments": sorted(names_of_departments().items(), key=lambda pair: pair[1]) if watches else [], "counts": counts_of() if watches else None,
        "filtered": bool(sought.state or sought.department or sought.late or sought.words),
    }  # fmt: skip
    return page(request, "desk_ratings/list.html", facts)


def line(row: Rectification) -> dict[str, Any]:
    """A rectification in a list."""
    holder, asked = row.matter.holder, row.invitation
    return {
        "row": row, "asked": asked, "state": RECTIFICATION.state(row.matter.state), "tone": TONES.get(row.matter.state, ""), "level": SATISFACTION[row.rating.level],
        "holder": Words(holder.short_zh, holder.short_en) if holder else "",
    }  # fmt: skip


def _watches(by: Actor) -> bool:
    return any(by.holds(role) for role in WATCHING)


def _tabs(held: dict[str, int], sought: SoughtRatings) -> list[dict[str, Any]]:
    shown = [state for state in RECTIFICATION.states if held.get(state.code) or state.code == sought.state]
    states = [("", _("全部"), sum(held.values())), *[(state.code, state.words, held.get(state.code, 0)) for state in shown]]
    return [{"text": words, "href": f"?state={code}", "current": code == sought.state, "count": count} for code, words, count in states]

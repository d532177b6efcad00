"""What could not be done: all for the service office, else what I took or my unit helps with; and why, counted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.impasses.public import (
    DESK,
    IMPASSE,
    Impasse,
    Sought,
    causes_here,
    causes_of,
    counts_by_state,
    impasse_rules,
    list_impasses,
)
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page

TONES = {"taken": "warn", "coordinating": "info", "done": "good"}


@never_cache
@require_GET
@staff_only(*DESK)
def page_of_impasses(request: HttpRequest) -> HttpResponse:
    """The list; `?state=`, `?cause=`, `?item=`, `?outlet=`, `?late=`, `?q=` choose, `?from=` goes on."""
    by, now = actor(request), timezone.now()
    get = request.GET
    sought = Sought(get.get("state", "")[:20], get.get("cause", "")[:40], get.get("item", "")[:80], get.get("outlet", "")[:40], bool(get.get("late")), get.get("q", "")[:60])
    found = list_impasses(by, sought, at=now, key=get.get("from", ""))
    facts: dict[str, Any] = {
        "rows": [{**line(each), "late": bool(each.matter.open and each.matter.due_at and each.matter.due_at < now)} for each in found.rows], "next": found.next,
        "previous": found.previous, "sought": sought, "tabs": _tabs(counts_by_state(by), sought), "all_causes": [(each.code, each.words) for each in impasse_rules().causes],
        "counted": causes_of(sought.item) if sought.item else causes_here(by), "filtered": any((sought.state, sought.cause, sought.item, sought.outlet, sought.late, sought.words)),
    }  # fmt: skip
    return page(request, "desk_impasses/list.html", facts)


def line(row: Impasse) -> dict[str, Any]:
    """One in a list."""
    helper = row.coordinator
    return {
        "row": row, "state": IMPASSE.state(row.matter.state), "tone": TONES.get(row.matter.state, ""), "cause": impasse_rules().words_of(row.cause),
        "helper": Words(helper.short_zh, helper.short_en) if helper else "",
    }  # fmt: skip


def _tabs(held: dict[str, int], sought: Sought) -> list[dict[str, Any]]:
    shown = [state for state in IMPASSE.states if held.get(state.code) or state.code == sought.state]
    states = [("", _("全部"), sum(held.values())), *[(state.code, state.words, held.get(state.code, 0)) for state in shown]]
    return [{"text": words, "href": f"?state={code}", "current": code == sought.state, "count": count} for code, words, count in states]

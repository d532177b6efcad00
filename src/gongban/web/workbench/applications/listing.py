"""An office's queue of applications: due, waiting for our opinion, paused, done; filters stand in the address, pages go on by keys."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.applications.public import (
    PART,
    WORKING,
    Part,
    Sought,
    applicant_of,
    count_parts,
    items_in_charge,
    list_parts,
    sought_of,
)
from gongban.foundation.matters.public import Matter
from gongban.kernel.actors import Actor, Role
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import exports
from gongban.web.workbench.applications.showing import tone
from gongban.web.workbench.frame import page

SEEING = (*WORKING, Role.SUPERVISOR)
COUNTED = ("due", "review", "paused")


@never_cache
@require_GET
@staff_only(*SEEING)
def page_of_parts(request: HttpRequest) -> HttpResponse:
    """The list; `?tab=`, `?state=`, `?item=`, `?late=1`, `?q=` choose, `?from=` goes on."""
    by, now = actor(request), timezone.now()
    sought = sought_of(request.GET)
    found = list_parts(by, sought, at=now, key=request.GET.get("from", ""))
    facts = {
        "rows": [line(each) for each in found.rows], "next": found.next, "previous": found.previous, "sought": sought, "tabs": _tabs(by, sought, now),
        "states": [(state.code, state.words) for state in PART.states if state.open is (sought.tab != "done")],
        "items": [(str(pk), Words(zh, en)) for pk, zh, en in items_in_charge(by, sought.tab)], "filtered": bool(sought.state or sought.item or sought.words or sought.late),
        "export": exports.address_of("applications", address_of(sought)),
    }  # fmt: skip
    return page(request, "desk_applications/list.html", facts)


def line(matter: Matter) -> dict[str, Any]:
    """A part in a list: what, whose, in which state."""
    part: Part = matter.part  # type: ignore[attr-defined]
    return {"matter": matter, "part": part, "who": applicant_of(part).name, "state": PART.state(matter.state).words, "tone": tone(matter.state), "bundle": part.code != "item"}


def address_of(sought: Sought) -> dict[str, str]:
    """What is sought, as the address of the list names it."""
    given = {"tab": sought.tab, "state": sought.state, "item": sought.item, "q": sought.words, "late": "1" if sought.late else ""}
    return {name: value for name, value in given.items() if value}


def _tabs(by: Actor, sought: Sought, now: Any) -> list[dict[str, object]]:
    names = {"due": _("待办"), "review": _("等我单位意见"), "paused": _("等别人"), "done": _("已结束")}
    kept = address_of(Sought(item=sought.item, words=sought.words))
    return [
        {"text": words, "href": f"?{urlencode({**kept, 'tab': tab})}", "current": tab == sought.tab, "count": count_parts(by, Sought(tab), at=now) if tab in COUNTED else None}
        for tab, words in names.items()
    ]

"""The licences that the own unit has issued: by state, type, and words; filters stand in the address, pages go on by keys."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.licences.public import (
    LICENCE,
    WORKING,
    Holder,
    Licence,
    Sought,
    counts,
    issuable_types,
    list_licences,
    types_here,
)
from gongban.delivery.licences.public import NAME as HOLDER_NAME
from gongban.foundation.people.public import reveal
from gongban.foundation.territory.public import calendar
from gongban.kernel.identifiers import mask_name
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.licence_showing import line
from gongban.web.workbench.frame import page


@never_cache
@require_GET
@staff_only(*WORKING)
def page_of_licences(request: HttpRequest) -> HttpResponse:
    """The list; `?state=`, `?type=`, `?q=` choose, `?from=` goes on."""
    by, now = actor(request), timezone.now()
    sought = Sought(request.GET.get("state", "")[:20], request.GET.get("type", "")[:40], request.GET.get("q", "")[:100])
    found, held, today = list_licences(by, sought, at=now, key=request.GET.get("from", "")), counts(by, now), calendar().local_day(now)
    facts = {
        "rows": [{**line(each, today), "holder": holder_of(each)} for each in found.rows], "next": found.next, "previous": found.previous, "sought": sought,
        "types": [(each.code, each.name) for each in types_here(by)], "tabs": _tabs(held, sought), "issues": issuable_types(by).exists(),
        "filtered": bool(sought.type or sought.words), "total": sum(held.values()),
    }  # fmt: skip
    return page(request, "desk_licences/list.html", facts)


def holder_of(licence: Licence) -> str:
    """The holder in a list: an enterprise by its name, a person masked."""
    name = reveal(licence.holder_name, HOLDER_NAME)
    return name if licence.type.holder == Holder.ENTERPRISE else mask_name(name)


def _tabs(held: dict[str, int], sought: Sought) -> list[dict[str, object]]:
    states = [("", _("全部"), sum(held.values())), *[(state.code, state.words, held[state.code]) for state in LICENCE.states if held[state.code] or state.code == sought.state]]
    more = "".join(f"&{name}={value}" for name, value in (("type", sought.type),) if value)
    return [{"text": words, "href": f"?state={code}{more}", "current": code == sought.state, "count": count} for code, words, count in states]

"""Statistics for staff: the figures of a period cut by one dimension, for the whole city or one's own departments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.outcome.insight.public import Dimension, StaffStatistics, staff_statistics
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page

USUAL_DAYS = 90
FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)  # a period around them would leave the calendar of the program


@require_GET
@staff_only()
def statistics(request: HttpRequest) -> HttpResponse:
    """The table, its chart and the total; `?by=`, `?since=` and `?until=` choose."""
    now = timezone.now()
    until = _day(request.GET.get("until", "")) or timezone.localdate(now)
    since = _day(request.GET.get("since", "")) or until - timedelta(days=USUAL_DAYS)
    by = request.GET.get("by") or Dimension.DEPARTMENT.value
    found = staff_statistics(actor(request), since=since, until=until, dimension=by, at=now)
    facts = {
        "figures": found, "since": since, "until": until, "cut": by, "dimensions": [(each.value, each.words) for each in Dimension],
        "chart": _chart(found) if found.lines else None,
    }  # fmt: skip
    return page(request, "desk/statistics.html", facts)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day and not FIRST <= day <= LAST:
        raise Refusal("statistics.day", Words("日期写得不对，例如 2026-03-01。", "That is not a date such as 2026-03-01."), field="since", status=422)
    return day


def _chart(found: StaffStatistics) -> dict[str, Any]:
    lines = found.lines[:20]
    series = [
        {"name": _("响应率"), "values": [line.counts.response.percent for line in lines]},
        {"name": _("解决率"), "values": [line.counts.resolution.percent for line in lines]},
        {"name": _("满意率"), "values": [line.counts.satisfaction.percent for line in lines]},
    ]
    return {"kind": "line" if found.dimension is Dimension.MONTH else "bar", "unit": "%", "labels": [str(line.words) for line in lines], "series": series}

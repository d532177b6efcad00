"""Statistics for staff: the figures of a period cut by one dimension, for the whole city or one's own departments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongban.outcome.insight.public import Dimension, StaffStatistics, day_of, staff_statistics
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import exports
from gongban.web.workbench.frame import page

USUAL_DAYS = 90


@require_GET
@staff_only()
def statistics(request: HttpRequest) -> HttpResponse:
    """The table, its chart and the total; `?by=`, `?since=` and `?until=` choose."""
    now = timezone.now()
    until = day_of(request.GET.get("until", "")) or timezone.localdate(now)
    since = day_of(request.GET.get("since", "")) or until - timedelta(days=USUAL_DAYS)
    by = request.GET.get("by") or Dimension.DEPARTMENT.value
    found = staff_statistics(actor(request), since=since, until=until, dimension=by, at=now)
    facts = {
        "figures": found, "since": since, "until": until, "cut": by, "dimensions": [(each.value, each.words) for each in Dimension],
        "chart": _chart(found) if found.lines else None,
        "export": exports.address_of("statistics", {"by": by, "since": since.isoformat(), "until": until.isoformat()}),
    }  # fmt: skip
    return page(request, "desk/statistics.html", facts)


def _chart(found: StaffStatistics) -> dict[str, Any]:
    lines = found.lines[:20]
    series = [
        {"name": _("响应率"), "values": [line.counts.response.percent for line in lines]},
        {"name": _("解决率"), "values": [line.counts.resolution.percent for line in lines]},
        {"name": _("满意率"), "values": [line.counts.satisfaction.percent for line in lines]},
    ]
    return {"kind": "line" if found.dimension is Dimension.MONTH else "bar", "unit": "%", "labels": [str(line.words) for line in lines], "series": series}

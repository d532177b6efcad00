"""Open statistics: how the city answers, by month and kind, small counts hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gongban.outcome.insight.public import Dimension, OpenRow, open_csv, open_statistics

PERIODS = (3, 12, 36)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Response, resolution and satisfaction as charts with their tables."""
    months = _months(request)
    found = open_statistics(months=months)
    facts = {
        "figures": found, "months": months, "periods": [(n, _("近 %(n)s 个月") % {"n": n}) for n in PERIODS],
        "rates": _rates(_begun(found.by_month)), "amounts": _amounts(_begun(found.by_month)), "kinds": _rates(found.by_kind, "bar"),
        "tables": [(dimension.words, rows) for dimension, rows in found.tables().items() if dimension is not Dimension.MONTH and rows],
        "any": found.total.received.value != 0,
    }  # fmt: skip
    return render(request, "portal/statistics.html", facts)


@require_safe
@cache_control(public=True, max_age=300)
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV."""
    answer = HttpResponse(open_csv(open_statistics(months=_months(request))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return answer


def _months(request: HttpRequest) -> int:
    asked = request.GET.get("months", "")
    return int(asked) if asked.isdecimal() and int(asked[:3]) in PERIODS else 12


def _begun(rows: Sequence[OpenRow]) -> Sequence[OpenRow]:
    """The months from the first in which anything came in: a new city shows no row of empty ones."""
    first = next((n for n, row in enumerate(rows) if row.received.value != 0), 0)
    return rows[first:]


def _rates(rows: Sequence[OpenRow], kind: str = "line") -> dict[str, Any]:
    """The three rates for a chart; what is withheld is a gap."""
    names = {"response": _("响应率"), "resolution": _("解决率"), "satisfaction": _("满意率")}
    series = [{"name": words, "values": [getattr(row, name).percent for row in rows]} for name, words in names.items()]
    return {"kind": kind, "unit": "%", "labels": [str(row.words) for row in rows], "series": series}


def _amounts(rows: Sequence[OpenRow]) -> dict[str, Any]:
    names = {"received": _("收到"), "closed": _("办结")}
    series = [{"name": words, "values": [getattr(row, name).value for row in rows]} for name, words in names.items()]
    return {"kind": "bar", "unit": _("件"), "labels": [str(row.words) for row in rows], "series": series}


"""The supervision desk: what is late, nearly late, urged, raised, to be re-inspected; and what lies with whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import (
    VIEWS,
    load_by_department,
    open_applications,
    sheet,
    supervised,
    supervision_counts,
)
from gongban.kernel.actors import Role
from gongban.outcome.leading.public import pressing
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import exports
from gongban.web.workbench.frame import page
from gongban.web.workbench.queue import CASE_WORDS, FEW

NAMES = {
    "to_urge": gettext_lazy("超期未督办"), "overdue": gettext_lazy("已超期"), "soon": gettext_lazy("将到期"), "urged": gettext_lazy("督办中"), "raised": gettext_lazy("已提级"),
    "exclusions": gettext_lazy("剔除待审"), "reinspections": gettext_lazy("该复查"), "studies": gettext_lazy("研判中"),
}  # fmt: skip


@never_cache
@require_GET
@staff_only(Role.SUPERVISOR)
def supervision(request: HttpRequest) -> HttpResponse:
    """One list at a time (`?view=`), with the counts of all, and the departments' load below."""
    by, now = actor(request), timezone.now()
    view = request.GET.get("view", VIEWS[0])
    view = view if view in VIEWS else VIEWS[0]
    counts = supervision_counts(by, now)
    facts = {
        "view": view, "name": NAMES[view], "sheet": sheet(supervised(by, view, now), request.GET.get("from", "")),
        "tabs": [{"text": NAMES[each], "href": f"?view={each}", "current": each == view, "count": counts[each]} for each in VIEWS],
        "instructions": list(pressing(by, now)[:FEW]), "load": load_by_department(now), "applications": list(open_applications(by, "exclusion")) if view == "exclusions" else [],
        "bulk": [("urge", CASE_WORDS["urge"]), ("escalate", CASE_WORDS["escalate"])], "nothing": _("这里没有要督办的。"),
        "export": exports.address_of("supervision", {"view": view}),
    }  # fmt: skip
    return page(request, "desk/supervision.html", facts)

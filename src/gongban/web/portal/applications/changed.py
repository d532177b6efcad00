"""The guide was published anew while somebody was filling in: what changed, and going on with what is in force now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from gongban.delivery.applications.public import Filling, refresh
from gongban.design.bundles.public import Bundled, bundle_of, versions_of_bundle
from gongban.design.catalogue.public import compare, guide_of
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.portal.applications.frame import base_of, shown, step
from gongban.web.site.acting import actor


@step("GET", "HEAD", "POST", fresh=False)
def page(request: HttpRequest, found: Filling) -> HttpResponse:
    """What changed since the applicant looked; by POST they go on with it. Answers stay: they belong to facts."""
    if request.method == "POST":
        refresh(found.application.pk, by=actor(request), at=timezone.now())
        return HttpResponseRedirect(base_of(found))
    if not found.changed:
        return HttpResponseRedirect(base_of(found))
    return shown(request, "applications/changed.html", found, "", _changes(found))


def _changes(found: Filling) -> dict[str, Any]:
    row, now = found.application, timezone.now()
    try:
        if found.wanted.bundled:
            return _of_bundle(bundle_of(row.version, at=now, district=row.district), found.wanted.bundled)
        former = guide_of(row.version, at=now)
        return {"compared": compare(row.slug, at=now, with_number=former.number, district=row.district)}
    except Refusal:  # 旧版已经读不到 · the former version cannot be read any more
        return {}


def _of_bundle(former: Bundled, now: Bundled) -> dict[str, Any]:
    """Parts that came and went, and what the versions since then say of themselves."""
    before, after = _names(former), _names(now)
    return {
        "added": [name for code, name in after.items() if code not in before], "gone": [name for code, name in before.items() if code not in after],
        "notes": [(number, at, note) for number, at, note in versions_of_bundle(now.slug) if number > (former.number or 0)],
    }  # fmt: skip


def _names(found: Bundled) -> dict[str, Words]:
    return {part.code: part.name if part.name.zh or part.code not in found.items else found.items[part.code].name for part in found.contents.parts}

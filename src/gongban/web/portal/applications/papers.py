"""The third step: papers. Licences stand in for papers; files are uploaded, looked at, replaced and taken back; what was handed in before may be used again."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.applications.public import Application, Filling, attach, detach, filling
from gongban.foundation.files.public import document_limits, store_document
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.portal.applications.frame import base_of, shown, step
from gongban.web.portal.applications.showing import PaperLine, paper_lines
from gongban.web.site.acting import actor

NO_FILE = Words("请选择要上传的文件。", "Please choose a file.")
UNKNOWN = Words("现在不需要这份材料，请刷新页面。", "This paper is not needed now; please reload the page.")


@step("GET", "HEAD", "POST")
def page(request: HttpRequest, found: Filling) -> HttpResponse:
    """The papers; `?own=key` opens one for which a licence stands in, to be uploaded instead."""
    if found.plan is None:
        return HttpResponseRedirect(f"{base_of(found)}questions/")
    own = [each for each in request.GET.getlist("own") if any(each == one.key for one in found.materials)]
    if request.method != "POST":
        return _page(request, found, own)
    key = request.POST.get("key", "")
    try:
        _act(request, found, key)
    except Refusal as refusal:
        return _answer(request, found, key, own, {key: str(refusal.words)}, refusal.status)
    after = filling(_again(found), at=timezone.now())
    return _answer(request, after, key, own, {}, 200)


def _again(found: Filling) -> Application:
    found.application.refresh_from_db()
    return found.application


def _act(request: HttpRequest, found: Filling, key: str) -> None:
    """Take a file, an earlier paper, a promise in its place, or one back."""
    by, now, pk = actor(request), timezone.now(), found.application.pk
    if not any(each.key == key for each in found.materials):
        raise Refusal("application.unknown_material", UNKNOWN, field="key", status=422)
    if request.POST.get("do") == "remove":
        detach(pk, key, by=by, at=now)
        return
    if request.POST.get("do") == "promise":
        attach(pk, {"key": key, "promise": True}, by=by, at=now)
        return
    if kept := request.POST.get("kept"):
        attach(pk, {"key": key, "kept": kept}, by=by, at=now)
        return
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("application.document", NO_FILE, field="file", status=422)
    stored = store_document(cast(BinaryIO, file), name=file.name or "", by=by, at=now)
    attach(pk, {"key": key, "document": str(stored.pk)}, by=by, at=now)


def _answer(request: HttpRequest, found: Filling, key: str, own: list[str], faults: dict[str, str], status: int) -> HttpResponse:
    """The one paper for the script, the whole page without it."""
    if request.headers.get("HX-Request"):
        lines = paper_lines(found, actor(request), own=own if faults else [], faults=faults)
        line = next((each for each in lines if each.shown.key == key), None)
        if line is not None:
            facts = {"line": line, "base": base_of(found), "saved_at": found.application.saved_at, "missing": _missing(lines), "fresh": True, "application": found.application}
            return render(request, "applications/paper_saved.html", facts, status=status)
    if faults:
        return _page(request, found, own, faults, status)
    place = next((place for place, each in enumerate(found.materials, 1) if each.key == key), 1)
    return HttpResponseRedirect(f"{base_of(found)}materials/#m-{place}")


def _missing(lines: list[PaperLine]) -> int:
    return sum(each.shown.is_missing for each in lines)


def _page(request: HttpRequest, found: Filling, own: list[str], faults: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    lines = paper_lines(found, actor(request), own=own, faults=faults or {})
    told = [(f"#{each.anchor}", _("%(name)s：%(fault)s") % {"name": each.shown.planned.name, "fault": each.error}) for each in lines if each.error]
    facts = {
        "bring": [each for each in lines if each.uploads and not each.licence and not each.own], "licensed": [each for each in lines if each.uploads and (each.licence or each.own)],
        "others": [each for each in lines if not each.uploads], "missing": _missing(lines), "limit": document_limits().megabytes, "most": document_limits().bytes, "faults": told,
    }  # fmt: skip
    return shown(request, "applications/materials.html", found, "materials", facts, status)

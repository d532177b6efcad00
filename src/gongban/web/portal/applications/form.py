"""The second step: the one form. What is held already is shown with its source; what one types is saved while one types.

Every field carries what stood in it when the page was drawn, so that only what was changed here is saved: two tabs do not
overwrite each other, and where both changed the same field one is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.applications.public import Filling, filling, save
from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Value
from gongban.web.portal.applications.frame import base_of, shown, step
from gongban.web.portal.applications.last_time import last_time
from gongban.web.portal.applications.showing import advice, field_lines, prechecked
from gongban.web.portal.applications.values import LONGEST, in_words, read, typed
from gongban.web.site.acting import actor
from gongban.web.site.guides import unread

WAS = "was-"


@dataclass
class Sent:
    """What came with a form: values to be saved, texts that could not be, and why."""

    values: dict[str, Value | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


@step("GET", "HEAD", "POST")
def page(request: HttpRequest, found: Filling) -> HttpResponse:
    """The form; `?own=name` opens a field that is held to be filled in otherwise."""
    if found.plan is None:
        return HttpResponseRedirect(f"{base_of(found)}questions/")
    own = [each for each in request.GET.getlist("own") if each in found.held][:60]
    if request.method == "POST":
        return _take(request, found, own)
    return _page(request, found, own, Sent())


def _take(request: HttpRequest, found: Filling, own: list[str]) -> HttpResponse:
    by, now, row = actor(request), timezone.now(), found.application
    sent = _sent(request, found)
    dropped = request.POST.get("drop", "")
    if dropped in found.answers:
        sent.values[dropped] = None
    if sent.values:
        row = save(row.pk, {"answers": {name: value for name, value in sent.values.items()}}, by=by, at=now)
    after = filling(row, at=now)
    if request.headers.get("HX-Request"):
        return _saved(request, found, after, own, sent)
    if sent.faults:
        return _page(request, after, own, sent, 422)
    if dropped or "stay" in request.POST:
        return HttpResponseRedirect(f"{base_of(found)}form/")
    if wrong := _wrong(after):
        return _page(request, after, own, Sent(faults=wrong), 422)
    return HttpResponseRedirect(f"{base_of(found)}{'materials' if after.plan else 'questions'}/")


def _wrong(found: Filling) -> dict[str, str]:
    """What keeps the form from being complete, by field: what is missing, and what the pre-check says."""
    missing = {each.name: _("请填写这一项。") for each in found.fields if each.is_missing}
    return {**prechecked(found), **missing}


def _sent(request: HttpRequest, found: Filling) -> Sent:
    sent = Sent()
    for each in found.fields:
        was, text = request.POST.get(WAS + each.name), request.POST.get(each.name)
        if was is None or text is None:
            continue
        _one(sent, each.declaration, was, text.strip()[:LONGEST], typed(each.declaration, each.value))
    return sent


def _one(sent: Sent, known: Declaration, was: str, text: str, now: str) -> None:
    """Take one field: nothing where it was not touched here; a fault where it was changed elsewhere meanwhile, or does not fit."""
    if text in (was, now):
        return
    if now != was:
        sent.texts[known.name] = text
        sent.faults[known.name] = _("这一项刚才在别处改成了“%(now)s”。要用您这里填的，请再保存一次。") % {"now": in_words(known, read(known, now))}
        return
    value = read(known, text) if text else None
    if text and value is None:
        sent.texts[known.name] = text
        sent.faults[known.name] = str(unread(known, text))
        return
    sent.values[known.name] = value


def _saved(request: HttpRequest, before: Filling, after: Filling, own: list[str], sent: Sent) -> HttpResponse:
    """What changes on the page after a save while one types; the whole form where other fields belong to it now."""
    drawn = {name.removeprefix(WAS) for name in request.POST if name.startswith(WAS)}
    lines = field_lines(after, own=own, texts=sent.texts, faults={**prechecked(after), **sent.faults})
    facts: dict[str, Any] = {
        "application": after.application, "lines": lines, "base": base_of(after), "own": own, "saved_at": after.application.saved_at, "failed": bool(sent.faults),
        "whole": drawn != {each.name for each in lines if not each.held}, "held_lines": [each for each in lines if each.held], "advice": advice(after), "drawn": [each for each in lines if each.name in drawn], "filling": after,
    }  # fmt: skip
    return render(request, "applications/form_saved.html", facts)


def _page(request: HttpRequest, found: Filling, own: list[str], sent: Sent, status: int = 200) -> HttpResponse:
    lines = field_lines(found, own=own, texts=sent.texts, faults=sent.faults or prechecked(found))
    faults = [(f"#id_{each.name}", _("%(name)s：%(fault)s") % {"name": each.declaration.fact.words, "fault": each.error}) for each in lines if each.error] if status != 200 else []
    facts = {"advice": advice(found), "lines": lines, "own": own, "faults": faults, "held_lines": [each for each in lines if each.held], "last": None if faults else last_time(found, actor(request), timezone.now())}
    return shown(request, "applications/form.html", found, "form", facts, status)

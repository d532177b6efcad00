"""The first step: one question at a time, wishes all at once; then what will be applied for, at which offices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.applications.public import Filling, save, take_over
from gongban.design.bundles.public import wish_name
from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Kind
from gongban.kernel.words import Words
from gongban.web.portal.applications.frame import base_of, shown, step
from gongban.web.portal.applications.last_time import LAST, last_time
from gongban.web.portal.applications.showing import parts_lines
from gongban.web.portal.applications.values import in_words, read, typed
from gongban.web.portal.bundle_wording import NOTHING, options_by_way
from gongban.web.site.acting import actor
from gongban.web.site.guides import options_of, unread

SKIP, WANTS = "skip", "wants"


@step("GET", "HEAD", "POST")
def page(request: HttpRequest, found: Filling) -> HttpResponse:
    """The next question, or with `?ask=` one that was answered before; the answer comes by POST."""
    known = found.wanted.declarations()
    if request.method == "POST":
        return _take(request, found, known)
    asked = known.get(request.GET.get("ask", ""))
    return _page(request, found, asked if asked and (asked.name in found.answers or asked.name in found.application.skipped) else None)


def _take(request: HttpRequest, found: Filling, known: dict[str, Declaration]) -> HttpResponse:
    here = f"{base_of(found)}questions/"
    name = next((each for each in request.POST if each in known), "")
    given: dict[str, Any] = {}
    if LAST in request.POST:
        take_over(found.application.pk, by=actor(request), at=timezone.now())
    elif WANTS in request.POST:
        chosen = set(request.POST.getlist("want"))
        given["answers"] = {each: each in chosen for each in found.settled.wishes}
    elif request.POST.get(SKIP) in known:
        given = {"answers": {request.POST[SKIP]: None}, "skip": [request.POST[SKIP]]}
    elif name:
        value = read(known[name], request.POST[name])
        if value is None:
            return _page(request, found, known[name], str(unread(known[name], request.POST[name])), request.POST[name][:200], 422)
        given["answers"] = {name: value}
    if given:
        save(found.application.pk, given, by=actor(request), at=timezone.now())
    return HttpResponseRedirect(here)


def _page(request: HttpRequest, found: Filling, again: Declaration | None, bad: str = "", text: str = "", status: int = 200) -> HttpResponse:
    settled = found.settled
    question = again or settled.question
    facts: dict[str, Any] = {
        "question": question, "again": again, "bad": bad, "value": text or (typed(question, found.answers.get(question.name)) if question else ""),
        "options": _options(found, question), "wishes": _wishes(found) if not again else [], "replied": replied(found), "last": None if again or bad else last_time(found, actor(request), timezone.now()),
        "lines": parts_lines(found) if found.plan else [], "is_date": question is not None and question.fact.kind is Kind.DATE,
        "is_number": question is not None and question.fact.kind in (Kind.INTEGER, Kind.MONEY), "is_money": question is not None and question.fact.kind is Kind.MONEY,
        "in_form": sum(1 for each in found.fields if each.name in found.answers) if found.plan else 0,
        "held_count": sum(1 for name in found.held if name not in found.answers),
    }  # fmt: skip
    return shown(request, "applications/questions.html", found, "questions", facts, status)


def _options(found: Filling, question: Declaration | None) -> list[tuple[str, Any]]:
    if question is None:
        return []
    by_way = options_by_way(found.wanted.bundled, question) if found.wanted.bundled else []
    return list(by_way or options_of(question))


def _wishes(found: Filling) -> list[tuple[str, Words, Words, Words]]:
    """The optional parts that are still to be chosen: the fact that says so, name, office, note."""
    bundled = found.wanted.bundled
    if bundled is None or not found.settled.wishes:
        return []
    wished = {wish_name(part.code): part for part in bundled.contents.parts if part.optional}
    lines = []
    for fact in found.settled.wishes:
        part, item = wished[fact], bundled.items.get(wished[fact].code)
        name = part.name if part.name.zh or item is None else item.name
        lines.append((fact, name, item.owner.name if item else NOTHING, part.note if part.note.zh else item.elements.summary if item else NOTHING))
    return lines


def replied(found: Filling) -> list[dict[str, Any]]:
    """What was answered in words, each with the way to change it."""
    known = found.wanted.declarations()
    fields = {each.name for each in found.fields}
    said = [{"name": name, "label": known[name].fact.words, "words": in_words(known[name], value)} for name, value in found.answers.items() if name in known and name not in fields]
    return said + [{"name": name, "label": known[name].fact.words, "words": _("说不清")} for name in found.application.skipped if name in known]

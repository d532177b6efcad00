"""One thing on each screen: a question, a field of the form, the papers; choices instead of typing wherever there are any."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongban.delivery.applications.public import (
    Application,
    Filling,
    Stage,
    application_of,
    filling,
    own_applications,
    refresh,
    save,
)
from gongban.foundation.facts.public import Declaration
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.kiosk.keypad import pressed
from gongban.web.kiosk.terminal import by_terminal, shown, terminal
from gongban.web.site import applying
from gongban.web.site.applying.showing import kind_of
from gongban.web.site.guides import unread

MOST_DIGITS, DATE_DIGITS = 12, 8
NOTHING_HANDED_IN = Refusal(
    "application.document", Words("材料还没有交：放上扫描，或用手机扫码上传，再按下一步。", "Nothing was handed in yet: scan it here, or upload it with your phone, then go on."), field="file", status=422,
)  # fmt: skip
SUGGESTED = 4


def own_draft(pk: UUID, by: Actor) -> Application:
    """The person's own draft or application. NotFound."""
    row = application_of(pk, by=by)
    if row.stage == Stage.ABANDONED or not own_applications(by).filter(pk=pk).exists():
        raise NotFound()
    return row


@require_http_methods(["GET", "POST"])
@terminal()
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The next screen of a draft; `?ask=` shows a question or field again."""
    by, now = by_terminal(request), timezone.now()
    row = own_draft(pk, by)
    if row.stage == Stage.SUBMITTED:
        return HttpResponseRedirect(f"/kiosk/{pk}/receipt/")
    found = filling(row, at=now)
    if found.changed:
        if request.method == "POST" and "refresh" in request.POST:
            refresh(pk, by=by, at=now)
            return HttpResponseRedirect(f"/kiosk/{pk}/")
        return shown(request, "kiosk/changed.html", {"row": row})
    if request.method == "POST":
        return _take(request, found, by)
    return _screen(request, found, _again(request, found))


def _again(request: HttpRequest, found: Filling) -> Declaration | None:
    name = request.GET.get("ask", "")
    return found.wanted.declarations().get(name) if name in found.answers or name in found.held else None


def _take(request: HttpRequest, found: Filling, by: Actor) -> HttpResponse:
    now, pk, known = timezone.now(), found.application.pk, found.wanted.declarations()
    name = request.POST.get("fact", "")
    if "papers" in request.POST:
        faults = applying.take_papers(found, request, by=by, at=now)
        after = filling(own_draft(pk, by), at=now)
        if not faults and not request.FILES and any(each.is_missing for each in after.materials):
            faults = {"": NOTHING_HANDED_IN}
        if faults:
            return _papers(request, after, list(faults.values()))
    elif name in known:
        question = known[name]
        typed, more = _typed(request, question)
        if more:
            return _asked(request, found, question, typed)
        value = applying.read(question, _as_date(typed) if kind_of(question) == "date" else typed)
        if value is None:
            return _asked(request, found, question, typed, str(unread(question, typed)), 422)
        save(pk, {"answers": {name: value}}, by=by, at=now)
    else:
        applying.take_answer(found, request.POST, by=by, at=now)
    return HttpResponseRedirect(f"/kiosk/{pk}/")


def _typed(request: HttpRequest, question: Declaration) -> tuple[str, bool]:
    kind = kind_of(question)
    if kind == "number":
        return pressed(request, "typed", MOST_DIGITS, "." if question.fact.kind == "money" else "")
    if kind == "date":
        return pressed(request, "typed", DATE_DIGITS)
    return request.POST.get("typed", "").strip()[:200], False


def _as_date(digits: str) -> str:
    """20260320 as 2026-03-20."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == DATE_DIGITS else ""


def _screen(request: HttpRequest, found: Filling, again: Declaration | None) -> HttpResponse:
    """The first thing that is still open: wishes, a question, a field, papers; else the check."""
    if again:
        return _asked(request, found, again, _digits(found, again))
    if found.settled.wishes:
        return shown(request, "kiosk/wishes.html", {"row": found.application, "wishes": applying.wishes(found), **_way(found)})
    if found.settled.question:
        return _asked(request, found, found.settled.question, "")
    field = next((each for each in found.fields if each.is_missing), None)
    if field:
        return _asked(request, found, field.declaration, "")
    if any(each.is_missing for each in found.materials):
        return _papers(request, found, [])
    return HttpResponseRedirect(f"/kiosk/{found.application.pk}/check/")


def _digits(found: Filling, question: Declaration) -> str:
    value = found.answers.get(question.name)
    return value.strftime("%Y%m%d") if isinstance(value, date) else applying.typed(question, value)


def _asked(request: HttpRequest, found: Filling, question: Declaration, typed: str, bad: str = "", status: int = 200) -> HttpResponse:
    kind = kind_of(question)
    facts: dict[str, Any] = {
        "row": found.application, "question": question, "kind": kind, "options": applying.options(found, question), "typed": typed, "bad": bad, "most": DATE_DIGITS if kind == "date" else MOST_DIGITS,
        "suggested": _suggested(found) if kind == "text" else [], "skips": found.plan is None, "point": question.fact.kind == "money", **_way(found),
    }  # fmt: skip
    return shown(request, "kiosk/question.html", facts, status)


def _suggested(found: Filling) -> list[str]:
    """Texts that are known already, such as an address, to be touched instead of typed."""
    texts = [str(each.value) for each in (*found.held.values(),) if isinstance(each.value, str) and len(each.value) > 2]
    return list(dict.fromkeys([*(str(value) for value in found.answers.values() if isinstance(value, str) and len(value) > 2), *texts]))[:SUGGESTED]


def _papers(request: HttpRequest, found: Filling, refusals: list[Refusal]) -> HttpResponse:
    lines = applying.paper_lines(found)
    facts = {"row": found.application, "papers": lines, "missing": sum(each.shown.is_missing for each in lines), "refusals": [str(each.words) for each in refusals], **_way(found)}
    return shown(request, "kiosk/papers.html", facts, 422 if refusals else 200)


def _way(found: Filling) -> dict[str, Any]:
    """What was answered last, to go back to, and how much is left of the form."""
    answers = [(name, words, value) for name, words, value in applying.answered(found)]
    given = [each for each in found.fields if each.answered]
    last = given[-1].name if given and found.plan else answers[-1][0] if answers else ""
    return {"last": last, "left": sum(each.is_missing for each in found.fields)}

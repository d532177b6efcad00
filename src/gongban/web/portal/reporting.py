"""Reporting in under a minute: write, look at the public view and at likely duplicates, send, keep the number."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.delivery.cases.public import Board, Report, check_report, read_case, receive
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.portal import drafts, uploads, wording
from gongban.web.portal.before_sending import preview
from gongban.web.portal.drafts import Draft
from gongban.web.portal.limits import check_rate
from gongban.web.portal.report_form import ASKED, ReportForm, anonymous_kinds, report_from
from gongban.web.site.acting import account_of, actor, remember_party

SEND_NOW = "send"  # what the script asks for when it sends later what was written without a network


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, board: str = "") -> HttpResponse:
    """The form; what fits goes on to the look before sending."""
    row = _board(board)
    if request.method == "POST":
        return _written(request, row)
    draft = drafts.draft_of(request)
    draft = draft if draft and draft.board == board else None
    return _form(request, ReportForm(initial=draft.fields if draft else None, board=row), draft)


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The public view with what is masked and why, likely duplicates, and the button that sends."""
    draft = drafts.draft_of(request)
    if draft is None:
        return HttpResponseRedirect("/report/")
    if request.method == "POST":
        return _send(request, draft)
    return _look(request, draft)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    drafts.forget(request)
    return HttpResponseRedirect("/report/")


@never_cache
@require_safe
def done(request: HttpRequest, number: str) -> HttpResponse:
    """The number, the code for those without an account, and what happens next; made to be printed."""
    code = drafts.receipt(request, number)
    if code is None:
        raise NotFound("case.not_found")
    seen = read_case(number, by=actor(request, number), now=timezone.now())
    return render(request, "portal/done.html", {"seen": seen, "code": code, "steps": wording.step_names()})


def _board(code: str) -> Board | None:
    if not code:
        return None
    found = Board.objects.filter(pk=code, ended_at__isnull=True).first()
    if found is None:
        raise NotFound("board.not_found")
    return found


def _written(request: HttpRequest, board: Board | None) -> HttpResponse:
    form, by = ReportForm(request.POST, request.FILES, board=board), actor(request)
    draft = _draft_from(request, board)
    try:
        fresh = uploads.stored(request, by, already=len(draft.photos))
        draft.photos += [str(photo) for photo in fresh]
        check_report(_report(request, draft, by), by=by, at=timezone.now())
    except Refusal as refusal:
        form.is_valid()
        form.errors.clear()
        form.add_refusal(refusal)
        return _form(request, form, draft, refusal.status if refusal.status >= 400 else 422)
    drafts.keep(request, draft)
    if request.POST.get("step") == SEND_NOW:
        return _send(request, draft)
    return HttpResponseRedirect("/report/check/")


def _draft_from(request: HttpRequest, board: Board | None) -> Draft:
    given = request.POST
    fields = {name: given.get(name, "") for name in ASKED}
    removed = set(given.getlist("remove_photo"))
    former = drafts.draft_of(request)
    known = set(former.photos) if former else set()
    photos = [photo for photo in given.getlist("photo_id") if photo in known and photo not in removed]
    draft = Draft(fields, photos, board.pk if board else "")
    draft.key = _key(request) or draft.key
    return draft


def _key(request: HttpRequest) -> str:
    """The script's key: the same for a draft however often it is sent."""
    key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    return key if 20 <= len(key) <= 80 else ""


def _form(request: HttpRequest, form: ReportForm, draft: Draft | None, status: int = 200) -> HttpResponse:
    board, here = form.board, city()
    centre = here.settings.get("centre") or [(here.west + here.east) / 2, (here.south + here.north) / 2]
    facts: dict[str, Any] = {
        "form": form, "draft": draft, "boards": wording.boards(), "board": board, "most": uploads.MOST,
        "board_name": wording.board_name(board) if board else "", "board_intro": wording.board_intro(board) if board else "",
        "anonymous_kinds": anonymous_kinds(), "kept": wording.photo_list(draft.photo_ids()) if draft else [],
        "centre": f"{centre[0]},{centre[1]}", "zoom": here.settings.get("map_zoom", 10), "signed_in": account_of(request) is not None,
    }  # fmt: skip
    if draft:
        facts["kept"] = [{**photo, "id": id_} for photo, id_ in zip(facts["kept"], draft.photos, strict=True)]
    return render(request, "portal/report.html", facts, status=status)


def _look(request: HttpRequest, draft: Draft, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    by = actor(request)
    problems = refusal.problems if isinstance(refusal, InvalidInput) else [refusal] if refusal else []
    facts = {
        "draft": draft, "problems": [one.words for one in problems], "back": f"/report/{draft.board}/" if draft.board else "/report/",
        "must_sign_in": by.kind != "resident" and not draft.fields.get("anonymous"),
        "photos": wording.photo_list(draft.photo_ids()), **preview(draft, channel=_channel(request, draft.board), by=by, now=timezone.now()),
    }  # fmt: skip
    return render(request, "portal/check.html", facts, status=status)


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    by = actor(request)
    if by.kind != "resident" and not draft.fields.get("anonymous"):
        # No redirect: the script would take one for "sent" and forget the draft on the phone.
        return _look(request, draft, status=403)
    try:
        if by.account is None:
            check_rate(request, "report")
        received = receive([_report(request, draft, by)], by=by, at=timezone.now())[0]
    except Refusal as refusal:
        return _look(request, draft, refusal, refusal.status)
    number = received.number
    if not received.repeated:
        drafts.note_receipt(request, number, received.follow_code)
        if received.follow_code:
            remember_party(request, number, str(received.case.matter.parties.get().pk))
    drafts.forget(request)
    return HttpResponseRedirect(f"/report/done/{number}/")


def _report(request: HttpRequest, draft: Draft, by: Actor) -> Report:
    channel, language = _channel(request, draft.board), get_language() or ""
    report = report_from(draft.fields, draft.board, draft.photo_ids(), channel=channel, language=language, key=draft.key)
    return report.model_copy(update={"enterprise": by.enterprise})


def _channel(request: HttpRequest, board: str) -> str:
    """What a report counts as: the board's channel where it has one; else the phone's page or the site, counted apart."""
    row = Board.objects.filter(pk=board).first() if board else None
    if row and row.channel not in ("", "web"):
        return row.channel
    return "phone_page" if "Mobile" in request.headers.get("User-Agent", "") else "web"

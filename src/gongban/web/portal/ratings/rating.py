"""The page that a QR code or a message opens: five levels, tags of the level, words; afterwards what comes of it.

A visit to a counter is rated by whoever holds its code, without an account. A part of an application is rated by the
account that it belongs to. Staff do not rate: the code is for the person served.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.delivery.outlets.public import outlets_named
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    BAD,
    LEVELS,
    PROCESS,
    RECTIFICATION,
    SATISFACTION,
    Invitation,
    InvitationStanding,
    Subject,
    code_of,
    invitation_by,
    rate,
    rating_address,
    rating_rules,
    tag_words,
    thread_of,
)
from gongban.web.portal.limits import check_rate
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.matter_thread import lines
from gongban.web.site.paper import qr_svg

ANSWERS = ("accept", "object")
BEGUN = {"rated": Words("评价", "Rated")}
YOU = Words("您", "You")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Rate, once; then what was said and what comes of it."""
    asked = _invitation(code)
    if asked.kind == Subject.PART and asked.account_id:
        return _of_account(request, asked)
    return _answered(request, asked, _by_code(request, asked))


@require_safe
def code_image(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of this page, to be shown at a counter or on a terminal."""
    asked = _invitation(code)
    return HttpResponse(qr_svg(rating_address(asked.pk)), content_type="image/svg+xml")


@require_POST
def answer(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Content with what was mended, or not yet."""
    asked = _invitation(code)
    if action not in ANSWERS or not hasattr(asked, "rating"):
        raise NotFound("action.unknown")
    mine = asked.kind == Subject.PART and asked.account_id
    by = actor(request) if mine else _by_code(request, asked)
    given = {"text": request.POST.get("text", "")} if action == "object" else {}
    try:
        PROCESS.act(asked.pk if not asked.rating.is_bad else asked.rating.rectification.pk, action, given, by=by, at=timezone.now())
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _draw(request, asked, by, refused=refusal, status=refusal.status)
    messages.success(request, _("收到，谢谢您告诉我们。"))
    return HttpResponseRedirect(f"/rate/{code_of(asked.pk)}/")


def _invitation(code: str) -> Invitation:
    found = invitation_by(code)
    if found is None:
        raise NotFound("rating.not_found", Words("没有找到这次评价，二维码或链接可能不完整。", "There is no such rating. The code or link may be incomplete."))
    return found


def _of_account(request: HttpRequest, asked: Invitation) -> HttpResponseBase:
    @residents_only
    def own(request: HttpRequest) -> HttpResponseBase:
        by = actor(request)
        if by.account != str(asked.account_id):
            raise NotFound("rating.not_found", Words("这次评价属于另一个账号。", "This rating belongs to another account."))
        return _answered(request, asked, by)

    return own(request)


def _by_code(request: HttpRequest, asked: Invitation) -> Actor:
    if actor(request).is_staff:
        raise Forbidden("rating.staff", Words("评价由办事的人来打，请用办事人自己的手机扫码。", "The person served rates: let them scan the code with their own phone."))
    return ANONYMOUS.as_party(str(asked.pk)).over("qr")


def _answered(request: HttpRequest, asked: Invitation, by: Actor) -> HttpResponse:
    if request.method != "POST":
        return _draw(request, asked, by)
    check_rate(request, "rating")
    level = request.POST.get("level", "")
    given: dict[str, Any] = {"level": level} if level else {}
    given |= {"text": request.POST.get("text", ""), "tags": request.POST.getlist(f"tags_{level}")}
    try:
        rate(asked.pk, given, by=by, at=timezone.now())
    except Refusal as refusal:
        return _draw(request, asked, by, refused=refusal, status=refusal.status)
    messages.success(request, _("评价收到了，谢谢。"))
    return HttpResponseRedirect(f"/rate/{code_of(asked.pk)}/")


def _draw(request: HttpRequest, asked: Invitation, by: Actor, *, refused: Refusal | None = None, status: int = 200) -> HttpResponse:
    standing, rules = asked.standing(timezone.now()), rating_rules()
    outlet = outlets_named([asked.outlet]).get(asked.outlet) if asked.outlet else None
    chosen = request.POST.get("level", request.GET.get("level", ""))
    facts: dict[str, Any] = {
        "asked": asked, "code": code_of(asked.pk), "standing": standing, "open": standing is InvitationStanding.OPEN, "outlet": outlet, "refused": refused,
        "office": Words(asked.department.name_zh, asked.department.name_en), "text": request.POST.get("text", ""),
        "levels": [(level, SATISFACTION[level], rules.tags_of(level), str(level) == chosen, level in BAD) for level in LEVELS],
    }  # fmt: skip
    return render(request, "ratings/rate.html", {**facts, **_rated(asked, by)}, status=status)


def _rated(asked: Invitation, by: Actor) -> dict[str, Any]:
    rating = getattr(asked, "rating", None)
    if rating is None:
        return {}
    said = {"rating": rating, "level_words": SATISFACTION[rating.level], "tags": tag_words(rating.tags)}
    if not rating.is_bad:
        return said
    row = rating.rectification
    return said | {
        "row": row, "state": RECTIFICATION.state(row.matter.state), "thread": lines(thread_of(row, by=by), RECTIFICATION, BEGUN, YOU),
        "may_answer": {each.action for each in PROCESS.offered(row, by)}.intersection(ANSWERS),
    }  # fmt: skip

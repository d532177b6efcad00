"""The hotline desk: the operator types while listening and sees what is known; then receives, answers, or hands over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongban.delivery.cases.public import Received, Report, act, cases_of_caller, receive
from gongban.foundation.programs.public import Call, received_on
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import finding, ringing, uploads
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

CHANNELS = ("hotline", "enterprise_line", "counter")
LEFT_OUT = frozenset({"channel", "board", "language", "source_key", "occurred_at", "enterprise"})
EARLIER = 6
THEN = ("receive", "accept", "answer_at_once", "hand_over", "refuse")


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.OPERATOR, Role.DISPATCHER)
def hotline(request: HttpRequest) -> HttpResponse:
    """The form of a call; what does not fit comes back with nothing lost."""
    by = actor(request)
    channel = _channel(request)
    call = ringing.taken(request, by)
    if request.method == "GET":
        return _draw(request, by, channel, _form(by, phone=ringing.number_of(call)), call=call)
    data, bad_photo = uploads.stored_photos(request, by)
    form = _form(by, data)
    try:
        if bad_photo:
            raise bad_photo
        received, then = _take(form, data, channel, by)
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, by, channel, form, status=refusal.status, call=call)
    if call:
        received_on(call, received.case.pk)
    return _told(request, received, then)


def _take(form: InputForm, data: QueryDict, channel: str, by: Actor) -> tuple[Received, str]:
    """Receive the call and, in the same transaction, do what the operator chose next."""
    line = data.get("hand_over_to") or data.get("line", "")
    now, then = timezone.now(), "hand_over" if data.get("hand_over_to") else data.get("then", "receive")
    report = Report.read({**form.given(), "channel": channel})
    with transaction.atomic():
        received = receive([report], by=by, at=now)[0]
        number = received.number
        if then == "answer_at_once":
            act(number, then, {"text": data.get("answer", ""), **_article(data)}, by=by, at=now)
        elif then == "hand_over":
            act(number, then, {"line": line}, by=by, at=now)
        elif then == "accept":
            act(number, then, {}, by=by, at=now)
    return received, then


def _article(data: QueryDict) -> dict[str, str]:
    return {"article": str(data["article"])} if data.get("article") else {}


def _told(request: HttpRequest, received: Received, then: str) -> HttpResponse:
    number = received.number
    said = {"answer_at_once": _("已当场答复并归档"), "hand_over": _("已移交紧急线路"), "accept": _("已受理")}.get(then, _("已登记"))
    code = _("查询码 %s，请告诉来电人。") % received.follow_code if received.follow_code else ""
    messages.success(request, f"{said} {number} {code}".strip())
    return HttpResponseRedirect(f"/desk/cases/{number}/" if request.POST.get("open") else f"/desk/hotline/?channel={_channel(request)}")


def _channel(request: HttpRequest) -> str:
    wanted = request.POST.get("channel") or request.GET.get("channel") or ""
    return wanted if wanted in CHANNELS else CHANNELS[0]


def _form(by: Actor, data: QueryDict | None = None, phone: str = "") -> InputForm:
    # A call is private unless the caller says otherwise (A14).
    begun = {"wants_public": False, "kind": "help", "phone": phone}
    form = form_for(Report, About(by, timezone.now()), data, initial=begun, leave_out=LEFT_OUT)
    form.fields["address"].widget.attrs.update({"data-place-search": "/places/search/", "data-picks": "id"})
    return form


def _draw(
    request: HttpRequest, by: Actor, channel: str, form: InputForm, status: int = 200, call: Call | None = None
) -> HttpResponse:
    names = {"hotline": Words("12345 热线", "12345 hotline"), "enterprise_line": Words("一企来专线", "Enterprise line"), "counter": Words("服务窗口", "Counter")}
    facts = {
        "form": form, "channel": channel, "lines": city().settings.get("emergency_lines", []), "answer": request.POST.get("answer", ""),
        "tabs": [{"text": names[code], "href": f"?channel={code}", "current": code == channel, "count": None} for code in CHANNELS],
        "centre": ",".join(str(each) for each in city().settings.get("centre", [])), "call": call,
        **known(request.POST or {"phone": ringing.number_of(call)}, by), **ringing.shown(request, by),
    }  # fmt: skip
    return page(request, "desk/hotline.html", facts, status=status)


@never_cache
@require_POST
@staff_only(Role.OPERATOR, Role.DISPATCHER)
def look(request: HttpRequest) -> HttpResponse:
    """What is known about the caller and the words typed so far. A POST, so that no telephone number stands in an address."""
    from django.shortcuts import render

    return render(request, "desk/parts/known.html", known(request.POST, actor(request)))


def known(data: Any, by: Actor) -> dict[str, Any]:
    """Emergency words, the caller's earlier cases, likely duplicates, articles and notices for what was typed."""
    words, phone = f"{data.get('title', '')} {data.get('text', '')}".strip(), data.get("phone", "")
    return {
        "emergencies": finding.emergencies_for(words), "earlier": list(cases_of_caller(phone, by)[:EARLIER]) if len(phone) >= 7 else [],
        "duplicates": finding.duplicates_for(data, by), "articles": finding.articles_for(words), "notices": finding.notices_for(data), "typed": bool(words or phone),
    }  # fmt: skip


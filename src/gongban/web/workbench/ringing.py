"""The calls on an operator's line, as the telephone system tells of them: shown above the form, the number filled in."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.foundation.programs.public import Call, call_at, calls_on, phone_of_call
from gongban.kernel.actors import Actor, Role
from gongban.kernel.identifiers import mask_phone
from gongban.web.site.acting import actor, staff_only

LINE = "line"
SHAPE = re.compile(r"[0-9A-Za-z._-]{1,20}")


@require_POST
@staff_only(Role.OPERATOR, Role.DISPATCHER)
def choose(request: HttpRequest) -> HttpResponse:
    """Keep at which line this operator sits, until they sign out; an empty one forgets it."""
    wanted = request.POST.get("line", "").strip()
    request.session[LINE] = wanted if SHAPE.fullmatch(wanted) else ""
    return HttpResponseRedirect("/desk/hotline/")


@never_cache
@require_GET
@staff_only(Role.OPERATOR, Role.DISPATCHER)
def calls(request: HttpRequest) -> HttpResponse:
    """The calls on the operator's line, for the page to ask again and again."""
    return render(request, "desk/parts/calls.html", shown(request, actor(request)))


def taken(request: HttpRequest, by: Actor) -> Call | None:
    """The call that the form is about, if any."""
    wanted = request.POST.get("call") or request.GET.get("call") or ""
    try:
        return call_at(UUID(wanted), by=by) if wanted else None
    except ValueError:
        return None


def number_of(call: Call | None) -> str:
    """The caller's number as it stands in the form."""
    return phone_of_call(call) if call else ""


def shown(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """The operator's line and the calls on it, with their numbers masked: whole it stands in the form of whoever takes it."""
    line, now = request.session.get(LINE, ""), timezone.now()
    rows = calls_on(line, by=by, at=now)
    return {"line": line, "calls": [_row(row) for row in rows]}


def _row(call: Call) -> dict[str, Any]:
    page = f"/desk/hotline/?channel={call.channel}&call={call.pk}"
    return {"it": call, "number": mask_phone(phone_of_call(call)), "spoken": _spoken(call), "href": page}


def _spoken(call: Call) -> str:
    """How long an ended call lasted, as minutes and seconds."""
    if call.ended_at is None:
        return ""
    seconds = int((call.ended_at - (call.answered_at or call.since)).total_seconds())
    return f"{seconds // 60}:{seconds % 60:02d}"

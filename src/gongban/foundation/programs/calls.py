"""The seam to the telephone system: it tells who calls on which line; the operator's page shows it and fills in the number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from gongban.foundation.keys import ring
from gongban.foundation.programs.models import Call
from gongban.foundation.renewal import Column, protects
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

PHONE = "programs.call"
LINE = re.compile(r"[0-9A-Za-z._-]{1,20}")
NUMBER = re.compile(r"\+?[0-9*#-]{0,20}")
SHOWN_AFTER_END = timedelta(minutes=2)
LONGEST = timedelta(hours=4)  # a call of which no end was told
KEPT = timedelta(days=7)
protects(Column("programs.Call", "phone", PHONE))


class Told(Input):
    """What the telephone system tells when a call comes in."""

    call: str = asked("通话标识", "Call reference", max_length=80, pattern=r"^[0-9A-Za-z._:-]+$")
    line: str = asked("坐席分机", "Operator's line", max_length=20)
    phone: str = asked("来电号码，隐藏号码留空", "Caller's number, empty if withheld", default="", max_length=24)
    channel: str = asked("渠道", "Channel", default="hotline", pattern="^(hotline|enterprise_line)$")
    since: datetime | None = asked("开始时间", "Since when", widget="datetime", default=None)


def tell_call(given: Told, *, by: Actor, at: datetime) -> Call:
    """Note a call that comes in; the same reference told again moves it to another line (the call was passed on)."""
    account = _hotline(by)
    if not LINE.fullmatch(given.line):
        raise Refusal("call.line", Words("分机号只能有字母、数字、点和横线。", "A line has letters, digits, dots and hyphens only."), field="line", status=422)
    if not NUMBER.fullmatch(given.phone.replace(" ", "")):
        raise Refusal("call.phone", Words("来电号码不对，请核对。", "The caller's number is not valid."), field="phone", status=422)
    phone = given.phone.replace(" ", "")
    facts: dict[str, Any] = {"phone": ring().encrypt(phone, PHONE) if phone else "", "line": given.line, "channel": given.channel}
    with transaction.atomic():
        made, fresh = Call.objects.get_or_create(
            account_id=account, reference=given.call, defaults={**facts, "since": min(given.since or at, at)}
        )
        if not fresh:
            made.line = given.line
            made.save(update_fields=["line"])
    return made


def answer_call(reference: str, *, by: Actor, at: datetime) -> Call:
    """Note that the operator took the call."""
    return _noted(reference, by, "answered_at", at)


def end_call(reference: str, *, by: Actor, at: datetime) -> Call:
    """Note that the call is over."""
    return _noted(reference, by, "ended_at", at)


def calls_on(line: str, *, by: Actor, at: datetime) -> list[Call]:
    """The calls on a line now, and those that have just ended, the newest first; for the hotline only."""
    _hotline(by)
    running = Q(ended_at__isnull=True, since__gt=at - LONGEST) | Q(ended_at__gt=at - SHOWN_AFTER_END, matter__isnull=True)
    return list(Call.objects.filter(running, line=line).order_by("-since", "-pk")[:3]) if line else []


def call_at(pk: UUID, *, by: Actor) -> Call:
    """A call by its id, for the hotline only."""
    _hotline(by)
    found = Call.objects.filter(pk=pk).first()
    if found is None:
        raise _unknown()
    return found


def phone_of_call(call: Call) -> str:
    """The caller's number in clear; empty where it was withheld. Never to be logged."""
    return ring().decrypt(call.phone, PHONE) if call.phone else ""


def received_on(call: Call, matter: UUID) -> None:
    """Note what was received on a call."""
    Call.objects.filter(pk=call.pk).update(matter=matter)


def calls_told_by(by: Actor) -> QuerySet[Call]:
    """The calls that this account told of."""
    return Call.objects.filter(account=UUID(by.account)) if by.account else Call.objects.none()


def forget_calls(*, at: datetime) -> int:
    """Delete calls older than seven days; return how many."""
    return Call.objects.filter(since__lt=at - KEPT).delete()[0]


def _noted(reference: str, by: Actor, name: str, at: datetime) -> Call:
    _hotline(by)
    with transaction.atomic():
        call = calls_told_by(by).select_for_update().filter(reference=reference).first()
        if call is None:
            raise _unknown()
        if getattr(call, name) is None:
            setattr(call, name, max(at, call.since))
            call.save(update_fields=[name])
    return call


def _hotline(by: Actor) -> str:
    """The account of somebody of the hotline; Forbidden for anybody else."""
    if by.account and (by.holds(Role.OPERATOR) or by.holds(Role.DISPATCHER)):
        return by.account
    raise Forbidden("call.not_hotline", Words("只有热线的岗位可以处理来电。", "Only the hotline deals with calls."))


def _unknown() -> NotFound:
    return NotFound("call.not_found", Words("没有这个通话。", "There is no such call."))

"""What a sender is told at once, for the person to read: what to expect, how to follow it, whom to call in an emergency."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

from gongban.delivery.cases.public import Emergency, Received, emergencies_in
from gongban.exchange.open311.terms import Numbering
from gongban.foundation.matters.public import Timer
from gongban.foundation.territory.public import city
from gongban.kernel.words import Words

EMERGENCY = Words("如情况紧急，请立即拨打 {line}（{name}）。", "In an emergency call {line} ({name}) at once.")
NUMBERED = Words("已收到，编号 {number}。", "Received as {number}.")
LATER = Words("已收到，工作人员受理后给出编号。", "Received; a number is given once staff have accepted it.")
DUE = Words("预计 {day} 前办结。", "It is due by {day}.")
FOLLOW = Words("凭编号和查询码 {code} 可在 {address} 查看进展。", "Follow it with the number and the code {code} at {address}.")
PRIVATE = Words("这类诉求不公开。", "Requests of this kind are never public.")
MODERATED = Words("审核后才会公开。", "It becomes public only after moderation.")
FOREIGN = Words("media_url 所指的照片没有下载，请用 media 直接上传。", "The photo behind media_url was not fetched; upload it as media.")


def notice(received: Received, numbering: Numbering, *, foreign_photo: bool) -> Words:
    """The sentences in their order."""
    case = received.case
    said = [_emergency(one) for one in emergencies_in(case.text)[:1]]
    said += [LATER if numbering is Numbering.BATCH else NUMBERED.format(number=case.matter.number)]
    said += _due(received)
    if received.follow_code:
        said += [FOLLOW.format(code=received.follow_code, address=f"{settings.PUBLIC_URL}/follow/")]
    said += [PRIVATE if numbering is Numbering.BLACKBOX else MODERATED]
    said += [FOREIGN] if foreign_photo else []
    return Words("".join(each.zh for each in said), " ".join(each.en for each in said))


def _emergency(one: Emergency) -> Words:
    return Words(EMERGENCY.zh.format(line=one.line, name=one.name.zh), EMERGENCY.en.format(line=one.line, name=one.name.en))


def _due(received: Received) -> list[Words]:
    timer = Timer.objects.filter(matter=received.case.pk, name="resident").first()
    if timer is None or timer.due_at is None:
        return []
    return [DUE.format(day=timer.due_at.astimezone(ZoneInfo(city().timezone)).date().isoformat())]

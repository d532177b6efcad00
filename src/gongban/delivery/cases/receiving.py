"""Receiving requests: any channel, one number, one action `receive(many)`; a single report is a list of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import IntegrityError, transaction

from gongban.delivery.cases.drawing_up import Drawn, draw_up, give_numbers
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.statement import written
from gongban.delivery.cases.terms import Channel, Kind, Urgency
from gongban.foundation.matters.public import attach, claim
from gongban.kernel.actors import Actor
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Report(Input):
    """What a person reports, whatever the channel."""

    kind: Kind = asked("类型", "Kind", widget="choice")
    text: str = asked("情况说明", "What it is about", widget="textarea", min_length=5, max_length=5000)
    title: str = asked("标题", "Title", widget="text", default="", max_length=60)
    channel: Channel = asked("渠道", "Channel", widget="choice", default=Channel.WEB)
    urgency: Urgency = asked("紧急程度", "Urgency", widget="choice", default=Urgency.NORMAL)
    category: str | None = asked("分类", "Category", widget="category", default=None)
    board: str | None = asked("板块", "Board", widget="board", default=None)
    address: str = asked("地点", "Place", widget="place", default="", max_length=300)
    lon: float | None = asked("经度", "Longitude", widget="hidden", default=None)
    lat: float | None = asked("纬度", "Latitude", widget="hidden", default=None)
    system: str = asked("坐标系", "Coordinate system", widget="hidden", default="wgs84", pattern="^(wgs84|gcj02)$")
    wants_public: bool = asked(
        "同意公开（隐去个人信息）", "May be public (personal data masked)", widget="boolean", default=True,
        hint=Words("公开前会隐去电话、证件号和姓名，照片先打码。", "Phones, ID numbers and names are masked first."),
    )  # fmt: skip
    anonymous: bool = asked("匿名", "Anonymous", widget="boolean", default=False)
    name: str = asked("称呼", "Name", widget="text", default="", max_length=40)
    phone: str = asked("联系电话", "Phone", widget="text", default="", max_length=20)
    enterprise: str | None = asked("企业信用代码", "Credit code", widget="hidden", default=None)
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)
    language: str = asked("语言", "Language", widget="hidden", default="zh-hans", max_length=10)
    source_key: str = asked("来源编号", "Source key", widget="hidden", default="", max_length=80)
    occurred_at: datetime | None = asked("发生时间", "When", widget="hidden", default=None)


@dataclass(frozen=True)
class Received:
    """A case that was received, and the code with which somebody without an account may follow it."""

    number: str
    follow_code: str = ""
    repeated: bool = False  # the same source key had been received before
    state: str = "received"

    @cached_property
    def case(self) -> Case:
        """The case as it stands, with its matter."""
        return Case.objects.select_related("matter").get(matter__number=self.number)


def receive(reports: Sequence[Report], *, by: Actor, at: datetime) -> list[Received]:
    """Receive reports in one transaction and one statement; each gets a number, a resident's clock and its events.

    A Refusal names what does not fit; then nothing at all is received. A source key that was received before gives the
    same case again. Masks, what is compared and found, suggestions and notices follow from the journal within seconds.
    """
    drawn = [draw_up(report, by=by, at=at) for report in reports]
    try:
        return _written_with_photos(drawn, by)
    except IntegrityError:  # 同一个键同时到达两次 · a source key that came twice at the same moment: now it is known
        return _written_with_photos(drawn, by)


def _written_with_photos(drawn: Sequence[Drawn], by: Actor) -> list[Received]:
    with transaction.atomic():
        found = _receive_drawn(drawn)
        for each, received in zip(drawn, found, strict=True):
            if each.report.photos and not received.repeated:
                _keep_photos(each, received, by)
    return found


def write_drawn(drawn: Sequence[Drawn]) -> frozenset[str]:
    """Write cases that are drawn up, of any callers, in one statement; return the ids of those that were new. Photos are not kept."""
    give_numbers(drawn)
    return written(each.row for each in _first_of_each_key(drawn))


def _receive_drawn(drawn: Sequence[Drawn]) -> list[Received]:
    fresh = write_drawn(drawn)
    return [_received(each, each.row["id"] in fresh) for each in drawn]


def _first_of_each_key(drawn: Sequence[Drawn]) -> list[Drawn]:
    """One case for each source key, also within one list."""
    keys = {(row["channel"], row["source_key"] or row["id"]): each for each in reversed(drawn) if (row := each.row)}
    return list(reversed(keys.values()))


def _received(drawn: Drawn, fresh: bool) -> Received:
    if fresh:
        return Received(drawn.number, drawn.follow_code)
    rows = Case.objects.filter(channel=drawn.row["channel"], source_key=drawn.row["source_key"])
    number, state = rows.values_list("matter__number", "matter__state").get()
    return Received(number, repeated=True, state=state)


def _keep_photos(drawn: Drawn, received: Received, by: Actor) -> None:
    """The photos belong to the first line of the thread from now on, and to nobody who sent them."""
    claim(drawn.report.photos, by=by)
    matter = received.case.matter
    attach(matter, drawn.report.photos, purpose="report", entry=matter.entries.get(pk=UUID(drawn.row["entry"])))

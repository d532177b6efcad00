"""Receiving requests: any channel, one number, one action `receive(many)`; a single report is a list of one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from gongban.delivery.cases.acting import write_events
from gongban.delivery.cases.contact import fill_contact
from gongban.delivery.cases.events import CaseOpened
from gongban.delivery.cases.intake_rules import check_report, title_of
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import first_publicity, mask_case
from gongban.delivery.cases.terms import Channel, Kind, Urgency
from gongban.delivery.cases.timing import start_resident_clock
from gongban.foundation.matters.public import Line, Matter, Party, claim, say, show_on_matter
from gongban.foundation.territory.public import calendar, city, locate
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.input import Input, asked
from gongban.kernel.place import cell
from gongban.kernel.words import Words

FOLLOW_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread over the telephone


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

    case: Case
    follow_code: str = ""
    repeated: bool = False  # the same source key had been received before


def receive(reports: Sequence[Report], *, by: Actor, at: datetime) -> list[Received]:
    """Receive reports in one transaction; each gets a number, a resident's clock and its events.

    A Refusal names what does not fit; then nothing at all is received. A source key that was
    received before gives the same case again.
    """
    with transaction.atomic():
        return [_known(report) or _receive(report, by, at) for report in reports]


def _known(report: Report) -> Received | None:
    if not report.source_key:
        return None
    rows = Case.objects.filter(channel=report.channel.value, source_key=report.source_key)
    found = rows.select_related("matter").first()
    return Received(found, repeated=True) if found else None


def _receive(report: Report, by: Actor, at: datetime) -> Received:
    checked = check_report(report, by=by, at=at)
    matter = Matter.objects.create(
        kind="case", number=_next_number(at), title=title_of(report), state="received", opened_at=at, changed_at=at
    )
    case = _case(matter, report, checked.point, checked.category)
    code = _party(matter, report, by, at)
    mask_case(case)
    case.save(force_insert=True)
    clock = start_resident_clock(case, at=at)
    line = Line("receive", report.text, "parties", "reporter", text_public=case.text_public, photos=report.photos)
    claim(report.photos, by=by)
    by = _known_as(report, by)
    say(matter, line, by=by, at=at)
    opened = CaseOpened(case.kind, case.category_id, case.board_id, case.publicity)
    write_events(case, [opened, clock], by=by.over(case.channel), at=at)
    show_on_matter(matter)
    matter.save()
    return Received(case, code)


def _known_as(report: Report, by: Actor) -> Actor:
    """Who the thread and the journal name: of an anonymous report not the account from which it came (A14)."""
    return replace(ANONYMOUS, channel=by.channel) if report.anonymous and not by.is_staff else by


def _case(matter: Matter, report: Report, point: tuple[float, float] | None, category: str | None) -> Case:
    lon, lat = point or (None, None)
    area = locate(lon, lat) if lon is not None and lat is not None else None
    return Case(
        matter=matter, kind=report.kind.value, channel=report.channel.value, urgency=report.urgency.value, category_id=category,
        board_id=report.board, text=report.text, language=report.language, address=report.address, lon=lon, lat=lat,
        cell=cell(lon, lat, 9) if lon is not None and lat is not None else "", area_id=area.smallest if area else None,
        district=area.district if area else "", wants_public=report.wants_public, anonymous=report.anonymous,
        publicity=first_publicity(report.kind.value, report.channel.value, report.wants_public, category or ""), source_key=report.source_key,
    )  # fmt: skip


def _party(matter: Matter, report: Report, by: Actor, at: datetime) -> str:
    code = "".join(secrets.choice(FOLLOW_ALPHABET) for _ in range(8)) if by.kind != "resident" else ""
    own = by.kind == "resident" and not report.anonymous
    party = Party(
        matter=matter, role="reporter", account_id=by.account if own else None, enterprise_id=report.enterprise,
        anonymous=report.anonymous, since=at,
    )  # fmt: skip
    if report.anonymous and not code:
        code = "".join(secrets.choice(FOLLOW_ALPHABET) for _ in range(8))
    hidden = report.anonymous
    fill_contact(party, name="" if hidden else report.name, phone="" if hidden else report.phone, follow_code=code)
    party.save(force_insert=True)
    return code


def _next_number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number')")
        (serial,) = cursor.fetchone()
    return f"{city().number_prefix}{calendar().local_day(at):%Y%m%d}-{serial:06d}"

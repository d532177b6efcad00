"""notices.yaml: what is announced, where, from when until when; times as dates, or in days from today for a demonstration."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gongban.design.knowledge.models import Notice
from gongban.design.knowledge.terms import NOTICE_KINDS
from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.public import Area, city
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.words import Words

FILE = "notices.yaml"
NAMES = ("code", "kind", "department", "title", "text", "areas", "from", "until")
FIELDS = ("kind", "department", "title_zh", "title_en", "text_zh", "text_en", "areas", "starts_at", "ends_at")


def load_notices(folder: CityFolder, departments: set[str], report: Report) -> None:
    """Read the notices; one that the folder no longer names is ended. Those that the staff posted here are left alone."""
    members = list(folder.yaml(FILE).only("notices")["notices"])
    once(folder, members)
    areas, zone = set(Area.objects.values_list("code", flat=True)), ZoneInfo(city().timezone)
    rows = gather(folder, members, lambda entry: _notice(entry, departments, areas, zone))
    folder.check()
    among = Notice.objects.filter(posted_by__isnull=True)
    bring_in_step(rows, among=among, key="code", fields=FIELDS, report=report, words=Words("公告", "notices"), end=_end)


def _notice(entry: Entry, departments: set[str], areas: set[str], zone: ZoneInfo) -> Notice:
    entry.only(*NAMES)
    title, text = entry.words("title"), entry.words("text")
    starts, ends = _moment(entry["from"], zone), _moment(entry["until"], zone)
    if ends <= starts:
        entry["until"].refuse("结束不能早于开始。", "it must end after it begins.")
    return Notice(
        code=entry.text("code"), kind=entry.choice("kind", NOTICE_KINDS), title_zh=title.zh, title_en=title.en, text_zh=text.zh, text_en=text.en,
        department_id=refer(entry, "department", departments, "部门", "department"), areas=_areas(entry, areas), starts_at=starts, ends_at=ends,
    )  # fmt: skip


def _areas(entry: Entry, areas: set[str]) -> list[str]:
    """Codes of the areas named; none where the whole city is."""
    whole = str(city().settings.get("area_code") or city().code)
    for member in entry.each("areas"):
        if member.as_text() not in areas | {whole}:
            member.refuse(f"没有代码为“{member.as_text()}”的区划。", f"there is no area “{member.as_text()}”.")
    named = entry.texts("areas")
    return [] if whole in named else named


def _moment(entry: Entry, zone: ZoneInfo) -> datetime:
    """2026-11-05T09:00 by the city's clock, or {days: 2, hour: 9} from today."""
    if isinstance(entry.plain(), dict):
        entry.only("days", "hour")
        hour = entry.number("hour", 0, least=0)
        if hour > 23:
            entry["hour"].refuse("钟点写 0 到 23。", "the hour is 0 to 23.")
        day = datetime.now(zone).date() + timedelta(days=entry.number("days"))
        return datetime.combine(day, time(hour), zone).astimezone(UTC)
    try:
        return datetime.fromisoformat(entry.as_text()).replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        entry.refuse(f"“{entry.as_text()}”不是时间，应写成 2026-11-05T09:00。", f"“{entry.as_text()}” is no time such as 2026-11-05T09:00.")


def _end(row: Notice) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True

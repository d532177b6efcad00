"""How an outlet's hours read: open until when, or when it opens next; and its week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.outlets.public import Outlet
from gongban.foundation.territory.public import calendar
from gongban.kernel.words import Words

ONE_DAY, LOOKED_AHEAD = timedelta(days=1), 14
DAYS = (
    Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu"), Words("周五", "Fri"), Words("周六", "Sat"), Words("周日", "Sun"),
)  # fmt: skip
Span = tuple[time, time]


def opening(outlet: Outlet, open_now: bool, at: datetime | None = None) -> str:
    """One line: open until when, or when it opens next."""
    now = at or timezone.now()
    days = calendar()
    clock = now.astimezone(days.tzinfo).time()
    if open_now:
        until = max(closes for opens, closes in _together(outlet, now) if opens <= clock < closes)
        return _("现在开门，到 %(time)s") % {"time": _clock(until)}
    for ahead in range(LOOKED_AHEAD):
        later = now + ONE_DAY * ahead
        begins = [opens for opens, _closes in _together(outlet, later) if ahead or opens > clock]
        if begins:
            when = {0: _("今天"), 1: _("明天")}.get(ahead) or str(DAYS[days.local_day(later).weekday()])
            return _("现在关门，%(day)s %(time)s 开") % {"day": when, "time": _clock(min(begins))}
    return _("现在关门")


def week(outlet: Outlet, at: datetime) -> list[dict[str, Any]]:
    """The coming seven days with their hours, those of after-hours service apart."""
    days, found = calendar(), []
    for ahead in range(7):
        usual, late = outlet.spans(at + ONE_DAY * ahead, days)
        found.append({"day": _day(days.local_day(at + ONE_DAY * ahead), ahead), "usual": _spans(usual), "late": _spans(late), "today": ahead == 0})
    return found


def _together(outlet: Outlet, at: datetime) -> list[Span]:
    """The openings of a day, those that meet as one."""
    usual, late = outlet.spans(at, calendar())
    joined: list[Span] = []
    for opens, closes in sorted((*usual, *late)):
        if joined and joined[-1][1] >= opens:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


def _day(day: date, ahead: int) -> str:
    name = str(DAYS[day.weekday()])
    return f"{_('今天')} · {name}" if ahead == 0 else f"{name} {day:%m-%d}"


def _spans(spans: tuple[Span, ...]) -> str:
    return "  ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"

"""How codes of cases read on the desk's pages: states, kinds, departments, people, clocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongban.delivery.cases.public import CASE, Case, Channel, Kind, PauseReason, Publicity, Share, Urgency
from gongban.foundation.matters.public import Matter
from gongban.foundation.people.public import Account, words_of_role
from gongban.outcome.leading.public import INSTRUCTION
from gongban.web.workbench.forms import choices

register = template.Library()
VOCABULARIES = {"kind": Kind, "channel": Channel, "urgency": Urgency, "share": Share, "publicity": Publicity, "pause": PauseReason}
TONES = {
    "received": "warn", "accepted": "warn", "under_study": "accent", "dispatched": "info", "return_asked": "accent",
    "in_progress": "info", "answered": "info", "closed": "good", "filed": "good",
}  # fmt: skip

INSTRUCTION_TONES = {"given": "warn", "taken_on": "info", "reported": "accent", "sent_back": "bad", "done": "good"}

register.filter("called", choices.called)
register.filter("in_words", choices.in_words)


@register.filter
def state_words(code: str) -> str:
    """The word of a state in lists."""
    return str(CASE.state(code).words)


@register.filter
def state_tone(code: str) -> str:
    """The tone of a state's tag."""
    return TONES.get(code, "")


@register.filter
def instruction_words(code: str) -> str:
    """The word of an instruction's state in lists."""
    return str(INSTRUCTION.state(code).words)


@register.filter
def instruction_tone(code: str) -> str:
    """The tone of the tag of an instruction's state."""
    return INSTRUCTION_TONES.get(code, "")


@register.filter
def worded(code: str, vocabulary: str) -> str:
    """`{{ case.kind|worded:"kind" }}`: the word for a code of a vocabulary; the code itself where it has none."""
    try:
        return str(VOCABULARIES[vocabulary](code).words)
    except ValueError:
        return code


@register.filter
def person(account: Account | None) -> str:
    """A colleague's name in the reader's language."""
    if account is None:
        return ""
    return (account.name_en if choices.english() else account.name_zh) or account.login


@register.filter
def named(thing: Any) -> str:
    """The name of a category, board or area in the reader's language."""
    if thing is None:
        return ""
    return str((getattr(thing, "name_en", "") if choices.english() else "") or thing.name_zh)


@register.filter
def role_words(code: str) -> str:
    """The word for a role, or for a relation to a case."""
    relations = {"lead": _("主办"), "lead_reviewer": _("主办审核"), "co": _("协办"), "reporter": _("反映人"), "system": _("系统"), "specialist": _("政策专员")}
    return relations.get(code) or str(words_of_role(code))


@register.filter
def marks(case: Case) -> list[tuple[str, str]]:
    """The marks that a row of a list carries: word and tone."""
    found = [
        (case.urged, _("督办"), "bad"), (case.raised_at, _("提级"), "bad"), (case.urgency != "normal", worded(case.urgency, "urgency"), "bad"),
        (case.chases, _("催办 %(n)s 次") % {"n": case.chases}, "warn"), (case.returns, _("退单 %(n)s 次") % {"n": case.returns}, "warn"),
        (case.redoings, _("重办 %(n)s 次") % {"n": case.redoings}, "warn"), (case.interim, _("先行处置"), "accent"), (case.excluded, _("已剔除"), ""),
    ]  # fmt: skip
    return [(word, tone) for holds, word, tone in found if holds]


@register.filter
def matter_level(matter: Matter) -> str:
    """The colour of the nearest limit of a matter, from the columns that lists read."""
    now = timezone.now()
    if not matter.open:
        return "done"
    if matter.due_at is None:
        return "paused"
    if matter.due_at < now:
        return "red"
    return "yellow" if matter.yellow_at and matter.yellow_at <= now else "green"


@register.filter
def matter_left(matter: Matter) -> str:
    """How long until the nearest limit, or how long since, in words."""
    if not matter.open:
        return _("已结束")
    if matter.due_at is None:
        return _("还没开始计时") if matter.state == "waiting" else _("暂停计时")
    amount = span(matter.due_at, timezone.now())
    return (_("超期 %s") if matter.due_at < timezone.now() else _("还剩 %s")) % amount


def span(a: datetime, b: datetime) -> str:
    """The time between two moments in its largest whole unit."""
    minutes = int(abs((a - b).total_seconds()) // 60)
    if minutes >= 2880:
        return ngettext("%d 天", "%d 天", minutes // 1440) % (minutes // 1440)
    if minutes >= 120:
        return ngettext("%d 小时", "%d 小时", minutes // 60) % (minutes // 60)
    return ngettext("%d 分钟", "%d 分钟", minutes) % minutes


@register.filter
def ago(moment: datetime) -> str:
    """How long ago, in words."""
    now = timezone.now()
    return _("%s前") % span(moment, now) if now - moment >= timedelta(minutes=1) else _("刚刚")


@register.filter
def get(table: Any, key: Any) -> Any:
    """An entry of a dictionary, or nothing."""
    return table.get(key) if hasattr(table, "get") else None


@register.filter
def point(case: Case) -> str:
    """Longitude and latitude as the map holder wants them."""
    return f"{case.lon},{case.lat}"


@register.filter
def of_row(row: Any, name: str) -> str:
    """`{{ notice|of_row:"title" }}`: a column that stands in both languages, in the reader's."""
    return str((getattr(row, f"{name}_en", "") if choices.english() else "") or getattr(row, f"{name}_zh"))

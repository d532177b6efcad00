"""What the case page shows: clocks in words, the thread with its audiences, who holds what, photos, suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.cases.public import (
    CASE,
    Case,
    ClockReading,
    Dossier,
    Solved,
    as_public,
    clock_named,
    read_clock,
)
from gongban.foundation.matters.public import Entry, Timer
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.outcome.leading.public import is_leader, tasks_on_case
from gongban.web.workbench import finding
from gongban.web.workbench.forms.choices import called, names_of_departments
from gongban.web.workbench.templatetags.desk import person, role_words

AUDIENCES = {
    "public": ("", ""), "parties": (Words("反映人可见", "Reporter sees it"), "info"), "staff": (Words("工作人员可见", "Staff only"), "warn"),
    "department": (Words("本部门可见", "Own department only"), "accent"),
}  # fmt: skip
FROM_REPORTER = ("receive", "add", "chase", "withdraw", "me_too")
WITHOUT_OWNER = ("received", "accepted", "return_asked", "under_study")
SAID = {"receive": Words("提交诉求", "Reported"), "called_back": Words("回访评价", "Judged"), "answered": Words("审核通过，答复反映人", "Approved, answer given")}


def facts(found: Dossier, by: Actor) -> dict[str, Any]:
    """Everything that the template draws beside the forms."""
    case, now = found.case, timezone.now()
    parts = list(case.assignments.all())
    return {
        "found": found, "case": case, "state": CASE.state(case.matter.state), "clocks": clocks(found.timers, case, now),
        "thread": [brief(line) for line in thread(found.thread)], "photos": photos(case), "parts": tree(found, now), "hops": [part for part in parts if part.share == "lead"],
        "applied": [each for each in case.applications.all() if each.decided_at is None], "alone": len(found.parties) == 1,
        "decided": [each for each in case.applications.all() if each.decided_at], "studies": list(case.studies.all()),
        "instructions": tasks_on_case(case.pk, by), "leads": is_leader(by), "urgings": list(case.urgings.all()), "records": list(case.site_records.all()), "suggestions": finding.suggest(case) if case.matter.state in WITHOUT_OWNER else [],
    }  # fmt: skip


def clocks(timers: list[Timer], case: Case, now: datetime) -> list[tuple[str, ClockReading]]:
    """The resident's clock and the lead's running ones, with their names."""
    names = {"resident": _("群众的钟"), "sign_in": _("签收"), "first_contact": _("首次联系"), "holder": _("办理")}
    own = [timer for timer in timers if timer.subject in (None, case.lead_id)]
    found = [(words, clock_named(own, name, now)) for name, words in names.items()]
    return [(words, reading) for words, reading in found if reading and (reading.name in ("resident", "holder") or reading.level != "done")]


def tree(found: Dossier, now: datetime) -> list[dict[str, Any]]:
    """Who holds the case now: lead, own units below it, co-handlers; each with its clock and what it handed in."""
    timers = found.timers
    held = [part for part in found.case.assignments.all() if part.state != "ended"]
    return [
        {"part": part, "name": called(part.department), "below": part.parent_id is not None,
         "clock": clock_named([timer for timer in timers if timer.subject == part.pk], "holder", now)}
        for part in sorted(held, key=lambda each: (each.share != "lead", each.share != "unit"))
    ]  # fmt: skip


def thread(lines: Iterable[Entry]) -> list[dict[str, Any]]:
    """The lines of the thread as the timeline draws them; a reporter is never named here."""
    names = names_of_departments()
    return [_line(line, names) for line in lines]


def brief(line: dict[str, Any]) -> dict[str, Any]:
    """A line for the case page: what was reported stands above the thread already."""
    return line | {"text": "", "photos": []} if line["kind"] == "receive" else line


def _codes(line: Entry) -> list[str]:
    return [code for code in (line.fields.get("department"), line.fields.get("proposed"), *(line.fields.get("departments") or [])) if code]


def _line(line: Entry, names: dict[str, str]) -> dict[str, Any]:
    tag, tone = AUDIENCES.get(line.audience, ("", ""))
    return {
        "at": line.at, "who": _who(line), "what": _what(line, names), "text": line.text, "tag": str(tag), "tone": tone,
        "by": _by(line), "kind": line.kind, "photos": [photo(each.photo_id) for each in line.attachments.all()],
    }  # fmt: skip


def _who(line: Entry) -> str:
    if line.kind in FROM_REPORTER and line.author_role in ("reporter", "neighbour"):
        return _("反映人")
    if line.department:
        name = person(line.author)
        return f"{called(line.department)}{f' · {name}' if name else ''}"
    return _("系统") if line.author is None else role_words(line.author_role)


def _by(line: Entry) -> str:
    if line.kind in FROM_REPORTER and line.author_role == "reporter":
        return "resident"
    return "internal" if line.audience == "department" else "office" if line.department else "system"


def _what(line: Entry, names: dict[str, str]) -> str:
    row = next(CASE.rows(line.kind), None)
    words = SAID.get(line.kind) or (row.label if row else Words("答复", "Answer"))
    if solved := line.fields.get("solved"):
        return f"{words}：{Solved(solved).words}"
    to = [names[code] for code in _codes(line) if code in names and names[code] != called(line.department)]
    return f"{words}：{_('、').join(to)}" if to else str(words)


def photos(case: Case) -> list[dict[str, Any]]:
    """Photos that came with the report."""
    return [photo(each.photo_id) for each in case.matter.attachments.all() if each.purpose == "report"]


def photo(pk: Any) -> dict[str, str]:
    """A photo for the grid."""
    return {"src": f"/photos/{pk}/320/", "href": f"/photos/{pk}/1280/", "alt": _("照片")}


def first_values(action: str, case: Case) -> dict[str, Any]:
    """What a form begins with: the present classification, the suggested department, the masked public text, the answer sent back."""
    if action == "reclassify":
        return {"kind": case.kind, "urgency": case.urgency, "category": case.category_id}
    if action in ("dispatch", "accept"):
        offered = case.suggestion[0].get("department", "") if case.suggestion else ""
        return {"category": case.category_id, "department": offered}
    if action == "publish":
        shown = as_public(case)
        return {"title_public": shown.title_public, "text_public": shown.text_public}
    if action == "answer" and case.lead:
        return {"text": case.lead.answer}
    if action == "ask_return":
        return {}
    return {"department": case.owner_id or (case.lead.department_id if case.lead else "")} if action == "settle" else {}


__all__ = ["clocks", "facts", "first_values", "photo", "photos", "read_clock", "thread", "tree"]

"""What the page of a part shows: applicant, fields with their sources, materials, clocks, steps, corrections, the other parts, the thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gongban.delivery.applications.public import (
    ALONE,
    COMMITMENT,
    PART,
    Application,
    Channel,
    Commitment,
    Delivery,
    Given,
    Material,
    Outcome,
    Part,
    Remedy,
    Special,
    Who,
    applicant_of,
    commitments_of,
    decides,
    details_of,
    latest_parts,
    materials_of,
    parts_worked_on,
    visible,
)
from gongban.delivery.cases.public import ClockReading, clock_named
from gongban.delivery.licences.public import Share
from gongban.foundation.facts.public import Source, declarations
from gongban.foundation.matters.public import Entry, readable
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Kind
from gongban.kernel.process import OUTCOMES
from gongban.kernel.words import Words
from gongban.web.site.guides import said
from gongban.web.site.process_showing import courses_of
from gongban.web.workbench.forms.choices import called, names_of_departments
from gongban.web.workbench.templatetags.desk import person

TONES = {
    "waiting": "", "received": "warn", "correcting": "accent", "in_review": "info", "in_special": "accent", "awaiting_payment": "warn", "granted": "good",
    "concluded": "good", "refused": "bad", "not_accepted": "bad",
}  # fmt: skip
COMMITMENT_TONES = {
    "to_check": "info", "kept": "good", "not_met": "warn", "mending": "warn", "mended": "accent", "annulled": "bad", "false": "bad", "appealed": "accent", "reversed": "good",
}  # fmt: skip
SOURCES = {Source.DECLARED.value: Words("以前填过", "Given before"), Source.REGISTER.value: Words("部门登记", "A register"), Source.LICENCE.value: Words("电子证照", "A licence"),
           "applicant": Words("本次填写", "Filled in now")}  # fmt: skip
AUDIENCES = {"parties": (Words("申请人可见", "The applicant sees it"), "info"), "staff": (Words("工作人员可见", "Staff only"), "warn")}
CLOCKS = {"receipt": Words("受理审查", "Receipt"), "correction": Words("补正", "Correction"), "promised": Words("承诺时限", "Promised limit"), "legal": Words("法定时限", "Legal limit")}
HIDDEN = "＊＊＊"
OF_COMMITMENT = "commitment_"  # 承诺的过程记在办件的过程里 · how kinds of lines about a commitment begin


def tone(state: str) -> str:
    """The tone of a state's tag."""
    return TONES.get(state, "")


def facts(part: Part, by: Actor, now: datetime, *, clear: Who | None = None) -> dict[str, Any]:
    """Everything that the template draws beside the forms; `clear`: the applicant where somebody has just asked to see them."""
    whole, owner = part.application, decides(part, by)
    opens = parts_worked_on(by).filter(pk=part.pk).exists()
    return {
        "part": part, "matter": part.matter, "whole": whole, "state": PART.state(part.matter.state), "tone": tone(part.matter.state), "alone": part.code == ALONE,
        "applicant": clear or applicant_of(part), "decides": owner, "opens": opens, "channel": Channel(whole.channel).words, "delivery": Delivery(whole.delivery).words,
        "fields": fields_of(part, masked=not opens), "materials": materials(part, by), "clocks": clocks(part, now), "steps": steps(part),
        "corrections": corrections(part), "others": others(part, by), "thread": thread(part, by), "decision": decision(part),
        "course": courses_of([part], now).get(part.pk), "special": Special(part.special).words if part.special else None, "promises": [promised(each) for each in commitments_of(part)],
    }  # fmt: skip


def promised(row: Commitment) -> dict[str, Any]:
    """A promise with its state in words."""
    return {"row": row, "state": COMMITMENT.state(row.state).words, "tone": COMMITMENT_TONES.get(row.state, "")}


def fields_of(part: Part, *, masked: bool) -> list[tuple[Words, str, Words]]:
    """Words, value and source of each field that this office sees; personal ones are masked for those who merely watch."""
    known, found = declarations(), []
    for name, each in details_of(part).items():
        declaration = known.get(name)
        words = declaration.fact.words if declaration else Words(name, name)
        text = HIDDEN if masked and (declaration is None or declaration.personal) else value_in_words(name, each["value"])
        found.append((words, text, SOURCES.get(each["from"], SOURCES["applicant"])))
    return found


def value_in_words(name: str, value: Any) -> str:
    """A value as it is kept with a part, in words."""
    declaration = declarations().get(name)
    if declaration is None or declaration.fact.kind is Kind.DATE:
        return str(value)
    try:
        return said(declaration, value)
    except (StopIteration, TypeError, ValueError):  # 选项后来改了 · the options were changed since
        return str(value)


def materials(part: Part, by: Actor) -> list[dict[str, Any]]:
    """The materials with how each was given, where to look at it, and what a correction replaced."""
    shares = {each.licence_id: each.pk for each in Share.objects.filter(matter=part.matter.number, department__in=by.departments(), state="given")}
    rows = materials_of(part)
    former: dict[str, list[Material]] = {}
    for row in rows:
        if row.replaced_at:
            former.setdefault(row.key, []).append(row)
    return [{"row": row, "way": _way(row), "share": shares.get(row.licence), "former": former.get(row.key, [])} for row in rows if not row.replaced_at]


def _way(row: Material) -> Words:
    """How a material came to be there; of a licence that another part issues, whether it is there yet."""
    waits = row.given == Given.INTERNAL and row.licence is None
    return Words("内部流转，前序还没办出", "From another part, not issued yet") if waits else Given(row.given).words


def clocks(part: Part, now: datetime) -> list[tuple[Words, ClockReading]]:
    """Legal and promised limit side by side; before that the limit of receipt, or of the correction."""
    timers = list(part.matter.timers.prefetch_related("pauses"))
    found = [(words, clock_named(timers, name, now)) for name, words in CLOCKS.items()]
    running = [(words, reading) for words, reading in found if reading and (reading.name in ("promised", "legal") or reading.level != "done")]
    return running


def steps(part: Part) -> list[dict[str, Any]]:
    """The steps of the review: who has which, since when, and what was said."""
    rows = part.tasks.select_related("department", "done_by").order_by("opened_at", "pk")
    return [{"task": row, "office": called(row.department), "by": person(row.done_by), "opinion": OUTCOMES.get(row.opinion, row.opinion)} for row in rows]


def corrections(part: Part) -> list[dict[str, Any]]:
    """What was asked to be completed, each time with the names of what it was."""
    rows = part.corrections.order_by("-told_at")
    return [{"row": row, "points": [(name_of_point(part, point), point["how"]) for point in row.points]} for row in rows]


def name_of_point(part: Part, point: dict[str, Any]) -> str:
    """What a point of a correction is about."""
    if point["what"] == "material":
        found = next((row for row in materials_of(part) if row.key == point["key"]), None)
        return str(found.name) if found else ""
    declaration = declarations().get(point["key"])
    return str(declaration.fact.words) if declaration else ""


def others(part: Part, by: Actor) -> list[dict[str, Any]]:
    """The other parts of the same application; a link where this person may open it."""
    if part.code == ALONE:
        return []
    rows = [row for row in latest_parts(part.application).values() if row.pk != part.pk]
    may = set(visible(by).filter(application=part.application_id).values_list("pk", flat=True))
    return [{"part": row, "office": called(row.department), "state": PART.state(row.matter.state).words, "tone": tone(row.matter.state), "opens": row.pk in may} for row in rows]


def decision(part: Part) -> dict[str, Any] | None:
    """The decision in words; None before."""
    if not part.outcome:
        return None
    return {"outcome": Outcome(part.outcome).words, "tone": "good" if part.outcome == Outcome.GRANTED else "bad", "remedy": Remedy(part.remedy).words if part.remedy else None}


def thread(part: Part, by: Actor, only: str = "") -> list[dict[str, Any]]:
    """The lines of the thread as the timeline draws them (`only`: of kinds that begin so); an applicant is never named here."""
    lines: Iterable[Entry] = readable(part.matter, by=by, party=False).filter(kind__startswith=only).prefetch_related("attachments")
    names = names_of_departments()
    return [_line(each, names) for each in lines]


def _line(line: Entry, names: dict[str, str]) -> dict[str, Any]:
    row = next(PART.rows(line.kind), None) or next(COMMITMENT.rows(line.kind.removeprefix(OF_COMMITMENT)), None)
    tag, shade = AUDIENCES.get(line.audience, ("", ""))
    units = _("、").join(names[code] for code in line.fields.get("departments") or [] if code in names)
    present = line.fields.get("present")
    text = "\n".join(each for each in (line.text, _("到场：%(who)s") % {"who": f"{present}（{units}）" if units else present} if present else "") if each)
    return {
        "at": line.at, "who": _who(line), "what": f"{row.told if row else line.kind}{_remark(line)}", "text": text, "tag": str(tag), "tone": shade, "by": _by(line),
        "photos": [{"src": f"/photos/{each.photo_id}/320/", "href": f"/photos/{each.photo_id}/1280/", "alt": _("现场照片")} for each in line.attachments.all()],
    }  # fmt: skip


def _remark(line: Entry) -> str:
    said_: list[Words] = []
    if line.fields.get("opinion") in OUTCOMES:
        said_.append(OUTCOMES[line.fields["opinion"]])
    if line.fields.get("outcome") in list(Outcome):
        said_.append(Outcome(line.fields["outcome"]).words)
    if line.kind == "inspect" and "passed" in line.fields:
        said_.append(Words("符合要求", "Requirements met") if line.fields["passed"] else Words("不符合要求", "Requirements not met"))
    if line.fields.get("procedure") in list(Special):
        said_.append(Special(line.fields["procedure"]).words)
    return "".join(f"：{each}" for each in said_)


def _who(line: Entry) -> str:
    if line.author_role in ("applicant", "assistant"):
        return _("申请人")
    if line.department:
        name = person(line.author)
        return f"{called(line.department)}{f' · {name}' if name else ''}"
    return _("系统") if line.author is None else person(line.author)


def _by(line: Entry) -> str:
    if line.author_role in ("applicant", "assistant"):
        return "resident"
    return "internal" if line.audience == "staff" else "office" if line.department else "system"


__all__ = ["Application", "clocks", "facts", "fields_of", "materials", "name_of_point", "others", "steps", "thread", "tone", "value_in_words"]

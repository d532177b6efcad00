"""How briefs and instructions read: the thread's lines, and a brief as the sections of a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from gongban.foundation.matters.public import Entry
from gongban.foundation.people.public import service_office
from gongban.outcome.leading.public import INSTRUCTION, Brief
from gongban.web.workbench.forms.choices import called, in_words
from gongban.web.workbench.templatetags.desk import person, role_words

PLACES = "一二三四五六七八九"


def instruction_line(line: Entry) -> dict[str, Any]:
    """A line of the thread as the timeline draws it."""
    row = next(INSTRUCTION.rows(line.kind), None)
    what = str(row.told if row else _("批示"))
    if due := line.fields.get("due"):
        what = f"{what}：{due}"
    return {"at": line.at, "who": _who(line), "what": what, "text": line.text, "by": "office" if line.author else "system", "kind": line.kind}


def _who(line: Entry) -> str:
    name = person(line.author)
    if line.author is None:
        return _("系统")
    return f"{role_words('leader')} · {name}" if line.author_role in ("giver", "leader") else f"{called(line.department)} · {name}"


def paper(brief: Brief, content: Mapping[str, Any]) -> dict[str, Any]:
    """A brief as a sheet: head, opening and numbered sections; the page and the PDF draw the same."""
    said = content["sentences"]
    parts = [
        (_("总体情况"), said["on_figures"], {"figures": [_figure(each) for each in content["figures"]]} if content["figures"] else {}),
        (_("重点情况"), said["on_tables"], {"tables": [_table(each) for each in content["tables"]]} if content["tables"] else {}),
        (_("典型案例"), said["on_cases"], {"cases": [_case(each) for each in content["cases"]]} if content["cases"] else {}),
        (_("工作建议"), said["advice"], {}),
    ]
    there = [(heading, text, more) for heading, text, more in parts if text or more]
    sections = [{"heading": _heading(place, heading), "text": text, **more} for place, (heading, text, more) in enumerate(there)]
    return {
        "key": str(brief.pk), "title": brief.title, "number": str(brief.number), "office": called(service_office()), "on": brief.issued_at, "since": date.fromisoformat(content["since"]),
        "until": date.fromisoformat(content["until"]), "before": [date.fromisoformat(day) for day in content["before"]], "at": datetime.fromisoformat(content["at"]),
        "opening": said["opening"], "sections": sections,
    }  # fmt: skip


def _heading(place: int, words: str) -> str:
    return _("%(place)s、%(words)s") % {"place": _(PLACES[place]), "words": words}


def _figure(each: Mapping[str, str]) -> dict[str, str]:
    return {"name": in_words(each), "now": each["now"], "before": each["before"], "change": _change(each["change"])}


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as its head and rows; those of the overdue show what lies there now, the others what came in the period."""
    if table["code"] == "late":
        head = [_("部门"), _("在办"), _("超期"), _("督办")]
        rows = [[in_words(line), line["open"], line["overdue"], line["urged"]] for line in table["lines"]]
    else:
        head = [_("名称"), _("收到"), _("比上期"), _("解决率"), _("满意率")]
        rows = [[in_words(line), line["received"], _change(line["change"]), line["resolution"], line["satisfaction"]] for line in table["lines"]]
    return {"name": in_words(table), "head": head, "rows": rows, "now": table["code"] == "late"}


def _case(each: Mapping[str, Any]) -> dict[str, Any]:
    facts = [in_words(each["kind"]), in_words(each["area"]), in_words(each["department"]), in_words(each["state"]), each["opened_at"][:10]]
    facts += [_("催办 %(n)s 次") % {"n": each["chases"]}] if each["chases"] else []
    facts += [_("重办 %(n)s 次") % {"n": each["redoings"]}] if each["redoings"] else []
    return {"number": each["number"], "title": each["title"], "text": each["text"], "facts": " · ".join(fact for fact in facts if fact)}


def _change(change: str) -> str:
    return change.removesuffix("pp") + _(" 个百分点") if change.endswith("pp") else change

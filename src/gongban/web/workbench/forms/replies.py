"""The city's reply templates, filled in with what the case knows; the rest stays in braces for the person to write."""

from __future__ import annotations

from django.utils.timezone import localtime

from gongban.delivery.cases.public import Case, rulebook
from gongban.web.workbench.forms.about import About
from gongban.web.workbench.forms.choices import called, in_words


def filled_in(about: About, use: str = "answer") -> list[tuple[str, str]]:
    """Name and text of every template for this use that the lead department may take."""
    case = about.case
    code = case.lead.department_id if case and case.lead else None
    rows = [row for row in rulebook("reply_templates").get("templates", []) if row.get("use") == use]
    return [(in_words(row["name"]), _fill(in_words(row["text"]), case)) for row in rows if row.get("department") in (None, "", code)]


def _fill(text: str, case: Case | None) -> str:
    if case is None:
        return text
    lead = case.lead.department if case.lead else None
    known = {
        "编号": case.matter.number, "事项": case.matter.title, "地点": case.address or (case.area.name_zh if case.area else ""),
        "单位": called(lead), "电话": lead.phone if lead else "", "期限": _day(case),
    }  # fmt: skip
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value) if value else text
    return text


def _day(case: Case) -> str:
    due = case.matter.due_at
    return f"{localtime(due):%Y-%m-%d}" if due else ""

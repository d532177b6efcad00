"""A brief as PDF on A4: the same sheet as the page, set by the typesetter; texts travel as data, never as its program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongban.web.workbench.paper import FONT_LIST, compiled

LAYOUT = """
#let facts = json(bytes(sys.inputs.facts))
#set page(paper: "a4", margin: (x: 26mm, y: 28mm), footer: context [#align(center, text(9pt)[#counter(page).display() / #counter(page).final().first()])])
#set text(font: FONTS, size: 12pt, lang: facts.lang)
#set par(leading: 0.9em, justify: false)
#let red = rgb("#a8321f")
#let para(text) = for line in text.split("\\n") { if line.trim() != "" { par(first-line-indent: (amount: if facts.lang == "zh" { 2em } else { 0em }, all: true))[#line] } }
#let grid-of(head, rows) = table(columns: (1.6fr,) + (1fr,) * (head.len() - 1), inset: 6pt, stroke: 0.5pt, align: (x, y) => if x == 0 { left } else { right },
  table.header(..head.map(each => strong(each))), ..rows.flatten().map(each => [#each]))
#align(center, text(24pt, weight: "bold", fill: red, tracking: 0.15em)[#facts.office])
#v(4pt)
#grid(columns: (1fr, auto), [#facts.number], [#facts.on])
#line(length: 100%, stroke: 1.5pt + red)
#v(8pt)
#align(center, text(18pt, weight: "bold")[#facts.title])
#align(center, text(9pt)[#facts.period])
#v(6pt)
#para(facts.opening)
#for section in facts.sections {
  block(above: 1.4em, below: 0.8em, sticky: true, text(14pt, weight: "bold")[#section.heading])
  para(section.text)
  for each in section.tables { if each.name != "" { block(above: 1em, below: 0.6em, sticky: true, strong(each.name)) }; if each.rows.len() > 0 { grid-of(each.head, each.rows) } else { [#each.none] } }
  for each in section.cases { block(inset: (left: 8pt), stroke: (left: 1.5pt + luma(160)), above: 1em)[#strong(each.title) \\ #text(9pt)[#each.facts] \\ #each.text] }
}
"""


def brief_sheet(paper: Mapping[str, Any]) -> bytes:
    """The sheet of a brief as PDF."""
    on = f"{localtime(paper['on']):%Y-%m-%d}" if paper["on"] else _("未印发")
    facts = {
        "lang": "en" if (get_language() or "").startswith("en") else "zh", "office": paper["office"], "number": paper["number"], "on": on, "title": paper["title"],
        "period": period(paper), "opening": paper["opening"], "sections": [_section(each, paper) for each in paper["sections"]],
    }  # fmt: skip
    return compiled(LAYOUT.replace("FONTS", FONT_LIST), {"facts": json.dumps(facts)})


def period(paper: Mapping[str, Any]) -> str:
    """The line below the title: the period and what it is compared with."""
    days = {"since": paper["since"], "until": paper["until"], "before": paper["before"][0], "last": paper["before"][1]}
    return _("时段 %(since)s 至 %(until)s，与 %(before)s 至 %(last)s 相比") % {name: day.isoformat() for name, day in days.items()}


def _section(section: Mapping[str, Any], paper: Mapping[str, Any]) -> dict[str, Any]:
    figures = [[one["name"], one["now"], one["before"], one["change"]] for one in section.get("figures", [])]
    first = [{"name": "", "head": [_("指标"), _("本期"), _("上期"), _("变化")], "rows": figures, "none": ""}] if figures else []
    return {"heading": section["heading"], "text": section["text"], "tables": [*first, *(_table(each, paper) for each in section.get("tables", []))],
            "cases": [{"title": each["title"], "facts": f"{each['number']} · {each['facts']}", "text": each["text"]} for each in section.get("cases", [])]}  # fmt: skip


def _table(table: Mapping[str, Any], paper: Mapping[str, Any]) -> dict[str, Any]:
    at = _("截至 %(at)s") % {"at": f"{localtime(paper['at']):%Y-%m-%d %H:%M}"} if table["now"] else ""
    return {"name": f"{table['name']} {at}".strip(), "head": table["head"], "rows": table["rows"], "none": _("没有。")}

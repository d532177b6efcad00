"""The work order as a sheet of paper."""

from __future__ import annotations

import json
from typing import Any

from gongban.web.site.paper import FONT_LIST, compiled, qr_svg

LAYOUT = """
#let facts = json(bytes(sys.inputs.facts))
#set page(paper: "a4", margin: (x: 18mm, y: 16mm), footer: context [#align(center, text(8pt)[#counter(page).display() / #counter(page).final().first()])])
#set text(font: FONTS, size: 10pt, lang: facts.lang)
#grid(columns: (1fr, auto), [#text(15pt, weight: "bold")[#facts.title] \\ #text(11pt)[#facts.number]], image(bytes(sys.inputs.qr), width: 22mm))
#v(4pt)
#table(columns: (22mm, 1fr, 22mm, 1fr), inset: 5pt, stroke: 0.5pt,
  ..facts.rows.map(pairs => if pairs.len() == 1 { (strong(pairs.at(0).at(0)), table.cell(colspan: 3)[#pairs.at(0).at(1)]) }
    else { pairs.map(pair => (strong(pair.at(0)), [#pair.at(1)])).flatten() }).flatten())
#v(6pt)
#strong(facts.course)
#table(columns: (26mm, 34mm, 1fr), inset: 4pt, stroke: 0.4pt, ..facts.lines.flatten().map(each => [#each]))
"""


def work_order(facts: dict[str, Any], address: str) -> bytes:
    """A work order as PDF. Texts travel as data, never as program text of the typesetter."""
    from django.utils.timezone import localtime
    from django.utils.translation import get_language
    from django.utils.translation import gettext as _

    lines = [[f"{localtime(line['at']):%m-%d %H:%M}", line["who"], line["what"] + (f"：{line['text']}" if line["text"] else "")] for line in facts["thread"]]
    given = {
        "title": f"{facts['office']} {_('诉求办理工单')}", "number": facts["case"].matter.number, "course": _("办理过程"), "lines": lines,
        "rows": [[[str(name), str(value)] for name, value in pairs] for pairs in facts["rows"]], "lang": "en" if (get_language() or "").startswith("en") else "zh",
    }  # fmt: skip
    return compiled(LAYOUT.replace("FONTS", FONT_LIST), {"facts": json.dumps(given), "qr": qr_svg(address).decode()})

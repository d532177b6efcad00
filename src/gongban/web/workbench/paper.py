"""PDF and QR: how a sheet of facts becomes paper, by programs that come as wheels and with a font of the system."""

from __future__ import annotations

import io
import json
from typing import Any

import segno
import typst

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# The first that the machine has is taken; the last holds the Latin letters anyway.
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Songti SC", "SimSun", "WenQuanYi Zen Hei")
FONT_LIST = json.dumps(FONTS).replace("[", "(").replace("]", ")")  # as the typesetter writes a list

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


def compiled(layout: str, inputs: dict[str, str]) -> bytes:
    """The PDF of a layout; `inputs` are its data. Refusal where the typesetter cannot make it."""
    try:
        made = typst.compile(layout.encode(), format="pdf", sys_inputs=inputs)
    except typst.TypstError as error:
        words = Words("这张单子没有排成 PDF，请用打印页。", "The PDF could not be made. Please print the page instead.")
        raise Refusal("order.not_set", words, status=500) from error
    assert isinstance(made, bytes)
    return made


def qr_svg(text: str) -> bytes:
    """A QR code as SVG, readable also when a part is soiled."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=2)
    return out.getvalue()

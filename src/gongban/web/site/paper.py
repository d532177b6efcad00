"""PDF and QR: how facts become paper, by programs that come as wheels and with a font of the system."""

from __future__ import annotations

import io
import json

import segno
import typst

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# The first that the machine has is taken; the last holds the Latin letters anyway.
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Songti SC", "SimSun", "WenQuanYi Zen Hei")
FONT_LIST = json.dumps(FONTS).replace("[", "(").replace("]", ")")  # as the typesetter writes a list


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

"""A licence as a sheet of A4, in both languages: what it says, the QR code that proves it, and the signed file."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from gongban.delivery.licences.public import (
    NAME,
    NUMBER,
    Licence,
    address_of,
    in_words,
    inside_of,
    opened,
    sign_paper,
)
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers.licence_number import ROOT
from gongban.kernel.words import Words
from gongban.web.site.paper import FONT_LIST, compiled, qr_svg

SCAN = Words("扫码核验真伪和今天的状态；没有网络时，可用签发城市公布的公钥核验二维码和本文件。",
             "Scan to see whether it is genuine and how it stands today. Without a network, the published keys of the city prove the code and this file.")  # fmt: skip
LAYOUT = """
#let facts = json(bytes(sys.inputs.facts))
#set document(title: facts.title.at(0), keywords: (facts.number,), date: none)
#set page(paper: "a4", margin: (x: 24mm, y: 22mm), background: rect(width: 100% - 20mm, height: 100% - 20mm, stroke: 1.2pt + rgb("#0a3b45")))
#set text(font: FONTS, size: 11pt, lang: "zh")
#let both(pair) = { text(weight: "bold")[#pair.at(0)]; linebreak(); text(8.5pt, fill: luma(90))[#pair.at(1)] }
#let said(pair) = { [#pair.at(0)]; if pair.at(0) != pair.at(1) { linebreak(); text(8.5pt, fill: luma(90))[#pair.at(1)] } }
#v(10mm)
#align(center)[#text(26pt, weight: "bold", tracking: 0.12em)[#facts.title.at(0)] \\ #text(12pt, fill: luma(80))[#facts.title.at(1)]]
#v(8mm)
#table(columns: (42mm, 1fr), inset: 7pt, stroke: (x, y) => (bottom: 0.4pt + luma(170)), ..facts.rows.map(row => (both(row.at(0)), said(row.at(1)))).flatten())
#if facts.inside.len() > 0 {
  v(4mm)
  strong[内含证照]; text(9pt, fill: luma(90))[ · Licences inside]
  table(columns: (1fr, auto), inset: 5pt, stroke: 0.4pt + luma(150), ..facts.inside.map(row => (said(row.at(0)), text(8pt)[#row.at(1)])).flatten())
}
#v(1fr)
#grid(columns: (40mm, 1fr), gutter: 8mm, align: (left, bottom), image(bytes(sys.inputs.qr), width: 40mm),
  [#text(9pt)[#facts.scan.at(0)] \\ #text(8pt, fill: luma(90))[#facts.scan.at(1)] \\ #v(2mm) #text(7.5pt)[#facts.number]])
"""


def licence_paper(licence: Licence, *, by: Actor, at: datetime) -> bytes:
    """The signed PDF of a licence that the caller has looked at."""
    inputs = {"facts": json.dumps(_facts(licence), ensure_ascii=False), "qr": qr_svg(address_of(licence)).decode()}
    return sign_paper(licence, compiled(LAYOUT.replace("FONTS", FONT_LIST), inputs), by=by, at=at)


def _facts(licence: Licence) -> dict[str, Any]:
    """What stands on the sheet: pairs of Chinese and English. Texts travel as data, never as program text of the typesetter."""
    kind, texts = licence.type, opened(licence.details)
    issuer = Words(licence.issuer.name_zh, licence.issuer.name_en)
    rows = [
        (Words("持证人", "Holder"), _same(reveal(licence.holder_name, NAME))), (Words("证件或信用代码", "ID or credit code"), _same(reveal(licence.holder_number, NUMBER))),
        *([(Words("行业", "Trade"), licence.trade_words)] if licence.trade_zh else []),
        *[(field.words, in_words(field, texts[field.code])) for field in kind.fields if texts.get(field.code)],
        (Words("有效期", "Valid"), _term(licence.since, licence.until)), (Words("发证单位", "Issued by"), issuer),
    ]  # fmt: skip
    return {
        "title": _pair(kind.name), "number": f"{ROOT}.{licence.number}", "scan": _pair(SCAN), "rows": [[_pair(name), _pair(value)] for name, value in rows],
        "inside": [[_pair(each.type.name), each.number] for each in inside_of(licence)],
    }  # fmt: skip


def _term(since: date, until: date | None) -> Words:
    return Words(f"{since} 至 {until}", f"{since} to {until}") if until else Words(f"{since} 起，没有期限", f"from {since}, without an end")


def _same(text: str) -> Words:
    return Words(text, text)


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]

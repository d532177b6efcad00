"""The papers of assistance as sheets of A4: the mandate, and the form that goes with each step of an order."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from gongban.delivery.assistance.public import (
    ADDRESS,
    CONTACT,
    FORMS,
    TEXT,
    Kind,
    Mandate,
    Order,
    Place,
    Reason,
    Stage,
    unit_words,
)
from gongban.foundation.people.public import Account, identity_of, reveal
from gongban.foundation.territory.public import city
from gongban.kernel.identifiers import mask_id_number
from gongban.kernel.words import Words
from gongban.web.site.item_choices import item_names
from gongban.web.site.paper import FONT_LIST, compiled

LAYOUT = """
#let facts = json(bytes(sys.inputs.facts))
#set document(title: facts.title, date: none)
#set page(paper: "a4", margin: (x: 24mm, y: 22mm), footer: align(center, text(8pt, fill: luma(110))[#facts.foot]))
#set text(font: FONTS, size: 11pt, lang: "zh")
#align(center)[#text(18pt, weight: "bold")[#facts.title] \\ #v(1mm) #text(9pt, fill: luma(90))[#facts.under]]
#v(6mm)
#table(columns: (38mm, 1fr), inset: 8pt, stroke: 0.5pt + luma(120), ..facts.rows.map(row => (text(weight: "bold")[#row.at(0)], [#row.at(1)])).flatten())
#v(4mm)
#for line in facts.lines [#par(first-line-indent: 2em)[#line]]
#v(1fr)
#grid(columns: (1fr, 1fr), gutter: 12mm, ..facts.signs.map(each => [#each：#box(width: 1fr, line(length: 100%, stroke: 0.5pt)) #v(5mm)]))
#align(right)[#facts.day]
"""
PROMISES = {
    "accept": Words("帮代办不收费。帮代办员只办上面写明的事项，每一步都会告诉您；您可以随时不办了。", "Assistance is free. The assistant does only what is named above and tells you every step; you may call it off at any time."),
    "pause": Words("原因消除后请联系帮代办员续办；也可以自己到窗口或在线办理。", "Tell the assistant when the reason is gone, or go on yourself at a counter or online."),
    "resume": Words("委托人确认继续委托上面的帮代办员办理，以前办过的继续有效。", "The principal confirms that the assistant named above goes on; what was done stays valid."),
    "close": Words("请核对结果；有意见可以评价，或者拨打 12345。", "Please check the result. You may rate it, or call 12345."),
    "end": Words("本件到此为止，交来的材料退还本人。仍可自己办理，办法见上面的说明。", "This order ends here; your papers are returned. You can still apply yourself, as said above."),
    "mandate": Words("受托人只能办理上面写明的事项，到期或收回后不得再办。委托人可以在“我的委托”里随时收回，不用理由。",
                     "Only what is named above may be done, and nothing after it ended or was taken back. The principal takes it back at any time under “My mandates”, without a reason."),
}  # fmt: skip
PROMISES["withdraw"] = PROMISES["end"]


def order_paper(order: Order, stage: Stage) -> bytes:
    """The form of a step; the caller may see the order with its person."""
    name, phone = [*reveal(order.contact, CONTACT).split("\n"), ""][:2]
    phone = phone.removeprefix("+86")
    rows = [
        (Words("编号", "Number"), order.number), (Words("委托人", "Principal"), _principal(order.enterprise, name)), (Words("联系电话", "Phone"), phone),
        (Words("事项", "Item"), "、".join(item_names([order.item]))), (Words("方式", "Way"), f"{Kind(order.kind).words} · {Place(order.place).words}"),
        *([(Words("上门地址", "Address"), reveal(order.address, ADDRESS))] if order.address else []),
        *([(Words("约定时间", "Appointment"), _moment(order.appointment))] if order.appointment else []),
        (Words("承办单位", "Unit"), str(unit_words(order.unit))), (Words("帮代办员", "Assistant"), _named(order.assistant) if order.assistant else "—"),
        *([(Words("原因", "Reason"), str(Reason(stage.reason).words))] if stage.reason else []),
        *([(Words("说明", "Note"), reveal(stage.text, TEXT))] if stage.text else []), (Words("时间", "Time"), _moment(stage.at)),
    ]  # fmt: skip
    return _sheet(FORMS[stage.action], rows, PROMISES[stage.action], (Words("帮代办员", "Assistant"), Words("本人", "The person")), stage.at)


def mandate_paper(mandate: Mandate) -> bytes:
    """The mandate as a paper, to be shown or signed; for whoever gave it."""
    known = identity_of(mandate.account) if mandate.account else {}
    trusted = _named(mandate.assistant) if mandate.unit_id else identity_of(mandate.assistant).get("full_name", "")
    rows = [
        (Words("委托人", "Principal"), _principal(mandate.enterprise, known.get("full_name", ""))),
        *([(Words("身份证号", "ID number"), mask_id_number(known.get("id_number", "")))] if known else []),
        (Words("受托人", "Assistant"), f"{trusted}{f'（{unit_words(mandate.unit)}）' if mandate.unit else ''}"),
        (Words("委托做什么", "For what"), f"{Kind(mandate.kind).words}：{Kind(mandate.kind).explained}"), (Words("事项", "Items"), "、".join(item_names(mandate.items))),
        (Words("期限", "Term"), f"{_moment(mandate.since)} — {_moment(mandate.until)}"),
    ]  # fmt: skip
    return _sheet(Words("办事委托书", "Mandate"), rows, PROMISES["mandate"], (Words("委托人", "Principal"), Words("受托人", "Assistant")), mandate.given_at)


def _sheet(title: Words, rows: list[tuple[Words, str]], promise: Words, signs: tuple[Words, ...], at: datetime) -> bytes:
    """Texts travel as data, never as program text of the typesetter."""
    here = city()
    facts: dict[str, Any] = {
        "title": str(title), "under": str(Words(here.name_zh, here.name_en)), "rows": [[str(name), value or "—"] for name, value in rows], "lines": [str(promise)],
        "signs": [str(each) for each in signs], "day": timezone.localtime(at).strftime("%Y-%m-%d"), "foot": str(Words("帮代办免费", "Assistance is free of charge")),
    }  # fmt: skip
    return compiled(LAYOUT.replace("FONTS", FONT_LIST), {"facts": json.dumps(facts, ensure_ascii=False)})


def _principal(enterprise: Any, name: str) -> str:
    return f"{Words(enterprise.name_zh, enterprise.name_en or enterprise.name_zh)}（{name}）" if enterprise else name


def _named(account: Account) -> str:
    return str(Words(account.name_zh, account.name_en or account.name_zh)) or account.login


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""

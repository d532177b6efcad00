"""How a licence reads on pages of residents and of staff: its state by colour and word, its fields masked or in clear, its history as a timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongban.delivery.licences.public import (
    LICENCE,
    NAME,
    NUMBER,
    Annulment,
    Cancellation,
    Happening,
    Holder,
    Licence,
    Withdrawal,
    history_of,
    in_words,
    inside_of,
    opened,
)
from gongban.foundation.people.public import Department, reveal
from gongban.kernel.identifiers import mask_id_number, mask_name
from gongban.kernel.identifiers.licence_number import ROOT
from gongban.kernel.words import Words

TONES = {"in_force": "good", "suspended": "warn"}
GROUNDS: dict[str, dict[str, Words]] = {
    "annul": {each.value: each.words for each in Annulment}, "withdraw": {each.value: each.words for each in Withdrawal},
    "cancel": {each.value: each.words for each in Cancellation},
}  # fmt: skip
ISSUED = Words("颁发证照", "The licence was issued")
HIDDEN = "＊＊＊"
SOON = timedelta(days=60)
REMEDY = {"annulled", "withdrawn", "revoked", "suspended"}  # 可以复议、诉讼的 · against these the law gives remedies


def tone(state: str) -> str:
    """The colour of a state."""
    return TONES.get(state, "bad")


def line(licence: Licence, today: date) -> dict[str, Any]:
    """A licence in a list."""
    state = LICENCE.state(licence.state_on(today))
    soon = state.open and licence.until is not None and licence.until - today < SOON
    return {"licence": licence, "state": state, "tone": tone(state.code), "issuer": called(licence.issuer), "soon": soon, "serial": licence.base.rpartition(".")[2]}


def full(licence: Licence, today: date, *, clear: bool) -> dict[str, Any]:
    """A licence on its own page; what identifies a person is masked unless `clear`."""
    texts = opened(licence.details)
    fields = [(field.words, _masked(str(in_words(field, texts[field.code])), hide=field.personal and not clear)) for field in licence.type.fields if texts.get(field.code)]
    name, number = reveal(licence.holder_name, NAME), reveal(licence.holder_number, NUMBER)
    person = licence.type.holder == Holder.PERSON
    return {
        **line(licence, today), "number": f"{ROOT}.{licence.number}", "fields": fields, "clear": clear,
        "holder": mask_name(name) if person and not clear else name, "holder_number": mask_id_number(number) if person and not clear else number,
        "hides": not clear and (person or any(field.personal for field in licence.type.fields)), "inside": [line(each, today) for each in inside_of(licence)],
        "history": [happening(each) for each in history_of(licence)], "remedy": licence.state in REMEDY,
    }  # fmt: skip


def _masked(text: str, *, hide: bool) -> str:
    return HIDDEN if hide else text


def happening(row: Happening) -> dict[str, Any]:
    """A line of the history as the timeline draws it."""
    told = next(LICENCE.rows(row.action), None)
    ground = GROUNDS.get(row.action, {}).get(row.reason)
    text = "\n".join(str(part) for part in (ground, row.document, row.text) if part)
    return {"at": row.at, "who": called(row.department), "what": told.told if told else ISSUED, "text": text, "by": "office" if row.department else "system"}


def called(department: Department | None) -> Words | str:
    """The name of a department."""
    return Words(department.name_zh, department.name_en) if department else ""

"""How an application that was submitted reads for its applicant: one progress over all parts; of each part who has it, since when, until when, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongban.delivery.applications.public import (
    COMMITMENT,
    PART,
    Application,
    Channel,
    Commitment,
    Correction,
    Delivery,
    Given,
    Material,
    Part,
    Payment,
    Remedy,
    Stage,
    comprehensive_of,
    details_of,
    name_of,
)
from gongban.delivery.cases.public import ClockReading, read_clock
from gongban.foundation.facts.public import Declaration, declarations
from gongban.foundation.matters.public import Entry, Timer
from gongban.kernel.actors import Actor
from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words
from gongban.web.portal.applications.beside import Beside, beside
from gongban.web.portal.applications.values import in_words, kept, typed
from gongban.web.portal.bundle_wording import enumerated
from gongban.web.portal.wording import photo_list
from gongban.web.site.applying import collected_at
from gongban.web.site.guides import price
from gongban.web.site.process_showing import Course

TONES = {"received": "info", "in_review": "info", "in_special": "info", "waiting": "", "correcting": "warn", "awaiting_payment": "warn", "granted": "good",
         "concluded": "good", "refused": "bad", "not_accepted": "bad", "withdrawn": "", "terminated": "bad"}  # fmt: skip
CLOCKS = {"receipt": Words("几天内说材料齐不齐", "To say whether it is complete"), "correction": Words("请在这之前补齐", "Please complete it by"),
          "promised": Words("承诺办好", "Promised by"), "legal": Words("法定最晚", "By law at the latest")}  # fmt: skip
AGAIN = ("refused", "terminated", "withdrawn")
WHO = {"applicant": Words("您", "You"), "assistant": Words("帮办人", "Your assistant"), "system": Words("系统", "The platform"), "counter": Words("窗口", "Counter")}


@dataclass(frozen=True)
class Point:
    """One thing to be mended: what it is called, how to mend it, and the fact where it is a field."""

    what: str
    key: str
    how: str
    name: Words | None
    declaration: Declaration | None
    place: int
    text: str = ""  # 没收下时，刚才填的还在 · what was typed stays where it was not taken


@dataclass(frozen=True)
class Promise:
    """A promise made with a part, how it stands, and what the applicant may do about it."""

    commitment: Commitment
    state: State
    points: Sequence[Words]
    may: Sequence[Transition]


@dataclass(frozen=True)
class PartView:
    """A part as its applicant reads it."""

    part: Part
    state: State
    tone: str
    office: Words
    since: datetime
    clocks: Sequence[tuple[Words, ClockReading]]
    waits: Words | None
    may: frozenset[str]
    correction: Correction | None
    points: Sequence[Point]
    thread: Sequence[Mapping[str, Any]]
    remedy: Words | None
    payment: Payment | None
    fee: str
    fields: Sequence[tuple[str, Declaration, Words, str, str]]
    materials: Sequence[tuple[int, Material, Words]]
    promises: Sequence[Promise]
    course: Course | None

    @property
    def done(self) -> bool:
        return not self.state.open

    @property
    def needs_words(self) -> bool:
        """Whether something is asked for that is told in words."""
        return any(each.what == "other" for each in self.points)


@dataclass(frozen=True)
class Line:
    """An application in a list."""

    application: Application
    draft: bool
    running: bool
    total: int
    done: int
    states: Sequence[tuple[Words, str, int]]
    to_do: int


def line(row: Application) -> Line:
    """An application of a list with how many of its parts are done, and what waits for the applicant."""
    latest = {part.code: part for part in sorted(row.parts.all(), key=lambda part: part.attempt)}
    states = [part.matter.state for part in latest.values()]
    counted = [(PART.state(code).words, TONES[code], states.count(code)) for code in dict.fromkeys(states)]
    open_ = sum(PART.state(code).open for code in states)
    return Line(row, row.stage == Stage.DRAFT, open_ > 0, len(states), len(states) - open_, counted, sum(code in ("correcting", "awaiting_payment") for code in states))


def whole(row: Application, by: Actor, now: datetime, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page of an application shows; `typed`: what was sent and not taken."""
    around = beside(row, by, now)
    views = [_part(part, around, now, typed or {}) for part in around.parts]
    done = sum(each.done for each in views)
    return {
        "application": row, "applicant": name_of(row), "parts": views, "done": done, "total": len(views), "percent": 100 * done // max(len(views), 1),
        "channel": Channel(row.channel).words, "delivery": Delivery(row.delivery).words, "collected": collected_at(row), "to_do": [each for each in views if each.points or (each.payment and not each.payment.paid_at)],
        "comprehensive": comprehensive_of(row) if views and done == len(views) else None,
        "materials": [(each, around.documents.get(each.document) if each.document else None, Given(each.given).words) for each in around.materials if not each.replaced_at],
    }  # fmt: skip


def _part(part: Part, around: Beside, now: datetime, typed: Mapping[str, str]) -> PartView:
    state, materials, payment = PART.state(part.matter.state), around.materials, around.payments.get(part.pk)
    correction = around.corrections.get(part.pk) if state.code == "correcting" else None
    may = {row.action for row in _open(PART, state.code, around)} | ({"again"} if state.code in AGAIN else set())
    return PartView(
        part, state, TONES[state.code], Words(part.department.name_zh, part.department.name_en), _since(part), _clocks(around.timers.get(part.pk, ()), now),
        enumerated(around.names[code] for code in part.waits_for if code in around.names) if state.code == "waiting" else None, frozenset(may),
        correction, _points(correction, materials, typed), _thread(around.threads.get(part.pk, ())), Remedy(part.remedy).words if part.remedy else None, payment,
        price(payment.amount) if payment else "", _fields(part) if "again" in may else (), _materials(part, materials),
        [_promise(each, around) for each in around.commitments.get(part.pk, ())], around.courses.get(part.pk),
    )  # fmt: skip


def _open(table: Lifecycle, state: str, around: Beside) -> list[Transition]:
    """What the applicant may do in a state."""
    return [row for row in table.from_state(state) if around.held.intersection(row.who)]


def _since(part: Part) -> datetime:
    """Since when it stands where it stands."""
    return {"received": part.received_at, "in_review": part.accepted_at, "waiting": part.matter.opened_at}.get(part.matter.state) or part.matter.changed_at


def _clocks(running: Sequence[Timer], now: datetime) -> list[tuple[Words, ClockReading]]:
    by_name = {timer.name: timer for timer in running}
    return [(words, read_clock(by_name[name], now)) for name, words in CLOCKS.items() if name in by_name]


def _points(correction: Correction | None, materials: Sequence[Material], typed: Mapping[str, str]) -> list[Point]:
    """Everything that is to be mended, told at once."""
    known, names = declarations(), {each.key: each.name for each in materials}
    points = correction.points if correction else []
    return [
        Point(each["what"], each["key"], each["how"], names.get(each["key"]) or (known[each["key"]].fact.words if each["key"] in known else None),
              known.get(each["key"]) if each["what"] == "field" else None, place, typed.get(f"value-{each['key']}", "")[:200])
        for place, each in enumerate(points, 1)
    ]  # fmt: skip


def _thread(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What happened, in words, the oldest first."""
    return [
        {"at": each.at, "who": _who(each), "what": _what(each.kind), "text": each.text, "by": "resident" if each.author_role in ("applicant", "assistant") else "office" if each.department else "system",
         "photos": photo_list([one.photo_id for one in each.attachments.all() if one.photo_id])}
        for each in entries
    ]  # fmt: skip


def _who(entry: Any) -> str:
    if entry.department:
        return str(Words(entry.department.name_zh, entry.department.name_en))
    return str(WHO.get(entry.author_role, WHO["system"]))


def _what(kind: str) -> str:
    row = next(PART.rows(kind), None)
    return str(row.told) if row else kind


def _promise(row: Commitment, around: Beside) -> Promise:
    return Promise(row, COMMITMENT.state(row.state), [Words(each["zh"], each["en"]) for each in row.points], _open(COMMITMENT, row.state, around))


def _fields(part: Part) -> list[tuple[str, Declaration, Words, str, str]]:
    """The fields of a part for a new attempt: name, fact, label, text to send, in words."""
    known, found = declarations(), []
    for name, said in details_of(part).items():
        declaration = known.get(name)
        if declaration is not None:
            value = kept(declaration, said["value"])
            found.append((name, declaration, declaration.fact.words, typed(declaration, value), in_words(declaration, value)))
    return found


def _materials(part: Part, materials: Sequence[Material]) -> list[tuple[int, Material, Words]]:
    """The papers of a part that can be changed for a new attempt."""
    mine = [each for each in materials if part.code in each.parts and not each.replaced_at and each.given in (Given.DOCUMENT, Given.PAPER, Given.KEPT)]
    return [(place, each, Given(each.given).words) for place, each in enumerate(mine, 1)]


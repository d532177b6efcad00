"""One invented case after the other: what it is, how far it has come, and the rows that this leaves in every table."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import h3

from gongban.cli.bench.population import texts
from gongban.cli.bench.population.city_facts import CityFacts, Spot, Subject
from gongban.cli.bench.population.tables import line

DAY = 86_400
KINDS = {"inquiry": 34, "help": 26, "complaint": 25, "suggestion": 7, "report": 4, "praise": 4}
CHANNELS = {"hotline": 50, "phone_page": 16, "wechat": 13, "web": 9, "counter": 4, "message_board": 4, "leader_mailbox": 2, "petition_office": 1, "open311": 1}
ENDS = {"filed": 900, "refused": 38, "joined": 22, "withdrawn": 15, "handed_over": 5, "closed": 20}
# 不同时间的件各到哪一步：（天数以内，状态的份数）· how far cases of an age have come
AGES = (
    (0.2, {"received": 60, "accepted": 25, "dispatched": 10, "filed": 5}),
    (1.0, {"accepted": 10, "dispatched": 35, "in_progress": 35, "filed": 18, "return_asked": 2}),
    (5.0, {"dispatched": 3, "in_progress": 40, "answered": 8, "closed": 20, "under_study": 1, "return_asked": 1, "filed": 27}),
    (12.0, {"in_progress": 7, "answered": 2, "closed": 25, "filed": 66}),
    (60.0, {"in_progress": 1, "closed": 3, "filed": 96}),
)  # fmt: skip
HELD = ("dispatched", "return_asked", "in_progress", "answered", "closed", "filed")
BUSY_HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 9, 12, 12, 10, 6, 7, 10, 11, 10, 9, 7, 6, 6, 5, 3, 2)


@dataclass(frozen=True)
class Given:
    """What all invented cases share: the city, the moment that counts as now, over how many seconds they spread."""

    facts: CityFacts
    now: int
    span: int
    total: int
    vector: Any = None  # foundation.search's way of indexing


@dataclass
class Drawn:
    """A case while it is drawn up."""

    serial: int
    kind: str
    channel: str
    subject: Subject
    spot: Spot
    opened: int
    state: str
    text: str
    title: str
    address: str
    lon: float | None = None
    lat: float | None = None
    publicity: str = ""  # 空：按公开规则掷骰子 · empty: by the publicity table and the dice
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Draughtsman:
    """Draws cases with dice of its own; the same number gives the same case."""

    def __init__(self, given: Given) -> None:
        self.given, self.facts = given, given.facts
        self.kinds, self.channels = _weighted(KINDS), _weighted(CHANNELS)
        self.things = tuple({word for subject in self.facts.subjects for word in subject.words})

    def case(self, serial: int) -> Drawn:
        """The case of a number, counted from 1 in the order of time."""
        dice = Random(serial * 7_919)
        subject, spot, opened = dice.choice(self.facts.subjects), self.spot(dice), self._opened(serial, dice)
        kind, channel = dice.choice(self.kinds), dice.choice(self.channels)
        what = texts.incident(dice, self.facts.roads, subject.words)
        state = _state(dice, (self.given.now - opened) / DAY)
        drawn = Drawn(serial, kind, channel, subject, spot, opened, state, texts.written(texts.clauses(what, dice)), texts.title_of(what), what.address(dice))
        if dice.random() < 0.85:
            drawn.lon, drawn.lat = round(dice.gauss(spot.lon, 0.006), 7), round(dice.gauss(spot.lat, 0.005), 7)
        return drawn

    def spot(self, dice: Random) -> Spot:
        """Some communities report much more than others."""
        return self.facts.spots[min(int(dice.paretovariate(1.1)) - 1, 10 * len(self.facts.spots)) % len(self.facts.spots)] if dice.random() < 0.4 else dice.choice(self.facts.spots)

    def _opened(self, serial: int, dice: Random) -> int:
        """Towards now more come in than at the beginning; within a day by the hours at which people write."""
        share = (serial - 0.5) / self.given.total
        growth = ((1 + 3 * share) ** 0.5 - 1)  # from 1 to 2 times as many: the integral of 1 + x, turned round
        begun = self.given.now - self.given.span + int(self.given.span * growth)
        hour = dice.choices(range(24), BUSY_HOURS)[0]
        return min(begun // DAY * DAY + (hour - 8) % 24 * 3600 + dice.randrange(3600), self.given.now - dice.randrange(60, 3600))


def lines_of(drawn: Drawn, given: Given) -> dict[str, list[str]]:
    """The rows of a case, by table."""
    return _Writer(drawn, given).write()


class _Writer:
    def __init__(self, drawn: Drawn, given: Given) -> None:
        self.case, self.given, self.facts = drawn, given, given.facts
        self.dice = Random(drawn.serial * 104_729)
        self.base = self.dice.getrandbits(70)
        self.ids = 0
        self.seq = 0
        self.id = self._id(drawn.opened)
        self.department = drawn.subject.department or drawn.spot.street_office if drawn.state in HELD else None
        self.days = self.facts.days.get(drawn.kind, 5)
        self.due = drawn.opened + self.days * 7 * DAY // 5
        self.done = drawn.state in ("closed", "filed")
        self.ended = drawn.state not in ("received", "accepted", "under_study", "dispatched", "return_asked", "in_progress", "answered")
        self.closed = min(drawn.opened + int(self.days * DAY * self.dice.triangular(0.05, 2.2, 0.8)), given.now - 600) if self.ended else None
        self.publicity = drawn.publicity or self._publicity()

    def write(self) -> dict[str, list[str]]:
        self.part = self._id(self.case.opened) if self.department else None
        answer = self.dice.choice(texts.ANSWERS).format(department=self.facts.names.get(self.department or "", "")) if self.done and self.department else ""
        party = self._party()
        self._judged(party)
        self._events()
        self._threads(answer)
        self._timers()
        self._found(answer)
        self._case(answer)
        return self.case.lines

    def _id(self, second: int) -> str:
        """Ordered like ids of that time; 74 bits of the case's own."""
        self.ids += 1
        low = self.base + self.ids
        return f"{second * 1000 + self.case.serial % 1000:012x}7{low >> 60 & 0xFFF:03x}8{low & (1 << 60) - 1:015x}"

    def _add(self, table: str, *values: Any) -> None:
        self.case.lines[table].append(line(values))

    def _publicity(self) -> str:
        rule = self.facts.publicity[self.case.kind, self.case.channel]
        if rule == "never" or any(self.case.subject.code.startswith(code) for code in self.facts.private):
            return "never"
        if self.dice.random() > (0.35 if rule == "sender_choice" else 0.85):
            return "private"
        return "waiting" if self.given.now - self.case.opened < DAY and self.dice.random() < 0.6 else "public"

    def _party(self) -> str:
        who, party = self.dice.choice(self.facts.people), self._id(self.case.opened)
        account = self.dice.choice(self.facts.residents) if self.facts.residents and self.dice.random() < 0.0004 else None
        self._add("matters.Party", party, self.id, account, who["name"], who["phone"], who["phone_lookup"], _at(self.case.opened))
        return party

    def _judged(self, party: str) -> None:
        """Of what is closed, who was called back, and what they said."""
        self.solved, self.satisfaction = "", None
        if not (self.done and self.department and self.closed) or self.dice.random() > 0.6:
            return
        open_, reached = self.case.state == "closed", self.dice.random() < 0.78
        if not open_ and reached:
            self.solved, self.satisfaction = self.dice.choices(("yes", "partly", "no"), (78, 14, 8))[0], self.dice.choices((5, 4, 3, 2, 1), (50, 25, 12, 7, 6))[0]
        standing = "open" if open_ else "answered" if reached else "unreached"
        contacted = self.dice.random() < 0.9 if self.solved else None
        self._add("ratings.Callback", self._id(self.closed), self.id, party, True, standing, _at(self.closed), contacted, self.solved, self.satisfaction,
                  None if open_ else _at(self.closed + DAY))  # fmt: skip

    def _events(self) -> None:
        case = self.case
        self._event("case_opened", case.opened, {"case_kind": case.kind, "category": case.subject.code, "board": None, "publicity": self.publicity, "split_from": None})
        self._event("deadline_set", case.opened, {"timer": "resident", "due": _at(self.due), "provisional": False, "because": "opened"})
        if self.publicity == "public":
            self._event("moderated", case.opened + 1_200, {"publicity": "public"}, "moderator")
        if case.state not in ("received", "refused", "handed_over"):
            self._event("accepted", case.opened + 600, {"category": case.subject.code}, "operator")
        if self.part:
            self._event("dispatched", case.opened + 900, {"department": self.department, "assignment": self.part, "hop": 1, "interim": False, "automatic": False, "suggestion_kept": None}, "dispatcher")
            if case.state not in ("dispatched", "return_asked"):
                self._event("signed_in", case.opened + 5_400, {"assignment": self.part, "in_time": True}, "handler")
        if self.closed and self.part:
            self._event("closed", self.closed, {"department": self.department, "in_time": self.closed <= self.due}, "reviewer")
        if self.closed and case.state == "filed":
            self._event("filed", self.closed + DAY, {}, "system")

    def _event(self, kind: str, second: int, payload: dict[str, Any], role: str = "reporter") -> None:
        self.seq += 1
        said = json.dumps({name: value for name, value in payload.items() if value is not None}, separators=(",", ":"))
        self._add("journal.Event", self._id(second), kind, self.id, self.seq, role, self.department or "", self.case.spot.district, self.case.channel, _at(second), said)

    def _threads(self, answer: str) -> None:
        case, text = self.case, self.case.text
        self._add("matters.Entry", self._id(case.opened), self.id, "receive", "parties", "reporter", None, text, text, "{}", _at(case.opened))
        if self.part:
            told = json.dumps({"department": self.department})
            self._add("matters.Entry", self._id(case.opened + 900), self.id, "dispatch", "public", "dispatcher", None, "", "", told, _at(case.opened + 900))
        if answer and self.closed:
            self._add("matters.Entry", self._id(self.closed), self.id, "answered", "public", "reviewer", self.department, answer, answer, "{}", _at(self.closed))

    def _timers(self) -> None:
        stopped, kept = (_at(self.closed), self.closed <= self.due) if self.closed else (None, None)
        limit = self._id(self.case.opened), self._id(self.case.opened)
        self._timer(limit[0], "resident", None, self.case.opened, self.days, stopped, kept)
        if self.part:
            self._timer(limit[1], "holder", self.part, self.case.opened + 900, self.days, stopped, kept)
            signed = self.case.state not in ("dispatched", "return_asked")
            self._timer(self._id(self.case.opened), "sign_in", self.part, self.case.opened + 900, 1, _at(self.case.opened + 5_400) if signed else None, True if signed else None)

    def _timer(self, pk: str, name: str, subject: str | None, started: int, days: int, stopped: str | None, kept: bool | None) -> None:
        due = started + days * 7 * DAY // 5
        self._add("matters.Timer", pk, self.id, name, subject, self.department if subject else None, _at(started), days, _at(due), _at(due - days * DAY // 3), stopped, kept)

    def _found(self, answer: str) -> None:
        """The staff's document and the public's hold the same words: what invented people write names nobody."""
        case = self.case
        words = self.given.vector(f"{case.title}\n{number_of(self.facts.prefix, self.case)} {case.text} {case.address} {answer}").replace("\\", "")
        for scope in ("case.staff", "case.public") if self.publicity == "public" else ("case.staff",):
            self._add("search.Document", scope, self.id, case.title, _at(case.opened), words)

    def _case(self, answer: str) -> None:
        case, dice = self.case, self.dice
        runs = None if self.ended else self.due
        chases, redone = (dice.choice((1, 1, 2)) if dice.random() < 0.06 else 0), int(self.done and dice.random() < 0.04)
        late = not self.ended and self.due < self.given.now
        self._add("matters.Matter", self.id, number_of(self.facts.prefix, self.case), case.title, case.state, not self.ended or case.state == "closed", self.department, _at(case.opened),
                  _at(self.closed or case.opened + 5_400), _at(runs), _at(runs and runs - self.days * DAY // 3), self.seq)  # fmt: skip
        boards = self.facts.boards.get(case.kind, ())
        cell = h3.latlng_to_cell(case.lat, case.lon, 9) if case.lat is not None else ""
        shown = case.text
        self._add(
            "cases.Case", self.id, case.kind, case.channel, "urgent" if dice.random() < 0.05 else "normal", case.subject.code,
            dice.choice(boards) if boards and dice.random() < 0.4 else None, case.text, shown, case.title, case.address, case.lon, case.lat, cell,
            case.spot.code, case.spot.district, self.publicity, self.publicity in ("public", "waiting"), False, self.part, int(bool(self.part)), redone, chases,
            late and dice.random() < 0.5, answer, answer, _at(self.closed) if self.done else None, _at(self.closed + DAY) if self.closed and case.state == "filed" else None,
            self.solved, self.satisfaction, "",
        )  # fmt: skip
        if self.part:
            signed = _at(case.opened + 5_400) if case.state not in ("dispatched", "return_asked") else None
            state = "ended" if self.closed else "sent" if signed is None else "answered" if case.state == "answered" else "signed"
            ended = _at(self.closed) if self.closed else None
            self._add("cases.Assignment", self.part, self.id, self.department, state, _at(case.opened + 900), signed, answer, ended, ended, "closed" if ended else "")


def number_of(prefix: str, drawn: Drawn) -> str:
    """The number of an invented case."""
    return f"{prefix}{datetime.fromtimestamp(drawn.opened, UTC):%Y%m%d}-{drawn.serial:06d}"


def _weighted(shares: dict[str, int]) -> list[str]:
    return [name for name, share in shares.items() for _ in range(share)]


def _state(dice: Random, days: float) -> str:
    shares = next((states for age, states in AGES if days <= age), ENDS)
    return dice.choices(list(shares), list(shares.values()))[0]


def _at(second: int | None) -> str | None:
    """A moment as PostgreSQL reads it."""
    return None if second is None else f"{datetime.fromtimestamp(second, UTC):%Y-%m-%d %H:%M:%S}+00"

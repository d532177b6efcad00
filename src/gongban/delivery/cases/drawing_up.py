"""Drawing up a new case from a report: everything that is known before it is written, with nothing asked of the database but its number."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from gongban.delivery.cases.contact import Contact, sealed_contact
from gongban.delivery.cases.events import CaseOpened, DeadlineSet
from gongban.delivery.cases.intake_rules import Checked, check_report, title_of
from gongban.delivery.cases.limits import limits_of
from gongban.delivery.cases.publicity import first_publicity
from gongban.delivery.cases.statement import next_serials
from gongban.foundation.journal.public import Entry, columns_of
from gongban.foundation.matters.public import runs_out
from gongban.foundation.territory.public import calendar, city, locate
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.identifiers import uuid7_at, uuid7_texts
from gongban.kernel.place import cell

if TYPE_CHECKING:
    from gongban.delivery.cases.receiving import Report

FOLLOW_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread over the telephone
FOLLOW_LENGTH = 8
_IDS = ("party", "entry", "timer", "opened", "deadline")
PROMPT = timedelta(minutes=1)


@dataclass(frozen=True)
class Drawn:
    """A case ready to be written: its row for the statement, and the code for a reporter without an account."""

    row: dict[str, Any]
    follow_code: str
    report: Report
    day: str  # the city's day of receipt, which its number names

    @property
    def number(self) -> str:
        """Empty until it is given one."""
        return str(self.row["number"])

    def keep_answer(self, columns: dict[str, Any]) -> None:
        """Write with the case the answer to the program that sent it (foundation/programs)."""
        self.row.update(columns)


def give_numbers(drawn: Sequence[Drawn]) -> None:
    """Number cases in their order; one that has its number keeps it."""
    new = [each for each in drawn if not each.number]
    for each, serial in zip(new, next_serials(len(new)) if new else (), strict=True):
        each.row["number"] = f"{city().number_prefix}{each.day}-{serial:06d}"


def draw_up(report: Report, *, by: Actor, at: datetime) -> Drawn:
    """Check a report and draw up its case; a Refusal names what does not fit."""
    checked = check_report(report, by=by, at=at)
    named = _known_as(report, by)
    code = _follow_code(report, by)
    row = _ids(at) | _of_report(report, checked) | _place(checked.point) | _party(report, by, code)
    row |= _clock(report, checked, at) | {"author": named.account, "at": at.isoformat()}
    row |= {"title": title_of(report), "number": "", "answer": None, "asked": None, "answer_kind": None, "answer_body": None}
    return Drawn(row | _events(row, named.over(row["channel"]), at), code, report, f"{calendar().local_day(at):%Y%m%d}")


def _ids(at: datetime) -> dict[str, str]:
    """New ids. That of the case stands among those of its moment of receipt: lists are in the order of ids."""
    id_, *others = uuid7_texts(1 + len(_IDS))
    prompt = abs(timezone.now() - at) < PROMPT
    return {"id": id_ if prompt else uuid7_at(at), **dict(zip(_IDS, others, strict=True))}


def _known_as(report: Report, by: Actor) -> Actor:
    """Who the thread and the journal name: of an anonymous report not the account from which it came (A14)."""
    return replace(ANONYMOUS, channel=by.channel) if report.anonymous and not by.is_staff else by


def _follow_code(report: Report, by: Actor) -> str:
    if by.kind == "resident" and not report.anonymous:
        return ""
    letters, chance = len(FOLLOW_ALPHABET), secrets.randbelow(len(FOLLOW_ALPHABET) ** FOLLOW_LENGTH)
    return "".join(FOLLOW_ALPHABET[chance // letters**place % letters] for place in range(FOLLOW_LENGTH))


def _of_report(report: Report, checked: Checked) -> dict[str, Any]:
    kind, channel, category = report.kind.value, report.channel.value, checked.category
    return {
        "kind": kind, "channel": channel, "urgency": report.urgency.value, "category": category, "board": report.board,
        "text": report.text, "language": report.language, "address": report.address, "wants_public": report.wants_public,
        "anonymous": report.anonymous, "source_key": report.source_key,
        "publicity": first_publicity(kind, channel, report.wants_public, category or ""),
    }  # fmt: skip


def _place(point: tuple[float, float] | None) -> dict[str, Any]:
    if point is None:
        return {"lon": None, "lat": None, "cell": "", "area": None, "district": ""}
    area = locate(*point)
    return {
        "lon": point[0], "lat": point[1], "cell": cell(*point, 9), "area": area.smallest if area else None,
        "district": area.district if area else "",
    }  # fmt: skip


def _party(report: Report, by: Actor, code: str) -> dict[str, Any]:
    own = by.kind == "resident" and not report.anonymous
    known = Contact("", "") if report.anonymous else Contact(report.name, report.phone)
    return {"reporter": by.account if own else None, "enterprise": report.enterprise, **sealed_contact(known, code)}


def _clock(report: Report, checked: Checked, at: datetime) -> dict[str, Any]:
    """The resident's clock runs from receipt and is never restarted (A12)."""
    limits = limits_of(report.kind.value, report.urgency.value, checked.category or "")
    limit, runs = limits.resident, runs_out(limits.resident, at=at, yellow_percent=limits.yellow_percent)
    return {
        "amount": limit.amount, "unit": limit.unit.value, "yellow_percent": limits.yellow_percent, "provisional": runs.provisional,
        "due_at": _text(runs.due_at), "yellow_at": _text(runs.yellow_at),
    }  # fmt: skip


def _events(row: dict[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    opened = CaseOpened(row["kind"], row["category"], row["board"], row["publicity"])
    due_at = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    told = columns_of(Entry(opened, by, at, place=row["district"]))
    limit = columns_of(Entry(DeadlineSet("resident", due_at, row["provisional"]), by, at, place=row["district"]))
    who = {name: told[name] for name in ("actor", "actor_role", "acting_for", "organisation")}
    return {**who, "opened_payload": told["payload"], "deadline_payload": limit["payload"]}


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

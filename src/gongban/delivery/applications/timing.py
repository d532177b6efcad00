"""The clocks of a part: receipt (told within five working days), correction, and legal and promised limit side by side; the promised one is scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongban.design.catalogue.public import Limit as Said
from gongban.design.catalogue.public import Unit as SaidUnit
from gongban.foundation.matters.public import open_timers, pause, resume, start_timers, stop
from gongban.kernel.clock import Limit, Unit
from gongban.kernel.events import Occurrence

if TYPE_CHECKING:
    from gongban.delivery.applications.acting import Step
    from gongban.delivery.applications.models import Part

TELLING = Limit(5, Unit.WORKING_DAY)  # 五个工作日内一次告知（行政许可法第三十二条）
MENDING = Limit(15, Unit.WORKING_DAY)  # 补正的时间；逾期可以终止，不是必须
REVIEW = ("promised", "legal")
_UNITS = {SaidUnit.WORKING_DAYS: (Unit.WORKING_DAY, 1), SaidUnit.NATURAL_DAYS: (Unit.NATURAL_DAY, 1), SaidUnit.HOURS: (Unit.HOUR, 1),
          SaidUnit.MONTHS: (Unit.NATURAL_DAY, 30), SaidUnit.YEARS: (Unit.NATURAL_DAY, 365)}  # fmt: skip


def limit_of(said: Said | None) -> dict[str, Any]:
    """A limit of the catalogue as a part keeps it: {amount, unit} of the clock; empty for none. At once is one working day, minutes are an hour."""
    if said is None:
        return {}
    unit, times = _UNITS.get(said.unit, (Unit.HOUR, 1))
    amount = 1 if said.unit == SaidUnit.MINUTES else max(said.amount, 1) * times
    return {"amount": amount, "unit": unit.value}


def kept(limit: Mapping[str, Any]) -> Limit | None:
    """The limit that a part keeps."""
    return Limit(int(limit["amount"]), Unit(limit["unit"])) if limit else None


def start_receipt(part: Part, at: datetime) -> None:
    """Within five working days everything to be mended is told, else it counts as accepted."""
    start_timers(part.matter, {"receipt": TELLING}, at=at, subject=part.pk, department=part.department_id)


def start_review(part: Part, at: datetime) -> None:
    """Legal and promised limit run from acceptance; without either, a promise of none is not scored."""
    limits = {"promised": kept(part.promised), "legal": kept(part.legal)}
    start_timers(part.matter, {name: limit for name, limit in limits.items() if limit}, at=at, subject=part.pk, department=part.department_id)


def apply_clock(step: Step) -> list[Occurrence]:
    """Apply the effects on the clocks that the row names."""
    for effect in step.row.clock:
        EFFECTS[effect](step)
    return []


def _stop(*names: str) -> Callable[[Step], None]:
    return lambda step: stop(open_timers(step.matter, names), at=step.at)


def _start_correction(step: Step) -> None:
    start_timers(step.matter, {"correction": MENDING}, at=step.at, subject=step.part.pk, department=step.part.department_id)


def _start_review(step: Step) -> None:
    start_review(step.part, step.at)


def _from_receipt(step: Step) -> None:
    start_review(step.part, step.part.received_at or step.at)


def _resume_special(step: Step) -> None:
    resume(open_timers(step.matter, REVIEW), at=step.at, reason="special")


EFFECTS: dict[str, Callable[[Step], None]] = {
    "start:receipt": lambda step: start_receipt(step.part, step.at),
    "stop:receipt": _stop("receipt"),
    "start:correction": _start_correction,
    "stop:correction": _stop("correction"),
    "start:review": _start_review,
    "start:review_as_of_receipt": _from_receipt,
    "stop:review": _stop(*REVIEW),
    "pause:special": lambda step: pause(open_timers(step.matter, REVIEW), at=step.at, reason="special"),
    "resume:special": _resume_special,
    "stop:all": _stop(),
}

"""Receipt: accepted, everything to be mended told once, not for this office, or accepted by lapse of time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field as Limited

from gongban.delivery.applications.acting import Step, performs
from gongban.delivery.applications.contents import DETAILS, checked_answer, opened, sealed
from gongban.delivery.applications.events import (
    ApplicationAccepted,
    HandedOn,
    MaterialGiven,
    MaterialRequested,
    NotAccepted,
    PartBegun,
)
from gongban.delivery.applications.flow import begin_flow
from gongban.delivery.applications.materials import replace_materials
from gongban.delivery.applications.models import Correction
from gongban.foundation.facts.public import declarations
from gongban.foundation.matters.public import open_timers
from gongban.foundation.people.public import Department
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, InvalidInput, asked
from gongban.kernel.words import Words


class Point(Input):
    """One thing to be mended: a material or a field by its key, and how."""

    what: str = asked("材料或填写项", "Material or field", max_length=10, pattern="^(material|field|other)$")
    key: str = asked("哪一项", "Which", max_length=80, default="")
    how: str = asked("怎样改", "How to mend it", widget="textarea", max_length=500)


class AskCorrection(Input):
    points: list[Point] = Limited(min_length=1, max_length=60)


class Correct(Input):
    """What is handed in: a document for each material, a value for each field, by key."""

    documents: dict[str, UUID] = Limited(default={}, max_length=60)
    values: dict[str, bool | int | str] = Limited(default={}, max_length=60)
    text: str = asked("说明", "Remarks", widget="textarea", default="")


class HandOn(Input):
    department: str = asked("转交给", "To", widget="department", max_length=40)
    text: str = asked("为什么", "Why", widget="textarea", default="")


class NotAccept(Input):
    reason: str = asked("理由", "Reason", widget="textarea")
    route: str = asked("应该去哪里办", "Where to go", widget="textarea", max_length=500)


@performs("begin")
def begin(step: Step, given: Input) -> None:
    """The parts before it were granted: it is in the office's hands from now."""
    step.part.received_at = step.at
    step.happened(PartBegun())


@performs("accept")
def accept(step: Step, given: Input) -> None:
    """Complete and in due form: the limits begin to run."""
    _accepted(step, step.at, deemed=False)
    step.say("")


@performs("deem_accepted")
def deem_accepted(step: Step, given: Input) -> None:
    """Nothing was told within five working days: it counts as accepted from the day of receipt."""
    _accepted(step, step.part.received_at or step.at, deemed=True)
    step.say("")


def _accepted(step: Step, since: datetime, *, deemed: bool) -> None:
    step.part.accepted_at = since
    step.happened(ApplicationAccepted(deemed, since), *begin_flow(step.part, step.at))


@performs("ask_correction", AskCorrection)
def ask_correction(step: Step, given: AskCorrection) -> None:
    """Tell everything to be mended at once. Conflict where it was told before and nothing new has come in since that could be wrong."""
    former = step.part.corrections.order_by("-told_at").first()
    keys = {(each.what, each.key) for each in given.points}
    if former and not keys <= {(point["what"], point["key"]) for point in former.points}:
        words = Words("补正要一次告知：再次补正只能就上次要求补的内容提出。", "Everything is told once: a second time only what was asked for before may be asked again.")
        raise Conflict("application.told_once", words)
    made = Correction.objects.create(part=step.part, points=[each.model_dump() for each in given.points], told_at=step.at, told_by_id=step.by.account)
    step.say("\n".join(each.how for each in given.points), correction=str(made.pk))
    step.happened(MaterialRequested(made.pk, len(made.points), _due(step)))


def _due(step: Step) -> datetime | None:
    timer = open_timers(step.matter, ["receipt"]).first()
    return timer.due_at if timer else None


@performs("correct", Correct)
def correct(step: Step, given: Correct) -> None:
    """Hand in what was asked for. Refusal names a material or field that was asked for and is still missing."""
    last = step.part.corrections.filter(given_at=None).order_by("-told_at").first()
    if last is None:
        raise Conflict("application.nothing_asked", Words("没有要补的内容。", "Nothing was asked for."))
    _check_given(step, last.points, given)
    replace_materials(step.part, given.documents, by=step.by, at=step.at)
    _change_fields(step, given, {point["key"] for point in last.points if point["what"] == "field"})
    last.given_at = step.at
    last.save(update_fields=["given_at"])
    step.say(given.text, correction=str(last.pk))
    step.happened(MaterialGiven(last.pk))


def _check_given(step: Step, points: list[dict[str, str]], given: Correct) -> None:
    """All that is still missing is named at once, as it was asked for at once."""
    missing = [point for point in points if not {"material": point["key"] in given.documents, "field": point["key"] in given.values, "other": bool(given.text)}[point["what"]]]
    if missing:
        names = {each.key: each.name for each in step.part.application.materials.filter(key__in=[point["key"] for point in missing])}
        raise InvalidInput([_still_missing(point, names.get(point["key"])) for point in missing])


def _still_missing(point: dict[str, str], name: Words | None) -> Refusal:
    known = declarations().get(point["key"])
    name = name or (known.fact.words if known else None)
    if name is None:
        words = Words("请在“说明”里写明怎样改好的。", "Please say in the statement how it was mended.")
        return Refusal("application.still_missing", words, field="text", status=422)
    return Refusal("application.still_missing", Words("“{name}”还没有补。", "“{name}” is still missing.").format(name=name), field=point["key"], status=422)


def _change_fields(step: Step, given: Correct, asked_for: set[str]) -> None:
    """Fields of this part and those that the office asked for; no others, whatever facts the city knows."""
    details, known = opened(step.part.details, DETAILS), declarations()
    for name, value in given.values.items():
        if name not in details and name not in asked_for:
            raise Refusal("application.unknown_field", Words("表里没有这一项。", "The form has no such field."), field=name[:80], status=422)
        checked = checked_answer(name, value, known)
        details[name] = {"value": checked.isoformat() if hasattr(checked, "isoformat") else checked, "from": "applicant"}  # type: ignore[union-attr]
    step.part.details = sealed(details, DETAILS)


@performs("hand_on", HandOn)
def hand_on(step: Step, given: HandOn) -> None:
    """Give it to the office that decides; the time since receipt goes on counting, now for that office."""
    found = Department.objects.filter(pk=given.department, ended_at__isnull=True).exclude(pk=step.part.department_id).first()
    if found is None:
        raise Refusal("application.no_department", Words("请选择另一个单位。", "Choose another unit."), field="department", status=422)
    before, step.part.department = step.part.department_id, found
    open_timers(step.matter).update(department=found)
    step.say(given.text, audience="staff", department=found.pk)
    step.happened(HandedOn(before, found.pk))


@performs("not_accept", NotAccept)
def not_accept(step: Step, given: NotAccept) -> None:
    """Not for this office, or no permit is needed: why, and where to go."""
    step.part.reason = f"{given.reason}\n{given.route}"
    step.say(step.part.reason)
    step.happened(NotAccepted("not_ours"))

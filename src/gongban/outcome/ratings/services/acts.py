"""The acts on a rectification; each is one row of the table."""

from __future__ import annotations

from gongban.foundation.matters.public import Process, Step, Timer
from gongban.kernel.input import Input
from gongban.outcome.ratings.events import (
    RatingAppealDecided,
    RatingAppealed,
    RatingCalledBack,
    RatingVerified,
    RectificationClosed,
    Rectified,
)
from gongban.outcome.ratings.services.lifecycle import RECTIFICATION
from gongban.outcome.ratings.services.models import ServiceRating
from gongban.outcome.ratings.services.rights import relations, unknown, visible
from gongban.outcome.ratings.services.rules import limits, rating_rules
from gongban.outcome.ratings.services.terms import (
    Appealing,
    CallingBack,
    CallOutcome,
    Explaining,
    Objecting,
    Replying,
    Reviewing,
    Verifying,
)

PROCESS = Process(RECTIFICATION, "rectification", visible, relations, limits, unknown)
act, offered = PROCESS.act, PROCESS.offered


@PROCESS.performs("verify", Verifying)
def verify(step: Step, given: Verifying) -> None:
    """It is true: it will be mended."""
    step.says(given.text)
    step.happened(RatingVerified("true"))


@PROCESS.performs("explain", Explaining)
def explain(step: Step, given: Explaining) -> None:
    """There is no legal ground for what the person wishes: the law, and why."""
    step.says(given.text, basis=given.basis)
    step.happened(RatingVerified("no_legal_ground"))


@PROCESS.performs("appeal", Appealing)
def appeal(step: Step, given: Appealing) -> None:
    """The office holds the rating to be false or malicious. The person reads that it appealed, the service office why."""
    step.says(given.text, audience="staff")
    step.happened(RatingAppealed(step.matter.holder_id or ""))


@PROCESS.performs("uphold_appeal", Reviewing)
def uphold_appeal(step: Step, given: Reviewing) -> None:
    """Found untrue: it stays shown, and counts no more."""
    step.says(given.text)
    ServiceRating.objects.filter(pk=step.thing.rating_id).update(excluded=True)
    step.happened(RatingAppealDecided(True), RectificationClosed("untrue"))


@PROCESS.performs("reject_appeal", Reviewing)
def reject_appeal(step: Step, given: Reviewing) -> None:
    """The appeal has no ground: mending goes on."""
    step.says(given.text)
    step.happened(RatingAppealDecided(False))


@PROCESS.performs("reply", Replying)
def reply(step: Step, given: Replying) -> None:
    """What was mended, and the reply."""
    step.says(given.text, measures=given.measures)
    step.happened(Rectified(step.thing.rounds))


@PROCESS.performs("call_back", CallingBack)
def call_back(step: Step, given: CallingBack) -> None:
    """The service office asks the person: content, not content, or not reached in as many tries as the city asks for."""
    step.says(given.text, audience="staff", outcome=given.outcome.value)
    if given.outcome is CallOutcome.UNREACHED:
        step.thing.tries += 1
        step.to = "closed" if step.thing.tries >= rating_rules().attempts else "replied"
    _judged(step, given.outcome, by_rater=False)


@PROCESS.performs("accept")
def accept(step: Step, given: Input) -> None:
    """The person says online that they are content."""
    step.says("")
    _judged(step, CallOutcome.ACCEPTED, by_rater=True)


@PROCESS.performs("object", Objecting)
def object_(step: Step, given: Objecting) -> None:
    """The person says online what is still not mended."""
    step.says(given.text)
    _judged(step, CallOutcome.NOT_ACCEPTED, by_rater=True)


def _judged(step: Step, outcome: CallOutcome, *, by_rater: bool) -> None:
    if outcome is CallOutcome.NOT_ACCEPTED:
        step.thing.rounds += 1
        step.to = "rectifying"
    step.happened(RatingCalledBack(outcome.value, step.thing.tries, by_rater))
    if step.to == "closed":
        step.happened(RectificationClosed(outcome.value, _in_time(step)))


def _in_time(step: Step) -> bool | None:
    """Whether every span of mending was kept."""
    kept = Timer.objects.filter(matter=step.matter.pk, name="rectify", stopped_at__isnull=False).values_list("kept", flat=True)
    return all(kept) if kept else None

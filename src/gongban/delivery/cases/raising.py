"""When a case becomes a problem order (问题工单): three returns or three redoings raise it by itself."""

from __future__ import annotations

from gongban.delivery.cases.acting import Step
from gongban.delivery.cases.events import Escalated
from gongban.delivery.cases.limits import limits_for


def raise_if_due(step: Step) -> None:
    """Raise the case when the city's number of returns or redoings is reached; once only."""
    limits, case = limits_for(step.case), step.case
    if case.raised_at:
        return
    if case.returns >= limits.raise_after_returns:
        _raise(step, "returns")
    elif case.redoings >= limits.raise_after_redoings:
        _raise(step, "redoings")


def _raise(step: Step, because: str) -> None:
    step.case.raised_at = step.at
    step.say("", audience="staff", kind="escalate", because=because)
    step.happened(Escalated(because))

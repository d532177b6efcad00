"""Who is told what when something happens to a case: once for each event and person, after the event is sealed.

Reporters read it on the site, and get a short message where it is worth one or where they have no account.
Events that were written long after they happened (imports, old records) tell nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from gongban.delivery.cases.letters import REPORTER, STAFF
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.own_reports import erase_reports
from gongban.delivery.cases.telling import names_of_department, reporters_of, staff_to_tell
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import tell
from gongban.kernel.actors import SYSTEM

LATE = timedelta(days=2)

_Words = Callable[[Mapping[str, object]], str | None]


def _always(name: str) -> _Words:
    return lambda payload: name


REPORTER_IS_TOLD: dict[str, _Words] = {
    "accepted": _always("accepted"),
    "refused": _always("refused"),
    "handed_over": _always("handed_over"),
    "answered_at_once": _always("answered"),
    "dispatched": _always("dispatched"),
    "replied": lambda payload: None if payload.get("final") else "replied",  # the last reply comes with `closed`
    "material_requested": _always("asked"),
    "extended": _always("extended"),
    "closed": _always("closed"),
    "reopened": _always("redone"),
    "filed": _always("filed"),
    "merged": _always("joined"),
    "moderated": lambda payload: "private" if payload.get("publicity") == "private" else None,
}
SAID_BETTER_BY = {"filed": "answered_at_once", "dispatched": "reopened"}
STAFF_IS_TOLD = {
    "dispatched": "dispatched", "co_handled": "co_handled", "urged": "urged", "chased": "chased",
    "dispatch_returned": "return_granted", "return_refused": "return_refused",
}  # fmt: skip


@listens(*REPORTER_IS_TOLD, later=True)
def tell_reporters(event: Event) -> None:
    """Tell every party of the case, in their language."""
    name = REPORTER_IS_TOLD[event.kind](event.payload)
    case = _case(event) if name else None
    if case is None or name is None or _said_already(case, event):
        return
    for party in reporters_of(case, loud=REPORTER[name].loud):
        values = _values(case, event) | {"page": party.page}
        tell(party.addresses, f"cases.{name}", values, key=f"{event.pk}:{party.id}", at=event.occurred_at)


@listens(*STAFF_IS_TOLD, later=True)
def tell_staff(event: Event) -> None:
    """Tell those of the department who work on it, and whoever stands in for them."""
    name, case = STAFF_IS_TOLD[event.kind], _case(event)
    department = event.payload.get("department") or (case.matter.holder_id if case else None)
    if case is None or not department:
        return
    values = _values(case, event) | names_of_department(department) | {"page": f"/desk/cases/{case.matter.number}/"}
    for account, addresses in staff_to_tell(case, department, name, at=event.occurred_at):
        if account != event.actor:
            tell(addresses, STAFF[name].name, values, key=f"{event.pk}:{account}", at=event.occurred_at)


@listens("account_erased")
def release_reports(event: Event) -> None:
    """Within the erasure: reports lose the name of whoever leaves, and what their texts say; an open one refuses it."""
    erase_reports(event.payload["account"], by=SYSTEM, at=event.occurred_at)


def _case(event: Event) -> Case | None:
    if event.recorded_at - event.occurred_at > LATE:
        return None
    return Case.objects.select_related("matter").filter(pk=event.matter).first()


def _said_already(case: Case, event: Event) -> bool:
    """Whether another event of the same moment tells it better."""
    better = SAID_BETTER_BY.get(event.kind)
    return bool(better) and Event.objects.filter(matter=case.pk, kind=better, occurred_at=event.occurred_at).exists()


def _values(case: Case, event: Event) -> dict[str, str]:
    values = {"number": case.matter.number, "count": str(event.payload.get("count", ""))}
    if event.kind == "merged" and (other := Case.objects.select_related("matter").filter(pk=event.payload["into"]).first()):
        values["other"] = other.matter.number
    if event.kind == "dispatched":
        values |= names_of_department(event.payload["department"])
    return values

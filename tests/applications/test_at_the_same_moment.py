"""Two at the same moment: offices that decide, an applicant who withdraws, a second press of submit; one comes first, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from gongban.delivery.applications.public import Application, act, apply_again, submit
from gongban.delivery.licences.public import Licence
from gongban.foundation.journal.public import Event
from gongban.kernel.errors import Refusal
from tests.applications.conftest import BUSINESS, LARGE, NOW, Desk, typed
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk_(cast: Cast) -> Desk:
    from gongban.delivery.licences.public import issue

    issue(BUSINESS, key="JCB0:granted", by=cast.system, at=NOW)
    return Desk(cast)


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Each in a thread with a connection of its own, begun together; what each returned or was refused with."""
    ready = Barrier(len(doings))

    def run(doing: Callable[[], Any]) -> Any:
        try:
            ready.wait(10)
            return doing()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return [each.result(30) for each in [pool.submit(run, doing) for doing in doings]]


def test_submitted_twice_there_is_one_application(desk_: Desk) -> None:
    draft = desk_.begin("signboard", subject="item")
    desk_.fill(draft)
    press = lambda: submit(draft.pk, {"truthful": True, "share": True}, by=desk_.cook, at=NOW).number  # noqa: E731
    answers = at_once(press, press, press)
    assert sorted(answers)[1:] == ["application.not_a_draft"] * 2
    assert Event.objects.filter(kind="submitted").count() == 1 and Application.objects.get(pk=draft.pk).parts.count() == 1


def test_two_offices_that_decide_the_last_two_parts_hand_everything_over_once(desk_: Desk) -> None:
    made = desk_.apply("restaurant", LARGE)
    desk_.grant(desk_.parts(made)["licence-check"])
    todo = [part for part in desk_.parts(made).values() if part.matter.state == "received"]
    for part in todo:
        desk_.review(part)
    doings = [_decision(desk_, part) for part in todo]
    at_once(*doings)
    for part in desk_.parts(made).values():
        if part.matter.state == "received":
            desk_.grant(part)
    parts = desk_.parts(made)
    assert {part.matter.state for part in parts.values()} == {"concluded"}
    assert Event.objects.filter(kind="result_handed_over").count() == len(parts)
    issued = [part.licence for part in parts.values() if part.licence]
    assert len(set(issued)) == len(issued) == Licence.objects.filter(issue_key__contains=made.number).exclude(issue_key__contains="comprehensive").count()


def _decision(desk: Desk, part: Any) -> Callable[[], Any]:
    office, kind = desk.office(part.department_id), desk.kind(part)
    fields = typed(kind, part)
    return lambda: act(part.matter.number, "decide", {"outcome": "granted", "fields": fields}, by=office, at=NOW).outcome


def test_who_withdraws_while_an_office_decides_gets_one_of_the_two(desk_: Desk) -> None:
    part = desk_.parts(desk_.apply("signboard", subject="item"))["item"]
    desk_.review(part)
    number, office = part.matter.number, desk_.office("chengguan")
    answers = at_once(
        lambda: act(number, "withdraw", by=desk_.cook, at=NOW).pk and "withdrawn", lambda: act(number, "decide", {"outcome": "granted"}, by=office, at=NOW).pk and "granted"
    )
    part.matter.refresh_from_db()
    assert "application.wrong_state" in answers and part.matter.state in ("withdrawn", "concluded")
    assert Event.objects.filter(kind="concluded", matter=part.pk).count() == 1


def test_two_new_attempts_at_once_are_one(desk_: Desk) -> None:
    part = desk_.parts(desk_.apply("signboard", subject="item"))["item"]
    desk_.review(part)
    desk_.act(part, "decide", {"outcome": "refused", "reason": "超出外墙"})
    again = lambda: apply_again(part.matter.number, {}, by=desk_.cook, at=NOW).attempt  # noqa: E731
    assert sorted(map(str, at_once(again, again))) == ["2", "application.not_again"]

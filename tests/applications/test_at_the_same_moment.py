"""Two at the same moment: offices that decide, an applicant who withdraws, a guide that is published anew, a second press of submit; one comes first, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from gongban.delivery.applications.public import Application, act, apply_again, refresh, submit
from gongban.delivery.licences.public import Licence
from gongban.design.catalogue.public import (
    Drafting,
    Publishing,
    Submission,
    change_item,
    guide,
    publish,
    submit_draft,
)
from gongban.foundation.journal.public import Event
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.words import Words
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


def republished(desk: Desk) -> Callable[[], Any]:
    """The guide of the signboard is written anew and submitted; what is returned publishes it."""
    cast, now = desk.cast, guide("signboard", at=NOW)
    elements = now.elements.model_copy(update={"summary": Words("挂招牌之前先备案，当天办好。", "Recorded before it is put up, on the same day.")})
    change_item(Drafting(code=now.code, slug="signboard", department=now.owner.code, elements=elements), by=cast.editor, at=NOW)
    submit_draft(Submission(note="写得更明白"), by=cast.editor, at=NOW)
    return lambda: publish(Publishing(), by=cast.publisher, at=NOW).pk and "published"


def test_a_guide_published_while_somebody_submits_is_shown_to_them_or_comes_after_them(desk_: Desk) -> None:
    draft = desk_.begin("signboard", subject="item")
    desk_.fill(draft)
    draft.refresh_from_db()
    seen, publishes = draft.version, republished(desk_)
    press = lambda: submit(draft.pk, {"truthful": True, "share": True}, by=desk_.cook, at=NOW).number and "submitted"  # noqa: E731
    first, second = at_once(press, publishes)
    assert second == "published" and first in ("submitted", "application.definition_changed")
    current = guide("signboard", at=NOW).version
    assert current != seen
    if first != "submitted":
        with pytest.raises(Conflict, match=r"application\.definition_changed"):
            press()
        refresh(draft.pk, by=desk_.cook, at=NOW)
        assert press() == "submitted"
    part = desk_.parts(Application.objects.get(pk=draft.pk))["item"]
    assert part.version == (seen if first == "submitted" else current), "a part keeps the version that its applicant has seen"


def test_a_running_part_keeps_its_guide_when_that_is_published_anew(desk_: Desk) -> None:
    part = desk_.parts(desk_.apply("signboard", subject="item"))["item"]
    before, publishes = part.version, republished(desk_)
    office = desk_.office(part.department_id)
    assert at_once(lambda: act(part.matter.number, "accept", by=office, at=NOW).version, publishes) == [before, "published"]
    desk_.act(part, "give_opinion", {"opinion": "agreed", "text": "同意"})
    desk_.act(part, "decide", {"outcome": "granted"})
    assert part.version == before and part.matter.state == "concluded"


def test_two_clerks_and_one_result(desk_: Desk) -> None:
    part = desk_.parts(desk_.apply("signboard", subject="item"))["item"]
    Application.objects.filter(pk=part.application_id).update(delivery="counter")
    desk_.grant(part)
    office = desk_.office("chengguan")
    hands = lambda: act(part.matter.number, "hand_over", {}, by=office, at=NOW).pk and "handed"  # noqa: E731
    assert sorted(at_once(hands, hands)) == ["application.wrong_state", "handed"]
    assert Event.objects.filter(kind="result_handed_over", matter=part.pk).count() == 1

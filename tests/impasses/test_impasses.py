"""办不成事: taken at a counter or online, owned by the service office, ends in done or a lawful no; its causes are counted by item."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gongban.delivery.impasses.listeners import tell_person
from gongban.delivery.impasses.public import (
    IMPASSE,
    PROCESS,
    Impasse,
    Sought,
    causes_of,
    code_of,
    impasse_by,
    impasse_of,
    impasses_to_do,
    list_impasses,
    take_impasse,
    thread_of,
)
from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.foundation.journal.public import Event
from gongban.foundation.matters.public import Timer
from gongban.foundation.messages.public import inbox
from gongban.foundation.people.public import erase_account
from gongban.foundation.retention.public import SORTS
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.input import InvalidInput
from tests.cast import Cast, actor

OFFICE, HELPER, CLERK = "han.doudi", "sun.gongping", "gu.louchen"  # 政务数据局、市场监管局、鼓楼前街道
SAID: dict[str, Any] = {"item": "food-permit", "cause": "outside-guide", "text": "要房东再写一份说明，指南上没有。"}
GIVEN: dict[str, dict[str, Any]] = {
    "coordinate": {"department": "shichang", "text": "指南没有这份材料，请核对。"},
    "report": {"text": "确实不需要，已通知窗口。"},
    "finish": {"text": "窗口已收件，不用再写说明。"},
    "refuse": {"basis": "食品安全法第三十五条", "remedy": "六十日内向市政府申请行政复议", "text": "没有固定场所的不能办。"},
    "reclassify": {"cause": "several-departments"},
    "add": {"text": "我又去了一次。"},
    "withdraw": {},
}


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def taken(cast: Cast, now: datetime) -> Impasse:
    """What Chen said online."""
    return take_impasse({**SAID, "outlet": "gulouqian-street"}, by=cast.chen, at=now)


def take(row: Impasse, action: str, who: str | Actor, at: datetime, **more: Any) -> None:
    PROCESS.act(row.pk, action, {**GIVEN[action], **more}, by=actor(who) if isinstance(who, str) else who, at=at)
    row.refresh_from_db()
    row.matter.refresh_from_db()


def test_a_clerk_takes_it_down_where_they_serve(cast: Cast, now: datetime) -> None:
    with pytest.raises(Forbidden, match=r"impasse\.not_taking"):
        take_impasse(SAID, by=actor(CLERK), at=now)
    begin_duty(Serving(outlet="gulouqian-street", counter="1"), by=actor(CLERK), at=now)
    row = take_impasse({**SAID, "name": "吴大姐", "phone": "13000000077"}, by=actor(CLERK), at=now)
    assert (row.outlet, row.counter, row.item, row.matter.holder_id, row.matter.state, row.matter.number) == (
        "gulouqian-street", "1", "food-permit", "zhengshuju", "taken", f"JCBC{row.matter.opened_at.year}-000001")  # fmt: skip
    assert "13000000077" not in row.phone and "吴大姐" not in row.name
    assert set(Timer.objects.filter(matter=row.pk).values_list("name", flat=True)) == {"coordinate", "resolve"}
    assert impasse_of(row.pk, by=actor(CLERK)) == row


ROADS: list[tuple[str, list[tuple[str, str]], str]] = [
    ("done after a department helped", [("coordinate", OFFICE), ("report", HELPER), ("finish", OFFICE)], "done"),
    ("done at once", [("finish", OFFICE)], "done"),
    ("a lawful no", [("coordinate", OFFICE), ("refuse", OFFICE)], "lawful_no"),
    ("not needed any more", [("add", "chenxiaoyu"), ("withdraw", "chenxiaoyu")], "withdrawn"),
]


@pytest.mark.parametrize(("steps", "ending"), [each[1:] for each in ROADS], ids=[each[0] for each in ROADS])
def test_the_roads_to_an_end(cast: Cast, now: datetime, taken: Impasse, steps: list[tuple[str, str]], ending: str) -> None:
    for action, who in steps:
        take(taken, action, who, now)
    assert (taken.matter.state, taken.matter.open, taken.matter.due_at) == (ending, False, None)
    told = Event.objects.filter(matter=taken.pk, kind="impasse_ended").get().payload
    assert (told["ending"], told["item"], told["cause"]) == (ending, "food-permit", "outside-guide")


def test_there_is_no_no_without_a_legal_ground_and_a_remedy(cast: Cast, now: datetime, taken: Impasse) -> None:
    for missing in ("basis", "remedy"):
        with pytest.raises(InvalidInput):
            take(taken, "refuse", OFFICE, now, **{missing: ""})
    take(taken, "refuse", OFFICE, now)
    assert taken.basis and taken.remedy


def test_another_department_does_not_restart_the_clock(cast: Cast, now: datetime, taken: Impasse) -> None:
    take(taken, "coordinate", OFFICE, now)
    take(taken, "coordinate", OFFICE, now + timedelta(hours=1), department="chengguan")
    assert Timer.objects.get(matter=taken.pk, name="resolve").started_at == now
    assert taken.coordinator_id == "chengguan"
    with pytest.raises(NotFound):
        take(taken, "report", HELPER, now)  # 已不归它协调


@pytest.mark.parametrize(
    ("action", "who", "problem"),
    [
        ("finish", HELPER, Forbidden),  # 由政务服务部门办结
        ("report", OFFICE, Forbidden),
        ("finish", "luo.lixing", NotFound),  # 与事无关的单位
        ("add", "wuhaoran", NotFound),
        ("finish", "chenxiaoyu", Forbidden),
    ],
)
def test_what_is_not_allowed(cast: Cast, now: datetime, taken: Impasse, action: str, who: str, problem: type[Refusal]) -> None:
    take(taken, "coordinate", OFFICE, now)
    with pytest.raises(problem):
        take(taken, action, who, now)


@pytest.mark.parametrize(
    ("more", "problem"),
    [({"cause": "none"}, Refusal), ({"item": "none"}, Refusal), ({"outlet": "none"}, Refusal), ({"text": ""}, InvalidInput), ({"cause": ""}, Refusal)],
)
def test_what_does_not_fit_is_refused(cast: Cast, now: datetime, more: dict[str, Any], problem: type[Refusal]) -> None:
    with pytest.raises(problem):
        take_impasse({**SAID, **more}, by=cast.chen, at=now)
    with pytest.raises(Forbidden, match=r"impasse\.sign_in"):
        take_impasse(SAID, by=ANONYMOUS, at=now)


def test_what_is_over_is_over(cast: Cast, now: datetime, taken: Impasse) -> None:
    take(taken, "finish", OFFICE, now)
    for action, who in (("finish", OFFICE), ("coordinate", OFFICE), ("withdraw", "chenxiaoyu")):
        with pytest.raises(Conflict):
            take(taken, action, who, now)


def test_the_person_follows_by_the_code_alone_and_reads_what_is_theirs(cast: Cast, now: datetime, taken: Impasse) -> None:
    take(taken, "coordinate", OFFICE, now), take(taken, "report", HELPER, now), take(taken, "finish", OFFICE, now)
    code = code_of(taken.pk)
    assert impasse_by(code) == taken and impasse_by(code[:-1] + ("0" if code[-1] != "0" else "1")) is None
    reader = ANONYMOUS.as_party(str(taken.pk))
    assert [entry.kind for entry in thread_of(impasse_of(taken.pk, by=reader), by=reader)] == ["taken", "finish"]
    with pytest.raises(NotFound):
        impasse_of(taken.pk, by=ANONYMOUS)


def test_the_person_is_told_of_each_step(cast: Cast, now: datetime, taken: Impasse) -> None:
    take(taken, "coordinate", OFFICE, now), take(taken, "finish", OFFICE, now)
    for event in Event.objects.filter(matter=taken.pk).order_by("seq"):
        tell_person(event)
    said = [note.subject for note in inbox(str(cast.chen.account))]
    assert sorted(each.split("：")[0] for each in said) == sorted(["已登记", "正在协调", "办成了"])


def test_causes_are_counted_by_item_for_redesign(cast: Cast, now: datetime, taken: Impasse) -> None:
    others = [take_impasse({**SAID, "cause": cause}, by=cast.chen, at=now) for cause in ("outside-guide", "system", "other")]
    take(taken, "finish", OFFICE, now), take(others[2], "withdraw", "chenxiaoyu", now)
    take(others[1], "reclassify", OFFICE, now)
    assert [(each.code, each.number, each.done) for each in causes_of("food-permit")] == [("outside-guide", 2, 1), ("several-departments", 1, 0)]
    assert causes_of("id-card") == []


def test_lists_show_each_their_own(cast: Cast, now: datetime, taken: Impasse) -> None:
    def seen(who: str) -> int:
        return len(list_impasses(actor(who), Sought(), at=now).rows)

    assert [seen(who) for who in (OFFICE, HELPER, "chenxiaoyu", "wuhaoran")] == [1, 0, 1, 0]
    take(taken, "coordinate", OFFICE, now)
    assert (seen(HELPER), impasses_to_do(actor(HELPER), now), impasses_to_do(actor(OFFICE), now + timedelta(days=30))) == (1, (1, 0), (1, 1))


def test_the_table_is_whole() -> None:
    assert {state.code for state in IMPASSE.states} == IMPASSE.reachable()
    assert set(IMPASSE.actions()) == set(PROCESS.acts)


def test_an_erased_account_and_the_rule_of_retention_take_the_words_along(cast: Cast, now: datetime, taken: Impasse) -> None:
    take(taken, "finish", OFFICE, now)
    erase_account(cast.account(cast.chen), by=cast.chen, at=now)
    taken.refresh_from_db()
    taken.matter.refresh_from_db()
    said = "".join(taken.matter.entries.values_list("text", flat=True)) + taken.matter.title
    assert taken.account is None and "房东" not in said and taken.item == "food-permit"
    begin_duty(Serving(outlet="gulouqian-street", counter="1"), by=actor(CLERK), at=now)
    row = take_impasse({**SAID, "name": "吴大姐", "phone": "13000000077"}, by=actor(CLERK), at=now)
    take(row, "finish", OFFICE, now)
    SORTS["impasses"].erase(now + timedelta(days=1), 100)
    row.refresh_from_db()
    assert (row.name, row.phone, SORTS["impasses"].due(now + timedelta(days=1))) == ("", "", 0)

"""好差评: rated once per matter and once per visit, never by default; a bad one is verified, mended, called back; an appeal is reviewed by others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.foundation.journal.public import Event
from gongban.foundation.matters.public import Timer
from gongban.foundation.retention.public import SORTS
from gongban.kernel.actors import ANONYMOUS, SYSTEM, Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    PROCESS,
    RECTIFICATION,
    Handling,
    Invitation,
    InvitationStanding,
    Rectification,
    ServiceRating,
    SoughtRatings,
    Subject,
    code_of,
    counts_of,
    invitation_by,
    invite,
    list_rectifications,
    open_visit,
    rate,
    rectification_of,
    thread_of,
)
from tests.cast import MONDAY, Cast, actor, at

FOOD = Words("食品经营许可（新办）", "Food business licence, new")
CLERK, HEAD = "sun.gongping", "shang.chengxin"  # 市场监管局的承办人、审核人


@pytest.fixture
def invited(cast: Cast) -> Callable[..., Invitation]:
    """An invitation to Chen to rate a food permit that the market bureau handled."""

    def make(subject: UUID | None = None, when: datetime = MONDAY, **more: Any) -> Invitation:
        account = cast.account(cast.chen).pk
        handling = Handling("food-permit", FOOD, "shichang", number="JCB1", account=account, handler=cast.account(CLERK).pk, **more)
        found = invite(Subject.PART, subject or uuid7(), handling, by=SYSTEM, at=when)
        assert found
        return found

    return make


@pytest.fixture
def bad(cast: Cast, invited: Callable[..., Invitation]) -> Rectification:
    """A rating of one star, and what it opened."""
    made = rate(invited().pk, {"level": 1, "tags": ["109"], "text": "要了指南上没有的证明。"}, by=cast.chen, at=MONDAY)
    return Rectification.objects.get(rating=made)


GIVEN: dict[str, dict[str, Any]] = {
    "verify": {"text": "确实多要了一份租赁备案证明。"},
    "explain": {"basis": "食品经营许可和备案管理办法第十五条", "text": "这份材料是规定要的。"},
    "appeal": {"text": "当事人没有到过本窗口，附取号记录。"},
    "uphold_appeal": {"text": "取号记录显示当天没有这次办理。"},
    "reject_appeal": {"text": "记录与评价人所说一致。"},
    "reply": {"measures": "窗口清单去掉了这一份，已培训。", "text": "对不起，多要的材料已退还。"},
    "call_back": {"outcome": "accepted"},
    "accept": {},
    "object": {"text": "别的窗口还在要。"},
}


def take(row: Rectification, action: str, who: str | Actor, when: datetime = MONDAY, **more: Any) -> Rectification:
    by = actor(who) if isinstance(who, str) else who
    done = PROCESS.act(row.pk, action, {**GIVEN[action], **more}, by=by, at=when)
    assert isinstance(done, Rectification)
    row.matter.refresh_from_db(), row.refresh_from_db(fields=["tries", "rounds"])
    return done


def test_once_per_matter_and_never_by_default(cast: Cast, invited: Callable[..., Invitation]) -> None:
    part = uuid7()
    first = invited(part)
    assert invited(part).pk == first.pk
    later = MONDAY + timedelta(days=40)
    assert first.standing(MONDAY) is InvitationStanding.OPEN and first.standing(later) is InvitationStanding.LAPSED
    with pytest.raises(Conflict, match=r"rating\.over"):
        rate(first.pk, {"level": 5}, by=cast.chen, at=later)
    assert not ServiceRating.objects.exists() and counts_of().unrated == 1  # 没评就是没评，不算好评
    rate(first.pk, {"level": 5, "tags": ["510", "510"]}, by=cast.chen, at=MONDAY)
    with pytest.raises(Conflict, match=r"rating\.rated"):
        rate(first.pk, {"level": 1}, by=cast.chen, at=MONDAY)
    made = ServiceRating.objects.get()
    assert (made.level, made.tags, Rectification.objects.exists()) == (5, ["510"], False)


@pytest.mark.parametrize(
    ("given", "problem"),
    [({}, InvalidInput), ({"level": 0}, InvalidInput), ({"level": 6}, InvalidInput), ({"level": 5, "tags": ["109"]}, Refusal), ({"level": 3, "tags": ["none"]}, Refusal)],
    ids=["nothing", "below", "above", "a tag of another level", "an unknown tag"],
)
def test_no_rating_without_one_of_five_levels_and_tags_that_fit(cast: Cast, invited: Callable[..., Invitation], given: dict[str, Any], problem: type[Refusal]) -> None:
    with pytest.raises(problem):
        rate(invited().pk, given, by=cast.chen, at=MONDAY)
    assert not ServiceRating.objects.exists()


def test_nobody_else_rates_and_the_code_of_a_visit_is_enough(cast: Cast, invited: Callable[..., Invitation]) -> None:
    asked = invited()
    for stranger in (cast.outsider, cast.handler, ANONYMOUS):
        with pytest.raises(NotFound):
            rate(asked.pk, {"level": 1}, by=stranger, at=MONDAY)
    clerk = actor(CLERK)
    with pytest.raises(Conflict, match=r"rating\.no_counter"):
        open_visit(Handling("food-permit", FOOD, ""), by=clerk, at=MONDAY)
    begin_duty(Serving(outlet="city-centre", counter="8"), by=clerk, at=MONDAY)
    visit = open_visit(Handling("food-permit", FOOD, ""), by=clerk, at=MONDAY)
    assert (visit.outlet, visit.counter, visit.department_id, visit.channel, visit.ends_at) == ("city-centre", "8", "shichang", "counter", at("2026-03-10 00:00"))
    code = code_of(visit.pk)
    assert invitation_by(code) == visit and invitation_by(code[:-1] + ("0" if code[-1] != "0" else "1")) is None and invitation_by(visit.pk.hex) is None
    made = rate(visit.pk, {"level": 2}, by=ANONYMOUS.as_party(str(visit.pk)), at=MONDAY)
    assert made.rectification.matter.holder_id == "shichang"


def test_a_bad_rating_opens_a_matter_with_its_clocks_at_who_handled_it(cast: Cast, bad: Rectification) -> None:
    matter = bad.matter
    assert (matter.kind, matter.state, matter.holder_id, matter.handler, matter.number) == ("rectification", "opened", "shichang", cast.account(CLERK), "JCCP2026-000001")
    assert dict(Timer.objects.filter(matter=matter).values_list("name", "due_at")) == {"verify": at("2026-03-04 17:30"), "rectify": at("2026-03-23 17:30")}
    assert matter.due_at == at("2026-03-04 17:30")
    assert Event.objects.filter(matter=matter.pk).values_list("kind", flat=True).get() == "rectification_opened"


ROADS = [
    ("true, mended, content", [("verify", CLERK), ("reply", CLERK), ("call_back", "cheng.du")], "closed", False),
    ("no legal ground, explained", [("explain", CLERK), ("call_back", "cheng.du")], "closed", False),
    ("untrue on review", [("appeal", HEAD), ("uphold_appeal", "cheng.du")], "dropped", True),
    ("appeal rejected", [("appeal", HEAD), ("reject_appeal", "cheng.du"), ("reply", CLERK), ("call_back", "he.jiexian")], "closed", False),
]


@pytest.mark.parametrize(("steps", "ending", "excluded"), [each[1:] for each in ROADS], ids=[each[0] for each in ROADS])
def test_the_roads_of_a_bad_rating(cast: Cast, bad: Rectification, steps: list[tuple[str, str]], ending: str, excluded: bool) -> None:
    for action, who in steps:
        take(bad, action, who)
    assert (bad.matter.state, bad.matter.open, bad.matter.due_at) == (ending, False, None)
    assert ServiceRating.objects.get().excluded is excluded
    assert not Timer.objects.filter(matter=bad.pk, stopped_at__isnull=True).exists()
    assert Event.objects.filter(matter=bad.pk, kind="rectification_closed").count() == 1


def test_not_content_goes_back_with_a_new_clock_and_three_misses_close_it(cast: Cast, bad: Rectification) -> None:
    take(bad, "verify", CLERK), take(bad, "reply", CLERK)
    take(bad, "object", cast.chen, MONDAY + timedelta(days=1))
    assert (bad.matter.state, bad.rounds) == ("rectifying", 1)
    assert Timer.objects.get(matter=bad.pk, name="rectify", stopped_at__isnull=True).started_at == MONDAY + timedelta(days=1)
    take(bad, "reply", CLERK)
    for _ in range(2):
        take(bad, "call_back", "cheng.du", outcome="unreached")
        assert bad.matter.state == "replied"
    take(bad, "call_back", "cheng.du", outcome="unreached")
    assert bad.matter.state == "closed"


def test_who_is_content_says_so_and_reads_what_is_theirs(cast: Cast, bad: Rectification) -> None:
    take(bad, "verify", CLERK), take(bad, "reply", CLERK), take(bad, "accept", cast.chen)
    assert bad.matter.state == "closed"
    told = [entry.kind for entry in thread_of(rectification_of(bad.pk, by=cast.chen), by=cast.chen)]
    assert told == ["rated", "verify", "reply", "accept"]


def test_why_the_office_appeals_is_not_read_by_the_person(cast: Cast, bad: Rectification) -> None:
    take(bad, "appeal", HEAD)
    assert "appeal" not in {entry.kind for entry in thread_of(rectification_of(bad.pk, by=cast.chen), by=cast.chen)}


@pytest.mark.parametrize(
    ("state", "action", "who", "problem"),
    [
        ("opened", "verify", "luo.lixing", NotFound),  # 别的单位
        ("opened", "appeal", CLERK, Forbidden),  # 承办人不能自己申诉
        ("opened", "verify", "cheng.du", Forbidden),  # 复核的人不替单位核实
        ("under_review", "uphold_appeal", HEAD, Forbidden),  # 自己不能认定自己的差评
        ("replied", "call_back", HEAD, Forbidden),  # 回访不由办理单位问
        ("opened", "reply", CLERK, Conflict),  # 先核实
        ("opened", "accept", "chenxiaoyu", Conflict),
        ("opened", "accept", "wuhaoran", NotFound),
    ],
)
def test_what_is_not_allowed(cast: Cast, bad: Rectification, state: str, action: str, who: str, problem: type[Refusal]) -> None:
    for step, by in {"opened": [], "under_review": [("appeal", HEAD)], "replied": [("explain", CLERK)]}[state]:
        take(bad, step, by)
    with pytest.raises(problem):
        take(bad, action, who)
    assert bad.matter.state == state


def test_the_list_shows_each_unit_its_own_and_supervision_all(cast: Cast, bad: Rectification) -> None:
    def seen(who: str, **sought: Any) -> int:
        return len(list_rectifications(actor(who), SoughtRatings(**sought), at=MONDAY + timedelta(days=10)).rows)

    assert [seen(who) for who in (CLERK, HEAD, "cheng.du", "luo.lixing")] == [1, 1, 1, 0]
    assert (seen(CLERK, late=True), seen(CLERK, state="closed"), seen("cheng.du", words="食品"), seen("cheng.du", department="chengguan")) == (1, 0, 1, 0)


def test_the_table_is_whole() -> None:
    assert {state.code for state in RECTIFICATION.states} == RECTIFICATION.reachable()
    assert set(RECTIFICATION.actions()) == set(PROCESS.acts)
    assert [state.code for state in RECTIFICATION.states if state.open and not RECTIFICATION.from_state(state.code)] == []


def test_counts_say_how_many_nothing_else(cast: Cast, invited: Callable[..., Invitation], bad: Rectification) -> None:
    invited()
    found = counts_of()
    assert (found.invited, found.rated, found.unrated, found.bad, found.closed) == (2, 1, 1, 1, 0)


def test_the_words_go_with_the_account_or_by_rule_levels_and_tags_stay(cast: Cast, bad: Rectification) -> None:
    take(bad, "explain", CLERK), take(bad, "accept", cast.chen)
    assert SORTS["rating_words"].due(MONDAY + timedelta(days=1)) == 1
    SORTS["rating_words"].erase(MONDAY + timedelta(days=1), 100)
    made = ServiceRating.objects.get()
    assert (made.text, made.level, made.tags) == ("", 1, ["109"])
    assert "指南上没有" not in "".join(bad.matter.entries.values_list("text", flat=True))

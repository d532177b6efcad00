"""Owners tell of things, people look for them in their own words, and what was missing becomes the editors' work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongban.foundation.journal.models import Event
from gongban.foundation.retention.public import SORTS
from gongban.foundation.search.models import Search
from gongban.foundation.search.noting import masked
from gongban.foundation.search.public import (
    Card,
    Deciding,
    Proposing,
    State,
    Wish,
    approve_term,
    deal_with,
    end_term,
    look_for,
    missed,
    note_choice,
    note_search,
    propose_term,
    reject_term,
    tell,
    told_of,
    use_of,
    waiting_terms,
    withdraw,
)
from gongban.kernel.actors import ANONYMOUS, Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.words import Words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
EDITOR = Actor(str(uuid4()), "staff", frozenset({(Role.REVIEWER, "zhengshuju")}))
HANDLER = Actor(str(uuid4()), "staff", frozenset({(Role.HANDLER, "chengguan")}))
PASSPORT, HOUSE, LICENCE = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def only_ours(request: pytest.FixtureRequest) -> None:
    if "of_the_city" not in request.node.name:
        withdraw("answer", told_of("answer"))
        withdraw("item", told_of("item"))


def card(key: UUID, zh: str, kind: str = "item", **more: object) -> Card:
    return Card(kind, key, Words(zh, ""), f"/{kind}s/{key.int}/", **more)  # type: ignore[arg-type]


@pytest.fixture
def town() -> None:
    tell([
        card(PASSPORT, "普通护照换发", audience=frozenset({"person"})),
        card(HOUSE, "不动产转移登记", materials=("身份证明", "不动产权属证书")),
        card(LICENCE, "食品经营许可证核发", audience=frozenset({"company"}), districts=frozenset({"420101"})),
    ])  # fmt: skip


def names(text: str, **more: str) -> list[str]:
    return [find.spine.name.zh for find in look_for(Wish(text, **more)).finds]


def approved(say: str, means: str) -> UUID:
    row = propose_term(Proposing(say=say, means=means), by=ANONYMOUS, at=NOW)
    return approve_term(row.pk, Deciding(), by=EDITOR, at=NOW).pk


@pytest.mark.usefixtures("town")
class TestWhatIsTold:
    def test_is_found_at_once_and_with_the_reason(self) -> None:
        find = look_for(Wish("护照")).finds[0]
        assert (find.spine.url, find.why[0].zh) == ("/items/1/", "含有您说的“护照”")

    def test_is_found_under_its_new_name_when_told_anew(self) -> None:
        assert tell([card(PASSPORT, "龙舟登记")]) == 1
        assert "普通护照换发" not in names("护照") and names("龙舟")[0] == "龙舟登记"

    def test_is_found_no_more_once_withdrawn(self) -> None:
        assert names("护照") and withdraw("item", [PASSPORT]) == 1
        assert "普通护照换发" not in names("护照") and PASSPORT not in told_of("item")
        assert withdraw("item", [PASSPORT]) == 0

    def test_can_be_chosen_by_kind_audience_and_district(self) -> None:
        tell([card(uuid4(), "开餐馆一件事：食品经营", kind="bundle")])
        assert names("食品经营", kind="bundle")[0] == "开餐馆一件事：食品经营"
        assert "食品经营许可证核发" not in names("食品经营", audience="person")
        assert "食品经营许可证核发" not in names("食品经营", district="420102")
        assert "食品经营许可证核发" in names("食品经营", audience="company", district="420101")

    def test_needs_a_kind_that_somebody_registered(self) -> None:
        with pytest.raises(KeyError):
            tell([card(PASSPORT, "护照", kind="nonsense")])

    def test_few_queries_however_many_things_there_are(self) -> None:
        tell([card(uuid4(), f"事项{number}") for number in range(50)])
        with CaptureQueriesContext(connection) as asked:
            names("房产")
        assert len(asked) <= 3  # 没有变化时只问一句版本 · one where nothing changed


def test_a_city_without_cards_finds_nothing() -> None:
    assert look_for(Wish("护照")).finds == ()


@pytest.mark.usefixtures("town")
class TestEverydayWords:
    def test_are_used_once_an_editor_approved_them(self) -> None:
        row = propose_term(Proposing(say="红皮册", means="不动产"), by=ANONYMOUS, at=NOW)
        assert names("红皮册") == [] and list(waiting_terms(EDITOR)) == [row]
        approve_term(row.pk, Deciding(), by=EDITOR, at=NOW)
        find = look_for(Wish("红皮册")).finds[0]
        assert find.spine.key == HOUSE and "“红皮册”是“不动产”的日常说法" in [each.zh for each in find.why]

    def test_keep_what_they_meant_before_beside_the_new_meaning(self) -> None:
        approved("小本本", "护照")
        approved("小本本", "不动产")
        assert set(names("小本本")) >= {"普通护照换发", "不动产转移登记"}

    def test_are_rejected_or_ended_only_with_a_reason(self) -> None:
        row = propose_term(Proposing(say="红皮册", means="不动产"), by=ANONYMOUS, at=NOW)
        with pytest.raises(Refusal, match=r"terms\.reason"):
            reject_term(row.pk, Deciding(), by=EDITOR, at=NOW)
        assert reject_term(row.pk, Deciding(reason="也指护照"), by=EDITOR, at=NOW).state == State.REJECTED
        with pytest.raises(Conflict):
            approve_term(row.pk, Deciding(), by=EDITOR, at=NOW)
        other = approved("绿皮册", "不动产")
        assert names("绿皮册")
        end_term(other, Deciding(reason="没有人这样说"), by=EDITOR, at=NOW)
        assert names("绿皮册") == []

    @pytest.mark.parametrize("by", [ANONYMOUS, HANDLER])
    def test_are_decided_by_editors_only(self, by: Actor) -> None:
        row = propose_term(Proposing(say="红皮册", means="不动产"), by=by, at=NOW)
        with pytest.raises(Forbidden):
            approve_term(row.pk, Deciding(), by=by, at=NOW)
        with pytest.raises(Forbidden):
            missed(by, at=NOW)

    @pytest.mark.parametrize(("say", "means", "code"), [("本", "不动产", "terms.short"), ("。。。", "不动产", "terms.short"), ("红皮册", " 、 ", "terms.means")])
    def test_need_a_saying_and_a_meaning(self, say: str, means: str, code: str) -> None:
        with pytest.raises(Refusal) as refused:
            propose_term(Proposing(say=say, means=means), by=ANONYMOUS, at=NOW)
        assert refused.value.code == code

    def test_are_not_proposed_twice(self) -> None:
        propose_term(Proposing(say="红皮册", means="不动产"), by=ANONYMOUS, at=NOW)
        with pytest.raises(Conflict):
            propose_term(Proposing(say="红皮册", means="不动产"), by=ANONYMOUS, at=NOW)

    def test_are_measured_by_use_and_by_choice(self) -> None:
        approved("红皮册", "不动产")
        for chosen in (True, False):
            search = looked_for("红皮册")
            if chosen:
                note_choice(search, "item", HOUSE, 1)
        use = use_of(["红皮册"], at=NOW)["红皮册"]
        assert (use.used, use.chosen) == (2, 1)


def looked_for(text: str, *, before: UUID | None = None, at: datetime = NOW) -> UUID:
    return note_search(text, look_for(Wish(text)), by=ANONYMOUS, at=at, before=before)


@pytest.mark.usefixtures("town")
class TestTheEditorsWorkList:
    def test_holds_what_found_nothing_the_most_frequent_first(self) -> None:
        for text in ("老黄历", "红头绳", "老黄历"):
            looked_for(text)
        looked_for("护照")
        assert [(each.text, each.times, each.nothing) for each in missed(EDITOR, at=NOW)] == [("老黄历", 2, 2), ("红头绳", 1, 1)]

    def test_holds_what_people_put_differently_before_they_chose(self) -> None:
        first = looked_for("换本子")
        again = looked_for("护照", before=first)
        assert note_choice(again, "item", PASSPORT, 1) == "/items/1/"
        row = missed(EDITOR, at=NOW)[0]
        assert (row.text, row.elsewhere, row.ended_at) == ("换本子", 1, "普通护照换发")

    def test_holds_searches_whose_right_result_stood_far_down(self) -> None:
        note_choice(looked_for("护照"), "item", PASSPORT, 5)
        assert [each.text for each in missed(EDITOR, at=NOW)] == ["护照"]

    def test_forgets_what_an_editor_dealt_with_and_what_is_old(self) -> None:
        looked_for("老黄历")
        looked_for("红头绳", at=NOW - timedelta(days=100))
        assert deal_with("老黄历", by=EDITOR, at=NOW) == 1
        assert missed(EDITOR, at=NOW) == []

    def test_the_journal_hears_of_it_without_the_words(self) -> None:
        search = looked_for("红头绳")
        event = Event.objects.get(kind="searched_without_result")
        assert event.payload == {"search": str(search), "terms": 0}

    def test_a_choice_of_what_does_not_exist_leads_nowhere(self) -> None:
        assert note_choice(looked_for("护照"), "item", uuid4(), 1) is None


@pytest.mark.parametrize(("typed", "kept"), [
    ("电话13812345678查社保", "电话…"),
    ("身份证 420101199001011234 过期", "身份证 …过期"),
    ("zhang@example.com 开发票", "… 开发票"),
    ("车牌京a12345年检", "车牌…年检"),
    ("12345热线", "…"),
    ("护照2026年到期", "护照…"),
    ("c1驾照", "c1驾照"),
])  # fmt: skip
def test_numbers_that_may_name_somebody_are_not_kept(typed: str, kept: str) -> None:
    assert kept in masked(typed) and not any(number in masked(typed) for number in ("138", "4201", "zhang", "a12345"))


@pytest.mark.usefixtures("town")
def test_what_was_typed_goes_after_the_citys_time_the_counts_stay() -> None:
    looked_for("护照", at=NOW - timedelta(days=200))
    assert SORTS["searches"].due(NOW - timedelta(days=180)) == 1
    SORTS["searches"].erase(NOW - timedelta(days=180), 100)
    assert list(Search.objects.values_list("text", "found")) == [("", 1)]


def test_an_answer_of_the_city_is_found_while_it_is_valid() -> None:
    found = look_for(Wish("井盖坏了找谁", kind="answer"))
    assert found.finds and found.finds[0].spine.url.startswith("/help/answers/")


@pytest.mark.parametrize("typed", ["房产证", "房子过户", "fcz", "budongchan", "不动产权正"])
def test_the_services_of_the_city_are_found_by_everyday_words(typed: str) -> None:
    first = look_for(Wish(typed, kind="item")).finds[0]
    assert "不动产" in first.spine.name.zh and first.spine.url.startswith("/services/") and first.why

"""A brief (专报): composed from figures and cases, kept as a draft, issued with a number, and then never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gongban.foundation.journal.public import Event
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.outcome.leading.composing import digest
from gongban.outcome.leading.public import (
    Brief,
    brief_of,
    briefs,
    change,
    composed,
    discard,
    draft,
    give,
    issue,
)
from tests.cast import MONDAY, Cast, at

pytestmark = pytest.mark.django_db
APRIL = at("2026-04-02 09:00")
MARCH: dict[str, Any] = {
    "title": "三月份热线专报", "since": "2026-03-01", "until": "2026-03-31", "figures": ["received", "closed", "response"], "tables": ["kinds", "categories", "late"],
    "opening": "本月诉求平稳。", "advice": "建议尽快补齐井盖。",
}  # fmt: skip


@pytest.fixture
def march(cast: Cast) -> list[Any]:
    """Three cases of March, one closed, and one of February."""
    old = cast.report("二月的路灯。", when=at("2026-02-10 10:00"))
    first = cast.bring(cast.report("我叫王小明，电话13012345678，井盖松了。", kind="complaint", when=MONDAY, name="王小明"), "closed")
    return [first, cast.report("路灯不亮。", by=cast.outsider), cast.report("垃圾没清。", by=cast.emma, kind="complaint"), old]


def test_a_brief_says_the_figures_of_its_period_and_how_they_changed(cast: Cast, march: list[Any]) -> None:
    said = composed({"figures": MARCH["figures"], "tables": MARCH["tables"]}, date(2026, 3, 1), date(2026, 3, 31), by=cast.supervisor, at=APRIL)
    assert [(one["zh"], one["now"], one["before"], one["change"]) for one in said["figures"][:2]] == [("收到诉求", "3", "1", "+200%"), ("办结", "1", "0", "—")]
    kinds = next(table for table in said["tables"] if table["code"] == "kinds")
    assert [(line["zh"], line["received"], line["change"]) for line in kinds["lines"]] == [("投诉", "2", "—"), ("求助", "1", "+0%")]
    assert said["before"] == ["2026-02-01", "2026-02-28"]


def test_cases_stand_in_it_masked_as_in_public_and_without_their_reporter(cast: Cast, march: list[Any]) -> None:
    wrongdoing = cast.report("有人夜里倒渣土，我叫王小明，电话13012345678。", kind="report", name="欧阳试探", phone="13000000066")
    row = draft({**MARCH, "cases": f"{march[0].matter.number}\n{wrongdoing.matter.number}"}, by=cast.supervisor, at=APRIL)
    cases = issue(row.pk, by=cast.supervisor, at=APRIL).content["cases"]
    assert [(one["title"], one["text"]) for one in cases] == [(each.title_public, each.text_public) for each in (march[0], wrongdoing)]
    assert "井盖松了" in str(cases) and [mark for mark in ("13012345678", "王小明", "欧阳试探", "13000000066") if mark in str(cases)] == []


def test_issuing_gives_number_and_date_and_the_journal_keeps_the_digest(cast: Cast, march: list[Any]) -> None:
    one, two = (draft(MARCH, by=cast.chief, at=APRIL) for _ in range(2))
    assert one.number.zh == "草稿"
    second = issue(two.pk, by=cast.chief, at=APRIL)
    first = issue(one.pk, by=cast.chief, at=APRIL)
    assert [second.number.zh, first.number.zh] == ["专报〔2026〕1号", "专报〔2026〕2号"] and first.issued_at == APRIL
    told = Event.objects.filter(kind="brief_issued").order_by("id").first()
    assert told and told.payload == {"brief": str(second.pk), "year": 2026, "serial": 1, "digest": digest(second.content)}
    assert digest(Brief.objects.get(pk=second.pk).content) == digest(second.content)


def test_an_issued_brief_stays_as_it_was_whatever_happens_to_its_cases(cast: Cast, march: list[Any]) -> None:
    row = issue(draft({**MARCH, "cases": march[1].matter.number}, by=cast.supervisor, at=APRIL).pk, by=cast.supervisor, at=APRIL)
    before = row.content
    cast.bring(march[1], "closed")
    cast.report("又有一盏路灯不亮。", when=at("2026-03-31 10:00"))
    assert brief_of(row.pk, cast.leader).content == before
    for attempt in (lambda: change(row.pk, MARCH, by=cast.supervisor, at=APRIL), lambda: discard(row.pk, by=cast.supervisor, at=APRIL),
                    lambda: issue(row.pk, by=cast.supervisor, at=APRIL)):  # fmt: skip
        with pytest.raises(Conflict):
            attempt()


@pytest.mark.parametrize("how", ["title", "content", "delete"])
def test_the_database_itself_refuses_to_change_an_issued_brief(cast: Cast, how: str) -> None:
    row = issue(draft(MARCH, by=cast.supervisor, at=APRIL).pk, by=cast.supervisor, at=APRIL)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Brief.objects.filter(pk=row.pk).delete() if how == "delete" else Brief.objects.filter(pk=row.pk).update(**{how: "别的"})


def test_a_draft_is_changed_and_thrown_away(cast: Cast) -> None:
    row = draft(MARCH, by=cast.supervisor, at=APRIL)
    change(row.pk, {**MARCH, "title": "改过的"}, by=cast.chief, at=APRIL)
    assert brief_of(row.pk, cast.supervisor).title == "改过的"
    discard(row.pk, by=cast.supervisor, at=APRIL)
    assert not Brief.objects.exists()
    assert list(Event.objects.filter(kind__startswith="brief_").order_by("id").values_list("kind", flat=True)) == ["brief_drafted", "brief_changed", "brief_discarded"]


def test_who_reads_and_who_writes(cast: Cast) -> None:
    kept, issued = draft(MARCH, by=cast.supervisor, at=APRIL), issue(draft(MARCH, by=cast.chief, at=APRIL).pk, by=cast.chief, at=APRIL)
    seen = {who: set(briefs(getattr(cast, who)).values_list("pk", flat=True)) for who in (*Cast.STAFF, "chen", "anonymous")}
    both = {kept.pk, issued.pk}
    assert {who: rows for who, rows in seen.items() if rows} == {"supervisor": both, "chief": both, "leader": {issued.pk}}
    with pytest.raises(NotFound):
        brief_of(kept.pk, cast.leader)
    for who in ("leader", "head", "handler", "dispatcher", "admin", "chen"):
        with pytest.raises(Forbidden):
            draft(MARCH, by=getattr(cast, who), at=APRIL)
        with pytest.raises(Forbidden):
            issue(kept.pk, by=getattr(cast, who), at=APRIL)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"until": "2026-02-01"}, "until"), ({"since": "1026-02-01"}, "until"), ({"cases": "JC20260101-999999"}, "cases"), ({"figures": ["happiness"]}, "figures"),
    ({"title": ""}, "title"), ({"cases": " ".join(f"JC20260101-{n:06d}" for n in range(21))}, "cases"),
])  # fmt: skip
def test_what_does_not_fit_is_told_at_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as told:
        draft({**MARCH, **wrong}, by=cast.supervisor, at=APRIL)
    assert told.value.field == field


def test_lists_are_filtered_by_words_state_and_year(cast: Cast) -> None:
    issued = issue(draft(MARCH, by=cast.chief, at=APRIL).pk, by=cast.chief, at=APRIL)
    kept = draft({**MARCH, "title": "防汛专题"}, by=cast.chief, at=APRIL)
    assert [list(briefs(cast.chief, **asked).values_list("pk", flat=True)) for asked in ({"words": "防汛"}, {"state": "issued"}, {"year": "2026"}, {"year": "2025"}, {"year": "x"})] == [
        [kept.pk], [issued.pk], [issued.pk], [], [kept.pk, issued.pk]]  # fmt: skip


def test_an_instruction_stands_on_an_issued_brief_only(cast: Cast) -> None:
    kept = draft(MARCH, by=cast.chief, at=APRIL)
    asked = {"text": "照此办理。", "departments": ["chengguan"], "due_on": "2026-04-10"}
    with pytest.raises(NotFound):
        give({**asked, "brief": str(kept.pk)}, by=cast.leader, at=APRIL)
    issue(kept.pk, by=cast.chief, at=APRIL)
    assert give({**asked, "brief": str(kept.pk)}, by=cast.leader, at=APRIL).brief_id == kept.pk

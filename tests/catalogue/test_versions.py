"""The catalogue has one draft that is published at once by a second person; what is published never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongban.design.catalogue.models import Edition, ItemVersion, Switch
from gongban.design.catalogue.public import (
    Guide,
    Publishing,
    Reason,
    Submission,
    Wanted,
    change_item,
    draft,
    draft_item,
    draft_of,
    drop_draft,
    end_item,
    guide,
    guide_of,
    list_items,
    publish,
    publish_at_once,
    return_draft,
    submit_draft,
    versions_of,
)  # fmt: skip
from gongban.foundation.journal.public import read_events
from gongban.foundation.search.public import find
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.cast import Cast, at
from tests.catalogue.conftest import CODE, drafting

Published = Callable[..., Guide]
OTHER = "11990100MB000110XE3990190002000"


def names(cast: Cast, **wanted: Any) -> list[str]:
    return [line.name.zh for line in list_items(Wanted(words="小店", **wanted), at=cast.now, size=50).rows]


# ---- 草稿 · the draft


def test_what_is_written_is_seen_by_nobody_else_until_it_is_published(cast: Cast) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    assert names(cast) == [] and [each.draft.name.zh for each in draft(cast.publisher).changes] == ["小店开业登记"]
    with pytest.raises(NotFound):
        guide(CODE, at=cast.now)
    for stranger in (cast.chen, cast.handler, cast.anonymous):
        with pytest.raises(NotFound):
            draft(stranger)


def test_an_editor_writes_the_items_of_the_own_department_the_service_offices_editor_all(cast: Cast) -> None:
    draft_item(drafting(), by=cast.trade_editor, at=cast.now)
    change_item(drafting(visits=1), by=cast.editor, at=cast.now)
    with pytest.raises(Forbidden) as told:
        draft_item(drafting(OTHER, department="minzheng"), by=cast.trade_editor, at=cast.now)
    assert told.value.code == "catalogue.not_editor"
    with pytest.raises(Forbidden):
        change_item(drafting(department="shichang"), by=cast.publisher, at=cast.now)


def test_an_item_cannot_be_taken_over_by_naming_another_department(cast: Cast) -> None:
    draft_item(drafting(OTHER, department="minzheng"), by=cast.editor, at=cast.now)
    with pytest.raises(Forbidden):
        change_item(drafting(OTHER, department="shichang"), by=cast.trade_editor, at=cast.now)


def test_all_editors_write_in_one_draft(cast: Cast) -> None:
    draft_item(drafting(), by=cast.trade_editor, at=cast.now)
    draft_item(drafting(OTHER, department="minzheng"), by=cast.editor, at=cast.now)
    assert Edition.objects.exclude(stage="published").count() == 1
    assert [each.mine for each in draft(cast.trade_editor).changes] == [True, False]


def test_a_draft_can_be_dropped_and_a_new_item_is_gone_with_it(cast: Cast, published: Published) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    drop_draft(CODE, by=cast.editor, at=cast.now)
    assert draft(cast.editor).changes == ()
    published()
    change_item(drafting(visits=0), by=cast.editor, at=cast.now)
    drop_draft(CODE, by=cast.editor, at=cast.now)
    assert guide(CODE, at=cast.now).elements.visits == 2


def test_who_opened_it_before_somebody_else_wrote_is_told(cast: Cast) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    seen = draft_of(CODE, cast.editor).changed_at
    change_item(drafting(visits=1, seen=seen), by=cast.trade_editor, at=cast.later())
    with pytest.raises(Conflict) as told:
        change_item(drafting(visits=0, seen=seen), by=cast.editor, at=cast.later())
    assert told.value.code == "item.changed_meanwhile"


FAULTY = {
    "materials[2].code": {"materials": [{"code": "a", "name": "甲"}, {"code": "a", "name": "乙"}]},
    "materials[1].situations": {"situations": [], "materials": [{"code": "a", "name": "甲", "situations": ["gone"]}]},
    "materials[1].licence": {"materials": [{"code": "a", "name": "甲", "source": "licence"}]},
    "promised_limit": {"promised_limit": {"amount": 30}},
    "name": {"name": ""},
    "situations[1].condition": {"situations": [{"code": "food", "name": "吃的", "condition": "moon_is_full"}]},
    "materials[1].condition": {"materials": [{"code": "a", "name": "甲", "condition": "shop_area > 'large'"}]},
}


@pytest.mark.parametrize("place", FAULTY)
def test_a_fault_is_told_with_its_place_when_it_is_saved(cast: Cast, place: str) -> None:
    with pytest.raises(Refusal) as told:
        draft_item(drafting(**FAULTY[place]), by=cast.editor, at=cast.now)
    assert (told.value.code, told.value.field) == ("item.fault", place)


# ---- 四眼 · a second pair of eyes


def test_who_submits_does_not_publish(cast: Cast) -> None:
    both = cast.editor.__class__(cast.editor.account, "staff", cast.editor.roles | {("catalogue_publisher", "zhengshuju")})
    draft_item(drafting(), by=both, at=cast.now)
    submit_draft(Submission(note="新增"), by=both, at=cast.now)
    with pytest.raises(Forbidden) as told:
        publish(Publishing(), by=both, at=cast.now)
    assert told.value.code == "catalogue.four_eyes"
    publish(Publishing(), by=cast.publisher, at=cast.now)
    assert names(cast) == ["小店开业登记"]


def test_only_a_publisher_publishes_and_only_what_was_submitted(cast: Cast) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    with pytest.raises(Conflict):
        publish(Publishing(), by=cast.publisher, at=cast.now)
    submit_draft(Submission(note="新增"), by=cast.editor, at=cast.now)
    with pytest.raises(Forbidden):
        publish(Publishing(), by=cast.trade_editor, at=cast.now)
    with pytest.raises(Forbidden):
        publish_at_once([drafting()], "绕过", by=cast.publisher, at=cast.now)


def test_what_is_submitted_does_not_change_until_it_is_returned_with_a_reason(cast: Cast) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    submit_draft(Submission(note="新增"), by=cast.editor, at=cast.now)
    with pytest.raises(Conflict) as told:
        change_item(drafting(visits=1), by=cast.editor, at=cast.now)
    assert told.value.code == "catalogue.submitted"
    return_draft(Reason(text="时限写错"), by=cast.publisher, at=cast.now)
    change_item(drafting(visits=1), by=cast.editor, at=cast.now)
    assert draft(cast.editor).answer == "时限写错"


def test_an_empty_draft_is_not_submitted(cast: Cast) -> None:
    draft_item(drafting(), by=cast.editor, at=cast.now)
    drop_draft(CODE, by=cast.editor, at=cast.now)
    with pytest.raises(Refusal) as told:
        submit_draft(Submission(note="空"), by=cast.editor, at=cast.now)
    assert told.value.code == "catalogue.nothing_changed"


# ---- 版本 · versions


def test_a_matter_keeps_the_version_that_it_began_with(cast: Cast, published: Published) -> None:
    begun = published()
    later = published(promised_limit={"amount": 3})
    assert (later.number, later.elements.promised_limit.amount) == (2, 3)  # type: ignore[union-attr]
    kept = guide_of(begun.version, at=cast.now)
    assert (kept.number, kept.elements.promised_limit.amount) == (1, 10)  # type: ignore[union-attr]
    assert [each.number for each in versions_of(CODE, at=cast.now)] == [2, 1]


@pytest.mark.parametrize("change", ["UPDATE catalogue_itemversion SET name_zh = '改' WHERE number = 1", "DELETE FROM catalogue_itemversion",
                                    "UPDATE catalogue_edition SET note = '改'", "DELETE FROM catalogue_edition"])  # fmt: skip
def test_the_database_refuses_to_change_what_is_published(cast: Cast, published: Published, change: str) -> None:
    from django.db import connection

    published()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_nothing_is_added_to_an_edition_that_is_published(cast: Cast, published: Published) -> None:
    row = ItemVersion.objects.get(pk=published().version)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.create(item=row.item, edition=row.edition, elements_json={}, name_zh="", name_en="", type="01", changed_at=cast.now)


def test_a_switch_that_was_turned_stays_on_record(cast: Cast, published: Published) -> None:
    published(pilot=["990102000000"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Switch.objects.update(setting="on")


def test_an_edition_may_be_in_force_from_a_day_to_come(cast: Cast, published: Published) -> None:
    published()
    change_item(drafting(visits=0), by=cast.editor, at=cast.now)
    submit_draft(Submission(note="下月起"), by=cast.editor, at=cast.now)
    publish(Publishing(since=date(2026, 4, 1)), by=cast.publisher, at=cast.now)
    assert guide(CODE, at=at("2026-03-31 23:00")).elements.visits == 2 and guide(CODE, at=at("2026-04-01 00:00")).elements.visits == 0
    with pytest.raises(Refusal):
        change_item(drafting(visits=1), by=cast.editor, at=cast.now)
        submit_draft(Submission(note="昨天起"), by=cast.editor, at=cast.now)
        publish(Publishing(since=date(2026, 2, 1)), by=cast.publisher, at=cast.now)


def test_an_ended_item_is_offered_no_more_but_its_versions_stay(cast: Cast, published: Published) -> None:
    begun = published()
    end_item(CODE, Reason(text="取消"), by=cast.editor, at=cast.now)
    submit_draft(Submission(note="取消一项"), by=cast.editor, at=cast.now)
    publish(Publishing(), by=cast.publisher, at=cast.now)
    with pytest.raises(NotFound):
        guide(CODE, at=cast.now)
    assert begun.item not in {hit.key for hit in find("小店开业", ["item.public"])}
    assert names(cast) == [] and guide_of(begun.version, at=cast.now).number == 1


def test_an_import_beside_the_draft_makes_what_was_written_on_the_old_version_stale(cast: Cast, published: Published) -> None:
    published()
    change_item(drafting(visits=0), by=cast.editor, at=cast.now)
    publish_at_once([drafting(visits=1)], "导入", by=cast.system, at=cast.now)
    assert guide(CODE, at=cast.now).elements.visits == 1 and draft(cast.editor).changes[0].stale
    submit_draft(Submission(note="改"), by=cast.editor, at=cast.now)
    with pytest.raises(Conflict) as told:
        publish(Publishing(), by=cast.publisher, at=cast.now)
    assert told.value.code == "catalogue.stale" and CODE in told.value.words.zh
    return_draft(Reason(text="在新版上重写"), by=cast.publisher, at=cast.now)
    change_item(drafting(visits=0), by=cast.editor, at=cast.now)
    submit_draft(Submission(note="改"), by=cast.editor, at=cast.now)
    publish(Publishing(), by=cast.publisher, at=cast.now)
    assert guide(CODE, at=cast.now).number == 3


def test_the_same_again_publishes_nothing(cast: Cast, published: Published) -> None:
    published()
    put, edition = publish_at_once([drafting()], "再来一遍", by=cast.system, at=cast.now)
    assert (put.added, put.changed, put.same, edition) == (0, 0, 1, None)


def test_every_publication_is_in_the_journal_without_a_word_of_text(cast: Cast, published: Published) -> None:
    published()
    latest = published(visits=0)
    told = [event for event in read_events(["version_published"]) if event.payload["item"] == str(latest.item)]
    assert [event.payload["number"] for event in told] == [1, 2]
    assert [event.payload["items"] for event in read_events(["edition_published"]) if event.actor == cast.publisher.account] == [1, 1]


def test_what_is_published_is_found_by_its_words(cast: Cast, published: Published) -> None:
    found = published(also=["开小卖部"])
    assert [hit.key for hit in find("小卖部", ["item.public"])] == [found.item]
    assert [hit.key for hit in find("平面图 开店", ["item.public"])] == [found.item]

"""A bundle is written, submitted, published by somebody else; a published version never changes, its items follow theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from gongban.design.bundles.models import BundleVersion
from gongban.design.bundles.public import (
    BundleReason,
    bundle,
    bundle_draft,
    bundle_drafts,
    bundle_of,
    bundles_with,
    draft_bundle,
    drop_bundle_draft,
    list_bundles,
    publish_bundle,
    publish_bundles_at_once,
    return_bundle,
    submit_bundle,
    versions_of_bundle,
)
from gongban.design.catalogue.public import Drafting as ItemDrafting
from gongban.design.catalogue.public import Publishing, Submission, change_item, guide, publish, submit_draft
from gongban.foundation.journal.public import read_events
from gongban.foundation.search.public import Wish, look_for
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.bundles.conftest import NOW, drafting
from tests.cast import Cast

Published = Callable[..., None]


def test_what_is_written_is_seen_by_nobody_else_until_a_second_person_publishes_it(cast: Cast) -> None:
    draft_bundle(drafting(), by=cast.editor, at=cast.now)
    with pytest.raises(NotFound):
        bundle("small-shop", at=NOW)
    assert [each.slug for each in bundle_drafts(cast.publisher)] == ["small-shop"]
    for stranger in (cast.chen, cast.handler, cast.anonymous):
        with pytest.raises(NotFound):
            bundle_drafts(stranger)
    submit_bundle("small-shop", by=cast.editor, at=cast.later())
    publish_bundle("small-shop", by=cast.publisher, at=cast.later())
    found = bundle("small-shop", at=NOW)
    assert (found.number, found.owner.code, list(found.items)) == (1, "shichang", ["check", "food", "sign"])
    kinds = ("bundle_drafted", "bundle_submitted", "bundle_published")
    assert tuple(each.kind for each in read_events(kinds)) == kinds


def test_who_submitted_it_does_not_publish_it(cast: Cast) -> None:
    draft_bundle(drafting(), by=cast.editor, at=cast.now)
    row = submit_bundle("small-shop", by=cast.editor, at=cast.later())
    with pytest.raises(Forbidden):
        publish_bundle("small-shop", by=cast.editor, at=cast.later())
    BundleVersion.objects.filter(pk=row.pk).update(submitted_by=cast.publisher.account)
    with pytest.raises(Forbidden) as told:
        publish_bundle("small-shop", by=cast.publisher, at=cast.later())
    assert told.value.code == "bundle.four_eyes"


def test_an_editor_of_another_department_does_not_write_it(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        draft_bundle(drafting().model_copy(update={"department": "weijian"}), by=cast.trade_editor, at=cast.now)
    with pytest.raises(NotFound):
        draft_bundle(drafting(), by=cast.chen, at=cast.now)


def test_a_fault_is_refused_with_its_place(cast: Cast) -> None:
    with pytest.raises(Refusal) as told:
        draft_bundle(drafting(parts=[{"code": "one", "item": "no-such-item"}]), by=cast.editor, at=cast.now)
    assert (told.value.code, told.value.field) == ("bundle.fault", "parts[1].item")


def test_submitted_it_is_not_changed_until_it_is_returned(cast: Cast) -> None:
    draft_bundle(drafting(), by=cast.editor, at=cast.now)
    submit_bundle("small-shop", by=cast.editor, at=cast.later())
    with pytest.raises(Conflict):
        draft_bundle(drafting(), by=cast.editor, at=cast.later())
    return_bundle("small-shop", BundleReason(text="名称不清楚"), by=cast.publisher, at=cast.later())
    assert (bundle_draft("small-shop", cast.editor).answer, bundle_draft("small-shop", cast.editor).mine) == ("名称不清楚", True)
    draft_bundle(drafting(), by=cast.editor, at=cast.later())
    with pytest.raises(Conflict):
        publish_bundle("small-shop", by=cast.publisher, at=cast.later())


def test_who_opened_it_before_somebody_else_changed_it_is_told(cast: Cast) -> None:
    row = draft_bundle(drafting(), by=cast.editor, at=cast.now)
    draft_bundle(drafting(), by=cast.editor, at=cast.later())
    with pytest.raises(Conflict) as told:
        draft_bundle(drafting().model_copy(update={"seen": row.changed_at}), by=cast.editor, at=cast.later())
    assert told.value.code == "bundle.changed_meanwhile"


def test_a_draft_is_dropped_and_a_bundle_never_published_goes_with_it(cast: Cast) -> None:
    draft_bundle(drafting(), by=cast.editor, at=cast.now)
    drop_bundle_draft("small-shop", by=cast.editor, at=cast.later())
    assert bundle_drafts(cast.editor) == []


def test_the_database_refuses_to_change_or_delete_what_is_published(published: Published) -> None:
    published()
    row = BundleVersion.objects.get(bundle__slug="small-shop")
    for change in (lambda: BundleVersion.objects.filter(pk=row.pk).update(name_zh="改"), lambda: BundleVersion.objects.filter(pk=row.pk).delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_former_version_stays_readable_and_the_new_one_is_in_force(published: Published) -> None:
    published()
    first = bundle("small-shop", at=NOW)
    published(name="开小店一件事（新）")
    assert (bundle("small-shop", at=NOW).number, bundle("small-shop", at=NOW, number=1).name.zh, bundle_of(first.version, at=NOW).name.zh) == (2, "开小店一件事", "开小店一件事")
    assert [number for number, *_ in versions_of_bundle("small-shop")] == [2, 1]


def test_what_was_written_on_an_outdated_version_does_not_undo_the_newer_one(cast: Cast, published: Published) -> None:
    from gongban.kernel.actors import SYSTEM

    publish_bundles_at_once([drafting()], by=SYSTEM, at=cast.now)
    draft_bundle(drafting(name="慢慢写的"), by=cast.editor, at=cast.later())
    publish_bundles_at_once([drafting(name="后来导入的")], by=SYSTEM, at=cast.later())
    submit_bundle("small-shop", by=cast.editor, at=cast.later())
    with pytest.raises(Conflict) as told:
        publish_bundle("small-shop", by=cast.publisher, at=cast.later())
    assert told.value.code == "bundle.stale"


def test_what_people_published_is_not_overwritten_by_files(cast: Cast, published: Published) -> None:
    from gongban.kernel.actors import SYSTEM

    published()
    put = publish_bundles_at_once([drafting(name="文件里的")], by=SYSTEM, at=cast.later())
    assert put.kept == ("small-shop",) and bundle("small-shop", at=NOW).name.zh == "开小店一件事"
    with pytest.raises(Forbidden):
        publish_bundles_at_once([drafting()], by=cast.publisher, at=cast.later())


def test_a_part_follows_its_item_to_the_version_in_force(cast: Cast, published: Published) -> None:
    published()
    before = bundle("small-shop", at=NOW).items["sign"]
    shorter = before.elements.model_copy(update={"promised_limit": before.elements.promised_limit.model_copy(update={"amount": 0})})  # type: ignore[union-attr]
    given = ItemDrafting(code=before.code, slug=before.slug, department=before.owner.code, elements=shorter)
    change_item(given, by=cast.editor, at=cast.later())
    submit_draft(Submission(note="快些"), by=cast.editor, at=cast.later())
    publish(Publishing(), by=cast.publisher, at=cast.later())
    after = bundle("small-shop", at=NOW)
    assert after.number == 1 and after.items["sign"].version == guide("signboard", at=NOW).version != before.version


def test_an_item_knows_the_bundles_in_which_it_is(published: Published) -> None:
    published()
    assert "small-shop" in [line.slug for line in bundles_with(["signboard"], at=NOW)]
    assert "small-shop" not in [line.slug for line in bundles_with(["marriage"], at=NOW)]


def test_the_search_finds_it_by_what_people_say_before_the_single_item(published: Published) -> None:
    published(also=["摆摊卖烤红薯"])
    first = look_for(Wish("摆摊卖烤红薯")).finds[0]
    assert (first.spine.kind, first.spine.name.zh, first.spine.url) == ("bundle", "开小店一件事", "/bundles/small-shop/")


def test_where_the_city_switches_the_mechanism_off_there_are_none(published: Published, request: pytest.FixtureRequest) -> None:
    published()
    request.addfinalizer(forget)
    Mechanism.objects.filter(code="B4").update(state="off")
    forget()
    assert list_bundles(at=NOW, kind="one_thing") == []
    with pytest.raises(NotFound):
        bundle("small-shop", at=NOW)


SAID = {  # what people say: the first find
    "开饭店": "开办餐饮店一件事", "生孩子": "新生儿出生一件事", "开公司": "企业开办一件事", "公司不开了": "企业注销一件事", "招人": "员工录用一件事",
    "开药店": "药店", "退休": "退休一件事", "亲人去世": "亲人身后一件事", "护照": "普通护照签发", "驾驶证过期": "机动车驾驶证期满换证", "户外招牌": "户外招牌设置备案",
}  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_a_bundle_stands_first_where_it_fits_as_well_and_the_single_item_where_only_that_is_meant(cast: Cast, said: str) -> None:
    found = look_for(Wish(said)).finds
    assert found[0].spine.name.zh == SAID[said] and found[0].why

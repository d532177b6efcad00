"""An assistant applies for somebody under a mandate: sees what it covers, every act is marked, and nothing is left when it is taken back in the middle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongban.delivery.applications.public import (
    Application,
    abandon,
    application_of,
    begin,
    my_applications,
    part_of,
    save,
    submit,
)
from gongban.delivery.assistance.public import done_for, give, revoke
from gongban.kernel.errors import Forbidden, NotFound
from tests.applications.conftest import NOW, Desk


@pytest.fixture
def mandate(shop: Desk) -> Any:
    """Chen lets the city's assistant act for her in her social card, for some weeks."""
    given = {"kind": "act", "assistant": "fu.bangban", "items": ["social-card"], "until": date(2027, 2, 28)}
    return give(given, by=shop.cast.chen, at=NOW)


def begun(shop: Desk, mandate: Any, slug: str = "social-card") -> Application:
    return begin({"subject": "item", "slug": slug, "mandate": str(mandate.pk)}, by=shop.cast.helper, at=NOW)


def test_what_an_assistant_begins_is_the_person_s_and_marked_as_the_assistant_s(shop: Desk, mandate: Any) -> None:
    draft = begun(shop, mandate)
    assert (str(draft.account_id), str(draft.assistant_id)) == (shop.cast.chen.account, shop.cast.helper.account)
    assert application_of(draft.pk, by=shop.cast.chen).pk == draft.pk
    assert [deed.what for deed in done_for(shop.cast.chen, NOW).rows] == ["prepared"]


def test_an_assistant_applies_to_the_end_and_the_person_reads_every_act(shop: Desk, mandate: Any) -> None:
    draft, helper = begun(shop, mandate), shop.cast.helper
    shop.fill(draft, by=helper)
    made = submit(draft.pk, {"truthful": True, "share": True}, by=helper, at=NOW)
    part = shop.parts(made)["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "other", "how": "请说明"}]})
    shop.act(part, "correct", {"text": "已说明"}, by=helper)
    assert [deed.what for deed in done_for(shop.cast.chen, NOW).rows][::-1] == ["prepared", "submitted", "mended"]


def test_what_an_assistant_gives_up_is_told_too(shop: Desk, mandate: Any) -> None:
    draft = begun(shop, mandate)
    abandon(draft.pk, by=shop.cast.helper, at=NOW)
    assert [(deed.what, deed.subject) for deed in done_for(shop.cast.chen, NOW).rows] == [("gave_up", str(draft.pk)), ("prepared", str(draft.pk))]


def test_taken_back_in_the_middle_the_assistant_sees_and_does_nothing_more(shop: Desk, mandate: Any) -> None:
    draft, helper = begun(shop, mandate), shop.cast.helper
    save(draft.pk, {"answers": {}}, by=helper, at=NOW)
    assert [row.pk for row in my_applications(helper, at=NOW).rows] == [draft.pk]
    revoke(mandate.pk, by=shop.cast.chen, at=NOW)
    assert list(my_applications(helper, at=NOW).rows) == []
    for doing in (lambda: save(draft.pk, {"answers": {}}, by=helper, at=NOW), lambda: submit(draft.pk, {"truthful": True}, by=helper, at=NOW)):
        with pytest.raises(NotFound):
            doing()
    shop.fill(draft, by=shop.cast.chen)
    made = shop.submit(draft, shop.cast.chen)
    part = shop.parts(made)["item"]
    with pytest.raises(NotFound):
        part_of(part.matter.number, by=helper)
    with pytest.raises(NotFound):
        shop.act(part, "withdraw", by=helper)


@pytest.mark.parametrize("slug", ["passport", "marriage"])
def test_a_mandate_for_one_item_opens_no_other(shop: Desk, mandate: Any, slug: str) -> None:
    with pytest.raises(Forbidden, match=r"mandate\.not_covered"):
        begun(shop, mandate, slug)


def test_another_assistant_and_help_only_do_not_act(shop: Desk, mandate: Any) -> None:
    draft = begun(shop, mandate)
    with pytest.raises(NotFound):
        save(draft.pk, {"answers": {}}, by=shop.cast.clerk, at=NOW)
    helping = give({"kind": "help", "assistant": "fu.bangban", "items": ["marriage"], "until": date(2027, 2, 28)}, by=shop.cast.chen, at=NOW)
    with pytest.raises(Forbidden, match=r"mandate\.not_covered"):
        begun(shop, helping, "marriage")

"""After a new sign-in one acts for oneself: one's own application in another name is not simply "not found", anybody else's is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongban.delivery.applications.public import begin
from gongban.kernel.errors import Refusal
from tests.cast import Cast, actor
from tests.web.applications.conftest import SHOP, Browser


def test_who_may_speak_for_the_enterprise_is_told_to_switch_and_nobody_else_is(cook: Browser, cast: Cast) -> None:
    cook.begin()
    himself, stranger = Browser(cast, "hedusheng"), Browser(cast, "wuhaoran")
    for path in (cook.at(), cook.at("form"), f"/account/applications/{cook.draft}/"):
        told = himself.get(path, 404)
        assert "老渡口餐饮店”的名义申请的" in told and 'href="/account/#acts-for"' in told
        refused = stranger.get(path, 404)
        assert "的名义申请的" not in refused and "老渡口" not in refused
    assert 'id="acts-for"' in himself.get("/account/")
    himself.post("/account/enterprise/", {"enterprise": SHOP})
    assert "开办餐饮店" in himself.get(cook.at())


def test_one_s_own_is_told_of_while_one_acts_for_the_enterprise(cast: Cast) -> None:
    himself = Browser(cast, "hedusheng")
    himself.begin("social-card", "item")
    told = Browser(cast, "hedusheng", SHOP).get(himself.at(), 404)
    assert "“我个人”的名义申请的" in told


def test_an_enterprise_does_not_apply_for_what_only_persons_have(cast: Cast) -> None:
    acting = Browser(cast, "hedusheng", SHOP)
    shown = acting.get("/apply/?subject=item&slug=id-card").split("<main")[1]
    assert "老渡口餐饮店（" not in shown and "将用您本人的名义办" in shown
    acting.begin("id-card", "item")
    assert acting.row.enterprise_id is None and str(acting.row.account_id) == str(cast.account("hedusheng").pk)
    with pytest.raises(Refusal, match=r"application\.for_persons"):
        begin({"subject": "item", "slug": "id-card"}, by=actor("hedusheng", "web", SHOP), at=timezone.now())
    with pytest.raises(Refusal, match=r"application\.for_persons"):
        begin({"subject": "item", "slug": "id-card", "applicant_name": "老渡口", "applicant_number": SHOP, "phone": ""}, by=cast.clerk.over("counter"), at=timezone.now())

"""After a new sign-in one acts for oneself: one's own application in another name is not simply "not found", anybody else's is."""

from __future__ import annotations

from tests.cast import Cast
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

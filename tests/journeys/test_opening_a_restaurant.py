"""Mr Zhao opens a restaurant: from everyday words to one exact list of everything; a small shop and a large hall get different ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def walk(page: Page, typed: dict[str, str], said: dict[str, str]) -> int:
    """Answer what is asked, typing numbers and choosing words, until the list is exact; how many questions."""
    done, form = page.get_by_text("问完了，这就是您的清单"), page.locator("form.question")
    for count in range(40):
        page.wait_for_load_state()
        form.or_(done).first.wait_for()
        if done.count():
            return count
        if form.get_by_role("textbox").count():
            name = form.get_by_role("textbox").get_attribute("name") or ""
            form.get_by_role("textbox").fill(typed[name])
            form.get_by_role("button", name="下一步").click()
        else:
            name = form.get_by_role("button").first.get_attribute("name") or ""
            form.get_by_role("button", name=said.get(name, "否"), exact=True).click()
    raise AssertionError("no end of questions")


def test_a_small_shop_and_a_large_restaurant_get_two_different_exact_lists(
    open_page: Callable[..., Page], live_server: Any, axe: Callable[[Page], None]
) -> None:
    small = open_page(PHONE)
    small.goto("/")
    small.get_by_role("combobox", name="办事：平常怎么说就怎么写").fill("开饭店")
    small.get_by_role("button", name="找服务").click()
    first = small.locator(".find").first
    expect(first).to_contain_text("开办餐饮店一件事")
    expect(first).to_contain_text("开饭店")
    first.get_by_role("link").first.click()
    expect(small.get_by_role("heading", level=1)).to_have_text("开办餐饮店一件事")
    small.get_by_role("link", name="答几个问题，得到我的清单").click()
    assert walk(small, {"shop_area": "60", "seats": "20"}, {"open_fire": "是"}) <= 6
    expect(small.get_by_role("main")).to_contain_text("食品小经营许可（新办）")
    expect(small.get_by_role("heading", name="要带的")).to_contain_text("3")
    axe(small)

    large = open_page(DESK)
    large.goto("/bundles/restaurant/")
    large.get_by_role("link", name="答几个问题，得到我的清单").click()
    numbers = {"shop_area": "800", "seats": "300", "sign_area_sqm": "12", "daily_drain_tonnes": "60"}
    walk(large, numbers, {"outdoor_sign": "是", "open_fire": "是", "uses_gas": "是", "premises": "租用房屋", "by_commitment": "消防安全检查（先检查，后开业）"})
    main = large.get_by_role("main")
    for name in ("食品经营许可（新办）", "消防安全检查（先检查，后开业）", "污水排入排水管网许可", "餐厨垃圾收运备案", "户外招牌设置备案", "您走这条"):
        expect(main).to_contain_text(name)
    assert "食品小经营许可（新办）" not in large.locator(".sheets").first.inner_text()
    axe(large)
    large.emulate_media(media="print")
    assert not large.get_by_role("button", name="打印清单").is_visible()
    assert small.troubles == [] and large.troubles == []  # type: ignore[attr-defined]


def test_a_personal_answer_does_not_stand_in_the_address_even_without_a_script(open_page: Callable[..., Page], live_server: Any) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/bundles/disability/questions/")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("form.question")).to_contain_text("持有残疾人证吗")
    page.get_by_role("button", name="是", exact=True).click()
    page.wait_for_load_state()
    assert "disabled" not in page.url
    expect(page.get_by_role("complementary")).to_contain_text("持有残疾人证")

"""An official writes a rule of the pre-check and fills in the form as a citizen would: what follows appears by itself, with the focus kept; also without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gongban.design.catalogue.public import guide
from tests.cast import Cast
from tests.catalogue.test_forms import NOW
from tests.conftest import PHONE
from tests.journeys.test_building_an_item import as_staff  # noqa: F401 - a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_rule_is_written_and_tried_in_the_form(cast: Cast, as_staff: Callable[..., Page], axe: Callable[[Page], None]) -> None:  # noqa: F811
    mu = as_staff("editor")
    item = f"/desk/items/{guide('small-food-permit', at=NOW).item}/"
    mu.goto(item)
    mu.get_by_role("link", name=re.compile("修改.*智能预审")).click()
    axe(mu)
    mu.get_by_role("link", name="添加一条").click()
    mu.get_by_label("不对时说什么").fill("厨房至少 8 平方米。")
    mu.get_by_label("看什么").select_option("kitchen_area")
    mu.get_by_label("怎样", exact=True).select_option(">=")
    mu.get_by_label("多少（平方米）").fill("8")
    mu.get_by_role("button", name="加上这一条").click()
    expect(mu.locator("#condition-understood")).to_contain_text("厨房面积至少 8 平方米")
    mu.locator("#id_mend_zh").fill("把厨房改大一点。")
    axe(mu)
    mu.get_by_role("button", name="存进草稿").click()
    mu.get_by_text("已存进草稿").wait_for()

    # 当一回群众 · as a citizen
    mu.get_by_role("link", name="当一回群众，填一遍").click()
    mu.get_by_role("heading", name="申请表").wait_for()
    axe(mu)
    expect(mu.get_by_label("房子租到哪一天？")).to_have_count(0)
    mu.get_by_label("租用房屋").check()
    expect(mu.get_by_label("房子租到哪一天？")).to_be_visible()
    expect(mu.get_by_label("租用房屋")).to_be_focused()
    expect(mu.locator("#fill-status")).to_contain_text("多了要填的：")
    mu.get_by_role("group", name="做饭菜、饮品给客人吃吗？").get_by_label("是").check()
    kitchen = mu.get_by_label("厨房（含备餐、洗消）多少平方米？")
    mu.get_by_label("店面多少平方米？").fill("30")
    kitchen.fill("6")
    kitchen.press("Tab")
    expect(mu.locator("#said-kitchen_area")).to_contain_text("厨房至少 8 平方米。把厨房改大一点。")
    kitchen.fill("9")
    kitchen.press("Tab")
    expect(mu.locator("#said-kitchen_area")).to_be_empty()
    expect(mu.get_by_label("店面多少平方米？")).to_have_value("30")

    # 还缺的：一览在上面，点了就到 · what is missing, on top and linked
    mu.get_by_role("button", name="预审一遍").click()
    summary = mu.locator(".errors")
    expect(summary).to_be_focused()
    axe(mu)
    summary.get_by_role("link", name="请填写“店名或单位名称”。").click()
    expect(mu.get_by_label("店名或单位名称叫什么？")).to_be_focused()
    mu.get_by_label("店名或单位名称叫什么？").fill("江边小馆")
    mu.get_by_label("店名或单位名称叫什么？").press("Tab")
    expect(summary.get_by_role("link", name="请填写“店名或单位名称”。")).to_have_count(0)


def test_without_a_script_a_button_shows_what_follows(cast: Cast, as_staff: Callable[..., Page], axe: Callable[[Page], None]) -> None:  # noqa: F811
    mu = as_staff("editor", java_script_enabled=False)
    mu.set_viewport_size(PHONE)  # type: ignore[arg-type]
    mu.goto(f"/desk/items/{guide('small-food-permit', at=NOW).item}/preview/form/")
    mu.get_by_label("租用房屋").check()
    mu.get_by_label("店面多少平方米？").fill("200")
    mu.get_by_role("button", name="看看还要填什么").click()
    expect(mu.get_by_label("房子租到哪一天？")).to_be_visible()
    expect(mu.locator("#said-shop_area")).to_contain_text("这个简易证只给 150 平方米以下的小店。")
    mu.get_by_label("店面多少平方米？").fill("100")
    mu.get_by_role("button", name="预审一遍").click()
    expect(mu.locator(".errors")).to_contain_text("请填写“租到哪一天”。")
    mu.get_by_role("button", name="重新填").click()
    expect(mu.get_by_label("店面多少平方米？")).to_have_value("")

"""While somebody applies the sign-in runs out, or a file is far too large: the page stays as it is, says so, and goes on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.applications.conftest import Desk
from tests.conftest import PHONE
from tests.journeys.test_applying_for_a_restaurant import answer, cook, desk, draft  # noqa: F401 - fixtures

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_sign_in_runs_out_and_the_page_goes_on_after_the_next(cook: Callable[..., Page], desk: Desk, axe: Callable[[Page], None], tmp_path: Path) -> None:  # noqa: F811
    page = cook(PHONE)
    page.goto("/apply/?subject=bundle&slug=restaurant")
    page.get_by_role("button", name="开始办").click()
    answer(page)
    page.get_by_role("link", name="下一步：填表").click()
    signed_in = next(each for each in page.context.cookies() if each.get("name") == settings.SESSION_COOKIE_NAME)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("店名或单位名称").fill("老渡口私房菜")
    expect(page.locator("#saved")).to_have_text("没有保存成功，内容还在这里。")
    sentence = page.get_by_role("link", name="登录已过期")
    expect(sentence).to_have_attribute("target", "_blank")
    axe(page)
    page.context.add_cookies([signed_in])  # type: ignore[list-item] # 在另一个窗口登录了 · signed in elsewhere
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#saved")).to_contain_text("已保存")
    expect(sentence).to_have_count(0)
    assert next(each.value for each in draft().fields if each.name == "shop_name") == "老渡口私房菜"

    # 太大的文件：不上传，清单还在 · a file that is too large is not sent, and the list stays
    page.goto(page.url.replace("/form/", "/materials/"))
    papers = page.locator("li.paper").count()
    large = tmp_path / "很大.pdf"
    large.write_bytes(b"%PDF-1.4\n" + bytes(21_000_000))
    page.locator("li.paper input[type=file]").first.set_input_files(large)
    expect(page.get_by_text("一份文件最多 20 MB")).to_be_visible()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    large.write_bytes(b"%PDF-1.4\n")
    page.locator("li.paper input[type=file]").first.set_input_files(large)
    expect(page.get_by_role("link", name="登录已过期")).to_be_visible()
    expect(page.locator("li.paper")).to_have_count(papers)

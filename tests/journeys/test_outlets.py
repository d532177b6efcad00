"""Somebody looks for a counter near home that is open and takes what they need; a clerk says at which counter they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_found_near_home_from_the_guide(open_page: Callable[..., Page], axe: Callable[[Page], None], cast: Cast) -> None:
    phone = open_page(PHONE)
    phone.goto("/services/food-permit/")
    phone.get_by_role("link", name="找离我近的网点").click()
    axe(phone)
    phone.get_by_label("我在哪里").fill("软件园路")
    phone.get_by_role("button", name="筛选").click()
    first = phone.locator(".outlet-line").first
    assert "智汇街道便民服务中心" in first.inner_text()
    axe(phone)
    first.get_by_role("link").click()
    phone.get_by_text("在这里可以办").wait_for()
    axe(phone)
    phone.goto("/outlets/bank-shuyuan/?item=food-permit")
    phone.get_by_text("没有窗口收这个事项").wait_for()
    phone.get_by_role("link", name="看哪里能办").click()
    assert "江城农商银行" not in phone.content()
    assert phone.troubles == []  # type: ignore[attr-defined]


def test_a_clerk_begins_and_leaves_and_the_administrator_registers_a_terminal(
    signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast
) -> None:
    clerk = signed_in("sun.gongping")
    clerk.goto("/desk/outlets/")
    axe(clerk)
    clerk.locator("form[action='/desk/outlets/'] select").select_option("city-centre/8", force=True)
    clerk.get_by_role("button", name="我在这里").click()
    clerk.get_by_text("江城市政务服务中心 · 企业开办和准入专窗").wait_for()
    axe(clerk)
    clerk.get_by_role("button", name="离岗").click()
    clerk.get_by_text("已离岗").wait_for()

    admin = signed_in("admin")
    admin.goto("/desk/outlets/kiosks/")
    axe(admin)
    admin.locator("select[name=outlet]").select_option("city-centre", force=True)
    admin.get_by_label("终端编号").fill("K-07")
    admin.get_by_role("button", name="登记").click()
    admin.get_by_text("凭据只显示这一次").wait_for()
    axe(admin)
    assert admin.locator(".code").inner_text().startswith("gbk_")
    admin.get_by_role("button", name="停用").click()
    admin.get_by_text("已停用").first.wait_for()


@pytest.mark.parametrize(("viewport", "language"), [(DESK, "zh-CN"), (PHONE, "zh-CN"), (PHONE, "en")], ids=["desk", "phone", "english"])
def test_no_page_of_outlets_runs_out_of_the_screen(
    signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast, viewport: dict[str, int], language: str
) -> None:
    clerk, admin = signed_in("sun.gongping", viewport, locale=language), signed_in("admin", viewport, locale=language)
    public = ["/outlets/", "/outlets/?near=人民&item=social-card", "/outlets/?q=none", "/outlets/city-centre/?item=food-permit", "/outlets/mall-baihua/"]
    for page, paths in ((clerk, [*public, "/desk/outlets/"]), (admin, ["/desk/outlets/", "/desk/outlets/kiosks/"])):
        for path in paths:
            answer = page.goto(path)
            assert answer and answer.ok, path
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.troubles == []  # type: ignore[attr-defined]

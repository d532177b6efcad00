"""An official who does not program adds an item with a conditional material; a second person pilots it in one district; residents there see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from gongban.design.catalogue.public import Item
from tests.cast import Cast
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]


@pytest.fixture
def as_staff(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Opens:
    """`as_staff("editor")` opens a browser in which this member of the cast is signed in."""

    def open_for(who: str, **options: Any) -> Page:
        account = cast.account(getattr(cast, who))
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        page = open_page(DESK, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return open_for


def test_an_item_is_written_previewed_piloted_and_seen_in_its_district_only(  # noqa: PLR0915 - one story, told in order
    cast: Cast, as_staff: Opens, open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    mu = as_staff("editor")
    mu.goto("/desk/items/")
    axe(mu)
    mu.get_by_role("link", name="新写一个事项").click()
    axe(mu)
    mu.get_by_label("事项名称").fill("流动餐车备案")
    mu.get_by_label("责任单位").select_option("shichang")
    mu.get_by_label("网址里的短名").fill("food-truck")
    mu.get_by_role("button", name="开始写").click()
    mu.get_by_text("已放进草稿").wait_for()
    axe(mu)
    item = mu.url

    # 有条件的材料：不写代码，边选边看平台读作什么 · a conditional material, chosen from the facts
    mu.get_by_role("link", name=re.compile("修改.*申请材料")).click()
    mu.get_by_role("link", name="添加一条").click()
    mu.get_by_label("名称", exact=True).fill("明火用气安全承诺书")
    mu.get_by_label("看什么").select_option("shop_area")
    mu.get_by_label("怎样").select_option(">")
    mu.get_by_label("平方米").fill("20")
    mu.get_by_role("button", name="加上这一条").click()
    expect(mu.locator("#condition-understood")).to_contain_text("平台读作：店面面积多于 20 平方米")
    expect(mu.locator("#condition-understood")).to_contain_text("店面面积 21 平方米")
    axe(mu)
    mu.get_by_text("直接写条件").click()
    mu.get_by_label("条件的写法").fill("shop_area > 20 AND moon_phase = 1")
    expect(mu.locator("#condition-understood mark")).to_have_text("m")
    mu.get_by_label("条件的写法").fill("shop_area > 20")
    expect(mu.locator("#condition-understood")).to_contain_text("会问群众")
    mu.get_by_role("button", name="存进草稿").click()
    mu.get_by_text("添加了申请材料“明火用气安全承诺书”").first.wait_for()

    # 又加一份，移上去，删掉，撤销 · rows are added, moved, deleted, undone
    mu.get_by_role("link", name="添加一条").click()
    mu.get_by_label("名称", exact=True).fill("餐车照片")
    mu.get_by_role("button", name="存进草稿").click()
    mu.get_by_role("button", name="上移 2").click()
    expect(mu.locator(".item-rows li").first).to_contain_text("餐车照片")
    mu.get_by_role("button", name="删除 1").click()
    expect(mu.locator(".item-rows li")).to_have_count(1)
    mu.get_by_role("button", name="撤销这一步").click()
    expect(mu.locator(".item-rows li")).to_have_count(2)
    axe(mu)

    # 当一回群众 · preview as a citizen
    mu.get_by_role("link", name="预览").click()
    expect(mu.get_by_text("草稿预览")).to_be_visible()
    axe(mu)
    mu.get_by_role("link", name="答几个问题，只看我要的").click()
    mu.get_by_label("店面多少平方米").fill("30")
    mu.get_by_role("button", name="下一步").click()
    expect(mu.get_by_text("问完了，这就是您的清单")).to_be_visible()
    expect(mu.locator("main")).to_contain_text("明火用气安全承诺书")
    mu.get_by_role("link", name="回去编写").click()
    mu.get_by_role("link", name="看整份草稿，提交发布").click()
    axe(mu)
    mu.get_by_label("这一版改了什么").fill("新增流动餐车备案")
    mu.get_by_role("button", name="提交发布").click()
    mu.get_by_text("您是提交的人，不能自己发布").wait_for()
    assert mu.troubles == []  # type: ignore[attr-defined]

    # 第二双眼睛：看改动，只在临江区试点 · a second pair of eyes
    ding = as_staff("publisher")
    ding.goto("/desk/items/draft/")
    ding.get_by_role("link", name=re.compile("处改动")).click()
    expect(ding.locator("main")).to_contain_text("要交的材料增加 2 份（0 → 2）")
    expect(ding.locator("main")).to_contain_text("店面面积多于 20 平方米")
    axe(ding)
    ding.get_by_role("link", name="看整份草稿，提交发布").click()
    ding.get_by_label("临江区").check()
    axe(ding)
    ding.get_by_role("button", name="发布", exact=True).click()
    ding.get_by_text("已发布。").wait_for()
    ding.goto(f"/desk/items/{Item.objects.get(slug='food-truck').pk}/history/")
    expect(ding.locator("main")).to_contain_text("临江区")
    axe(ding)
    assert ding.url.split("/")[5] in item and ding.troubles == []  # type: ignore[attr-defined]

    # 临江区的居民看得到，望川区的看不到，也不是死路 · residents
    resident = open_page(PHONE)
    resident.goto("/services/?district=990103000000&department=shichang")
    expect(resident.get_by_role("link", name="流动餐车备案")).to_have_count(0)
    resident.goto("/services/food-truck/?district=990103000000")
    axe(resident)
    resident.get_by_role("link", name="临江区").click()
    expect(resident.get_by_text("这是试点的新版")).to_be_visible()
    expect(resident.locator("main")).to_contain_text("店面面积多于 20 平方米")
    axe(resident)


def test_the_next_version_is_told_in_words_and_numbers_and_works_without_a_script(cast: Cast, as_staff: Opens) -> None:
    item = Item.objects.get(slug="food-permit", district="")
    mu = as_staff("editor", java_script_enabled=False)
    mu.goto(f"/desk/items/{item.pk}/parts/steps/")
    mu.get_by_role("button", name="删除 2").click()
    mu.goto(f"/desk/items/{item.pk}/parts/materials/6/")
    mu.get_by_label("看什么").select_option("seats")
    mu.get_by_role("button", name="选好了").click()
    mu.get_by_label("怎样").select_option(">=")
    mu.get_by_label("多少（个）").fill("80")
    mu.get_by_role("button", name="加上这一条").click()
    expect(mu.locator("#condition-understood")).to_contain_text("餐位至少 80 个")
    mu.get_by_role("button", name="存进草稿").click()
    mu.goto(f"/desk/items/{item.pk}/changes/")
    expect(mu.locator("main")).to_contain_text("环节减少 1 个（3 → 2）")
    expect(mu.locator("ins").last).to_contain_text("餐位至少 80 个")


def test_the_editors_of_everyday_words_meet_no_barrier(cast: Cast, as_staff: Opens, axe: Callable[[Page], None]) -> None:
    page = as_staff("specialist")
    for path in ("/desk/words/", "/desk/words/?q=房产证", "/desk/words/new/"):
        page.goto(path)
        axe(page)
    assert page.troubles == []  # type: ignore[attr-defined]

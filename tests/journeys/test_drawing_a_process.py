"""An official draws how an item is handled: steps are added with the keyboard, conditions are read as one types, what is wrong is named at its element."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongban.design.catalogue.public import desk_item, guide
from gongban.kernel.conditions import Facts
from gongban.kernel.process import diagram
from tests.cast import Cast
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    """Keep a picture where GONGBAN_PICTURES names a folder."""
    if folder := os.environ.get("GONGBAN_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.fixture
def as_editor(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Callable[..., Page]:
    def open_for(size: Any = DESK, **options: Any) -> Page:
        account, session = cast.account(cast.editor), SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        page = open_page(size, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return open_for


def test_a_process_is_drawn_with_the_keyboard_alone_and_read_as_one_draws(cast: Cast, as_editor: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    item, page = guide("small-food-permit", at=timezone.now()).item, as_editor()
    here = f"/desk/items/{item}/parts/diagram/"
    page.goto(here)
    page.locator("[data-process-engine][data-drawn]").wait_for()
    expect(page.locator(".djs-palette .entry")).to_have_count(9)  # 只有允许的元素 · the allowed elements only
    expect(page.locator(".bjs-powered-by")).to_be_visible()  # 许可证要求 · its licence asks for it
    axe(page)
    look(page, "process-standard")

    page.locator("#p-pick").select_option("decide")
    expect(page.get_by_label("名称", exact=True)).to_have_value("决定")
    page.locator("#p-pick").select_option("review")
    page.get_by_label("谁来办").select_option("chengguan")
    page.get_by_label("需要 needed").check()
    page.get_by_role("button", name="给这一步贴一个定时").click()
    expect(page.get_by_label("等多久")).to_have_value("5")
    page.get_by_label("到点就结束这一步").uncheck()
    expect(page.locator("[data-process-findings]")).to_contain_text("之后没有路")
    look(page, "process-wrong")
    page.locator('[data-append=service]').click()
    page.get_by_label("系统做什么").select_option("notify_applicant")
    page.locator('[data-append=end]').click()
    expect(page.locator("[data-process-findings]")).to_contain_text("这张图可以发布")

    page.get_by_role("button", name="存进草稿").click()
    page.get_by_text("已存进草稿：改了流程图").wait_for()
    kept = diagram(desk_item(item, by=cast.editor, at=timezone.now()).guide.elements.diagram, facts=Facts())
    review, late = kept.structure.by_id["review"], next(each for each in kept.structure.nodes if each.attached)
    assert (review.who, review.outcomes) == ("chengguan", ("agreed", "refused", "needed"))
    assert late.limit and (late.limit.amount, late.limit.unit, late.interrupting) == (5, "working_day", False)


def test_a_condition_is_read_in_words_while_it_is_typed(as_editor: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    item, page = guide("small-food-permit", at=timezone.now()).item, as_editor()
    page.goto(f"/desk/items/{item}/parts/diagram/?from=parallel")
    page.locator("[data-process-engine][data-drawn]").wait_for()
    page.locator("#p-pick").select_option("go_there")
    page.get_by_label("什么条件下走这条路").fill("second_review = 'needed' OR dogs > 3")
    page.get_by_label("什么条件下走这条路").blur()
    expect(page.locator("[data-process-findings]")).to_contain_text("没有“dogs”这个事实")
    expect(page.locator(".djs-element.is-wrong")).to_have_count(1)
    axe(page)
    page.get_by_label("什么条件下走这条路").fill("second_review = 'needed' OR serves_meals")
    page.get_by_label("什么条件下走这条路").blur()
    expect(page.locator("[data-process-findings]")).to_contain_text("这张图可以发布")
    expect(page.locator("[data-process-findings]")).to_contain_text("或者")
    look(page, "process-parallel")


def test_on_a_phone_and_in_english_and_without_a_script(as_editor: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    item = guide("small-food-permit", at=timezone.now()).item
    phone = as_editor(PHONE, locale="en")
    phone.goto(f"/desk/items/{item}/parts/diagram/?from=parallel")
    phone.locator("[data-process-engine][data-drawn]").wait_for()
    axe(phone)
    look(phone, "process-phone")
    plain = as_editor(java_script_enabled=False)
    plain.goto(f"/desk/items/{item}/parts/diagram/")
    plain.get_by_text("用文件：下载、上传 .bpmn").click()
    expect(plain.get_by_role("link", name="下载这张图")).to_be_visible()
    look(plain, "process-plain")
    plain.get_by_label("图的文字").fill("<definitions")
    plain.get_by_role("button", name="存进草稿").click()
    expect(plain.get_by_text(re.compile("不是完整的 XML")).first).to_be_visible()

"""A resident on a phone: report with photo and place, keep the number, follow it, see it closed, judge it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from gongban.delivery.cases.public import Case
from gongban.foundation.people.public import Account

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEXT = "望江路边的路灯坏了三盏，晚上很黑，老人差点摔倒。我叫王小明，电话13000000077。"


@pytest.fixture
def road(tmp_path: Path) -> str:
    """A photo as a phone takes it."""
    path = tmp_path / "road.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(path, "JPEG")
    return str(path)


def sign_in(page: Page, account: Account) -> None:
    """Give the browser a session of this account; how one signs in is told by another journey."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": page.url}])


def staff_close(cast: Any, case: Case) -> None:
    """The office does its part, step by step, as of now."""
    steps = [
        ("accept", {}, cast.operator), ("dispatch", {"department": cast.DEPARTMENT}, cast.dispatcher), ("sign_in", {}, cast.handler),
        ("first_contact", {"reached": True}, cast.handler), ("answer", {"text": "三盏灯都已修好，今晚恢复照明。", "evidence": "已拍照"}, cast.handler),
        ("approve_answer", {}, cast.reviewer),
    ]  # fmt: skip
    for action, given, by in steps:
        cast.act(case, action, given, by=by, when=timezone.now())


def test_a_report_from_a_phone_is_closed_judged_and_redone(
    page: Page, live_server: Any, cast: Any, road: str, axe: Callable[[Page], None]
) -> None:
    page.goto("/")
    axe(page)
    sign_in(page, cast.account(cast.chen))
    page.get_by_role("link", name="我要反映").first.click()
    page.set_input_files("#id_photos", road)
    expect(page.locator(".photos img")).to_have_count(1)
    page.get_by_label("什么事").fill(TEXT)
    page.get_by_role("combobox", name="在哪里").press_sequentially("wangjiang", delay=20)
    page.get_by_role("option").first.click()
    expect(page.locator("#id_lon")).not_to_have_value("")
    page.get_by_text("求助").first.click()
    axe(page)
    page.get_by_role("button", name="下一步").click()

    expect(page.get_by_role("heading", name="发送之前看一眼")).to_be_visible()
    main = page.locator("main")
    expect(main).not_to_contain_text("13000000077")
    expect(main).to_contain_text("手机号码")
    axe(page)
    page.get_by_role("button", name="发送", exact=True).click()

    expect(page.get_by_role("heading", name="已收到，谢谢")).to_be_visible()
    found = re.search(r"JC\d{8}-\d{6}", page.locator(".big-number").inner_text())
    assert found
    axe(page)
    case = Case.objects.select_related("matter").get(matter__number=found[0])
    assert case.matter.attachments.count() == 1 and case.lon

    page.get_by_role("link", name="看这件诉求").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("望江路边的路灯坏了三盏")
    axe(page)
    staff_close(cast, case)
    page.get_by_role("link", name="我的", exact=True).last.click()
    expect(page.locator(".case-card").first).to_contain_text("有新进展")
    axe(page)
    page.get_by_role("link", name="望江路边的路灯坏了三盏").click()
    expect(main).to_contain_text("三盏灯都已修好")
    axe(page)
    page.get_by_text("未解决").click()
    page.get_by_text("不满意", exact=True).click()
    page.get_by_text("联系了").click()
    page.get_by_role("button", name="提交评价").click()
    expect(main).to_contain_text("发回重办")
    case.matter.refresh_from_db()
    assert case.matter.state == "dispatched"


def test_without_scripts_an_anonymous_suggestion_is_sent_and_followed_by_its_code(
    open_page: Callable[..., Page], live_server: Any, cast: Any, road: str
) -> None:
    plain = open_page(java_script_enabled=False)
    plain.goto("/report/")
    plain.get_by_label("什么事").fill("学府路口可以加一个过街信号灯，学生多。")
    plain.get_by_label("在哪里").fill("学府路口")
    plain.set_input_files("#id_photos", road)
    plain.get_by_text("建议", exact=True).click()
    plain.get_by_label("匿名反映").check()
    plain.get_by_role("button", name="下一步").click()
    plain.get_by_role("button", name="发送", exact=True).click()
    number, code = plain.locator("main .number").all_inner_texts()[:2]

    other = open_page(java_script_enabled=False)
    other.goto("/follow/")
    other.get_by_label("编号").fill(number)
    other.get_by_label("查询码").fill(code)
    other.get_by_role("button", name="查询").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("过街信号灯")
    expect(other.locator("main img")).to_have_count(1)


def test_a_report_written_without_a_network_is_sent_when_there_is_one(page: Page, live_server: Any, cast: Any, road: str) -> None:
    page.goto("/report/")
    sign_in(page, cast.account(cast.chen))
    page.get_by_label("什么事").fill("江边护栏松了一截，孩子常在那里玩。")
    page.set_input_files("#id_photos", road)
    page.get_by_text("求助").first.click()
    page.context.set_offline(True)
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("[data-queue-state]")).to_be_visible()
    assert not Case.objects.exists()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".toast").last).to_contain_text("已发送")
    case = Case.objects.get()
    assert "护栏" in case.text and case.matter.attachments.count() == 1

"""An application at the counter, and one at the kiosk that asks how it went and forgets who leaves: in a real browser, each page with axe."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from gongban.delivery.applications.public import Application, attach, filling
from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.foundation.files.public import store_document
from gongban.foundation.people.public import agree, privacy_notice
from gongban.outcome.ratings.public import ServiceRating
from gongban.web.kiosk import signing_in, terminal
from tests.applications.conftest import plain
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.files import papers

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TERMINAL, ACROSS = {"width": 1080, "height": 1920}, {"width": 1280, "height": 800}
CARD = "990101199104120026"


def test_what_is_applied_for_online_is_taken_in_at_the_counter_too(
    signed_in: Callable[..., Page], open_page: Callable[..., Page], scanned: Callable[[Locator], str], cast: Cast, axe: Callable[[Page], None]
) -> None:
    begin_duty(Serving(outlet="city-centre", counter="3"), by=cast.clerk, at=timezone.now())
    page = signed_in(cast.account(cast.clerk).login, DESK)
    page.goto("/desk/counter/")
    axe(page)
    page.get_by_label("事项或一件事").fill("身份证")
    page.keyboard.press("Enter")
    page.locator('a[href*="slug=id-card"]').click()
    axe(page)
    page.get_by_label("姓名或企业名称").fill("陈晓雨")
    page.get_by_label("身份证号或统一社会信用代码").fill(CARD)
    page.get_by_label("手机号").fill("13000000051")
    page.get_by_role("button", name="开始").click()
    while page.locator("form.question").count():
        axe(page)
        box = page.locator("#answer")
        if box.count():
            box.fill("2026-03-20" if box.get_attribute("type") == "date" else "3")
        with page.expect_navigation():
            page.keyboard.press("Enter" if box.count() else "1")
    axe(page)
    row = Application.objects.get()
    found = filling(row, at=timezone.now())
    for each in found.fields:
        if each.is_missing:
            fill(page, each.name, plain(each.declaration))
    for box in page.get_by_label(re.compile("收到纸质")).all():
        box.check()
    for label in ("申请人当面同意", "申请人当面确认"):
        if page.get_by_label(label).count():
            page.get_by_label(label).check()
    page.get_by_role("button", name="收件", exact=True).click()
    page.get_by_text("政务服务收件回执").wait_for()
    axe(page)
    row.refresh_from_db()
    assert page.get_by_text(str(row.number)).first.is_visible() and row.channel == "counter"
    rate_by_phone(open_page(PHONE), scanned(page.locator(".rate-here img")), axe)
    page.reload()
    assert page.locator(".rate-here").count() == 0, "once a visit"
    assert page.troubles == []  # type: ignore[attr-defined]


def rate_by_phone(phone: Page, code: str, axe: Callable[[Page], None]) -> None:
    """Who was served scans the code that the clerk's screen shows, and says how it went without signing in."""
    address = urlsplit(code)
    phone.goto(address.path)
    axe(phone)
    assert phone.locator("input[name=level]:checked").count() == 0
    phone.get_by_text("非常满意").first.click()
    phone.get_by_role("button", name="提交评价").click()
    phone.get_by_text("评价收到了，谢谢。").wait_for()
    assert [each.level for each in ServiceRating.objects.all()] == [5]


def fill(page: Page, name: str, value: Any) -> None:
    """A field of the form, whatever it is."""
    box = page.locator(f"#id_{name}")
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    if box.evaluate("node => node.nodeName") == "FIELDSET":
        page.locator(f"#id_{name}_{text}").check()
    elif box.evaluate("node => node.nodeName") == "SELECT":
        box.select_option(text)
    else:
        box.fill(text)


@pytest.mark.parametrize("size", [TERMINAL, ACROSS], ids=["portrait", "across"])
def test_the_kiosk_needs_no_keyboard_and_forgets_who_leaves(
    open_page: Callable[..., Page], cast: Cast, axe: Callable[[Page], None], monkeypatch: pytest.MonkeyPatch, size: dict[str, int]
) -> None:
    monkeypatch.setattr(signing_in, "send_code", lambda typed, **more: typed)
    monkeypatch.setattr(signing_in, "sign_in_with", lambda phone, code, at: cast.account(cast.chen))
    agree(cast.account(cast.chen), privacy_notice().version, by=cast.chen, at=timezone.now())
    page = open_page(size, has_touch=True)
    page.goto("/kiosk/")
    axe(page)
    page.get_by_role("link", name="开始办事").click()
    axe(page)
    press(page, "13000000051")
    with page.expect_navigation():
        page.get_by_role("button", name="发送验证码").click()
    press(page, "123456")
    axe(page)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("您要办什么").wait_for()
    axe(page)
    with page.expect_navigation():
        page.locator('button[value="id-card"]').click()
    row = Application.objects.get()
    while "请核对" not in page.locator("h1").inner_text():
        axe(page)
        step(page, row, cast)
    axe(page)
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("已提交").first.wait_for()
    axe(page)
    row.refresh_from_db()
    assert row.channel == "kiosk" and page.get_by_text(str(row.number)).is_visible()
    _on(page, page.get_by_role("button", name="非常满意"))
    page.get_by_text("评价收到了，谢谢。").wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    monkeypatch.setattr(terminal, "SECONDS", 4)
    page.reload()
    page.get_by_text("您还在吗？").wait_for()
    axe(page)
    page.get_by_role("button", name="我还在").click()
    page.get_by_text("您还在吗？").wait_for()
    page.get_by_text("上一位的信息已清除").wait_for()
    axe(page)
    page.go_back()
    page.wait_for_load_state()
    assert str(row.number) not in page.content() and "陈" not in page.locator("main").inner_text()
    assert page.troubles == []  # type: ignore[attr-defined]


def press(page: Page, digits: str) -> None:
    for digit in digits:
        page.locator(f'.key[value="{digit}"]').click()


def step(page: Page, row: Application, cast: Cast) -> None:
    """One screen, by touching."""
    row.refresh_from_db()
    found, choices = filling(row, at=timezone.now()), page.locator(".kiosk-choices .button")
    if page.locator("[data-keypad]").count():
        press(page, "20260320" if page.get_by_text("八位数字").count() else "3")
        _on(page, page.locator("[data-keypad-go]"))
    elif choices.count():
        _on(page, choices.first)
    elif page.locator("#typed").count():
        page.locator("#typed").fill("渡口街 8 号")
        _on(page, page.get_by_role("button", name="下一步", exact=True))
    else:
        for each in found.materials:
            if each.is_missing:  # 在自己手机上拍的 · photographed with one's own phone
                kept = store_document(io.BytesIO(papers.pdf()), name="纸.pdf", by=cast.chen, at=timezone.now())
                attach(row.pk, {"key": each.key, "document": str(kept.pk)}, by=cast.chen.over("phone"), at=timezone.now())
        _on(page, page.locator("main form .button.is-main"))


def _on(page: Page, button: Locator) -> None:
    with page.expect_navigation():
        button.click()

"""The restaurant at the offices' desks, an application at the counter, and one at the kiosk that forgets who leaves: in a real browser, each page with axe."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from gongban.delivery.applications.public import Application, Part, attach, filling
from gongban.delivery.licences.public import Licence
from gongban.foundation.files.public import store_document
from gongban.foundation.people.public import agree, privacy_notice
from gongban.web.kiosk import signing_in, terminal
from tests.applications.conftest import LARGE, Desk, plain
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.applications.conftest import shop as shop  # noqa: PLC0414 - a fixture
from tests.cast import Cast
from tests.conftest import DESK
from tests.files import papers
from tests.journeys.test_licences import signed_in as signed_in  # noqa: PLC0414 - a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TERMINAL, ACROSS = {"width": 1080, "height": 1920}, {"width": 1280, "height": 800}
CARD = "990101199104120026"


def approve(page: Page, part: Part, axe: Callable[[Page], None]) -> None:
    """From the queue to the decision, with the buttons of the page."""
    page.goto("/desk/applications/")
    axe(page)
    page.keyboard.press("j")
    page.get_by_role("link", name=part.name_zh).first.click()
    axe(page)
    page.get_by_role("button", name="受理", exact=True).click()
    page.get_by_role("link", name="提交审查意见").click()
    axe(page)
    page.locator("input[name=opinion]").first.check()
    page.locator("textarea[name=text]").fill("符合要求。")
    page.get_by_role("button", name="提交审查意见").click()
    page.get_by_role("link", name="作出决定").click()
    axe(page)
    page.get_by_label("准予", exact=True).check()
    for box in page.locator("fieldset.condition input[type=text]").all():
        box.fill(box.input_value() or "按申请核定")
    page.get_by_role("button", name="预览").click()
    page.get_by_text("决定作出以后不能撤回").wait_for()
    axe(page)
    page.get_by_role("button", name="作出决定").click()
    page.get_by_text("作出决定：已完成").wait_for()


def test_offices_approve_a_restaurant_side_by_side_at_their_desks(shop: Desk, signed_in: Callable[..., Page], cast: Cast, axe: Callable[[Page], None]) -> None:
    shop.now = timezone.now()
    made = shop.apply("restaurant", LARGE)
    parts = shop.parts(made)
    pages = {part.department_id: signed_in(cast.account(shop.office(part.department_id)).login, DESK) for part in (parts["licence-check"], parts["drainage"])}
    for code in ("licence-check", "drainage"):
        approve(pages[parts[code].department_id], parts[code], axe)
    for _round in range(6):
        for part in shop.parts(made).values():
            if part.matter.state == "received":
                shop.now = timezone.now()
                shop.grant(part)
    assert {part.matter.state for part in shop.parts(made).values()} == {"concluded"}
    assert Licence.objects.filter(issue_key__startswith=str(made.number)).exists()
    for page in pages.values():
        assert page.troubles == []  # type: ignore[attr-defined]


def test_the_same_is_taken_in_at_the_counter(signed_in: Callable[..., Page], cast: Cast, axe: Callable[[Page], None]) -> None:
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
    assert page.troubles == []  # type: ignore[attr-defined]


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

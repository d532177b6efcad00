"""A restaurant is applied for on a phone: from the bundle's page to the number; what is asked, typed and uploaded is saved on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongban.delivery.applications.public import Application, filling
from gongban.delivery.licences.public import issue
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.applications.conftest import BUSINESS, LARGE, SHOP, USUAL, Desk, plain
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.files.papers import pdf
from tests.files.pictures import in_bytes, scene

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def cook(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Callable[..., Page]:
    """`cook(PHONE)`: the cook's browser, acting for the restaurant, which holds its business licence."""
    issue(BUSINESS, key="JCB0:granted", by=cast.system, at=timezone.now())

    def opened(viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        account, session = cast.account("hedusheng"), SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY], session[FOR_ENTERPRISE] = account.get_session_auth_hash(), SHOP
        session.create()
        page = open_page(viewport, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return opened


def draft() -> Any:
    return filling(Application.objects.latest("began_at"), at=timezone.now())


def answer(page: Page) -> None:
    """Answer what the page asks, until it says that this was all."""
    for _turn in range(40):
        if page.get_by_text("问完了").count():
            return
        form = page.locator("form.question")
        if form.get_by_role("checkbox").count():
            for box in form.get_by_role("checkbox").all():
                box.check()
            form.get_by_role("button", name="下一步").click()
            continue
        question = draft().settled.question
        value = LARGE.get(question.name, plain(question))
        if form.get_by_role("textbox").count():
            form.get_by_role("textbox").fill(str(value))
            form.get_by_role("button", name="下一步").click()
        else:
            code = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
            form.locator(f"button[value='{code}']").click()
    raise AssertionError("no end of questions")


def test_from_the_page_of_the_bundle_to_the_number_on_a_phone(cook: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path, desk: Desk) -> None:
    page = cook(PHONE)
    page.goto("/bundles/restaurant/")
    page.get_by_role("link", name="申请办理").click()
    axe(page)
    page.get_by_role("button", name="开始办").click()
    axe(page)
    answer(page)
    axe(page)
    page.get_by_role("link", name="下一步：填表").click()

    # 边写边存：换一台设备就看得到 · saved as one types, and seen on another device
    first = next(each for each in draft().fields if each.is_missing)
    page.locator(f"#id_{first.name}").scroll_into_view_if_needed()
    axe(page)
    while fill(page, desk):  # 有的项填了别的才出来，预审说的要改 · some fields come with answers to others, and the pre-check wants some mended
        expect(page.locator("#saved")).to_contain_text("已保存")
        page.wait_for_timeout(1500)
    assert [each.name for each in draft().fields if each.is_missing] == []
    computer = cook(DESK)
    computer.goto("/account/applications/")
    axe(computer)
    computer.get_by_role("link", name="开办餐饮店").click()
    expect(computer.get_by_role("heading", level=1)).to_contain_text("开办餐饮店")
    page.get_by_role("button", name="保存，下一步：交材料").click()

    axe(page)
    paper, photo = tmp_path / "平面图.pdf", tmp_path / "店面.jpg"
    paper.write_bytes(pdf())
    photo.write_bytes(in_bytes(scene()))
    missing = sum(each.is_missing for each in draft().materials)
    for n in range(missing):
        page.locator("li.paper:has(.tag.is-warn) input[type=file]").first.set_input_files(photo if n == 0 else paper)
        left = missing - n - 1
        expect(page.locator("#papers-left")).to_have_text(f"还缺 {left} 份。" if left else "都齐了。")
    axe(page)
    page.get_by_role("link", name="下一步：核对提交").click()

    axe(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("alert").first).to_contain_text("请改正下面的内容")
    axe(page)
    page.get_by_label("我保证所填内容和材料真实").check()
    page.get_by_label("我同意把上面的证照给办理单位查看").check()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("已提交，编号").wait_for()
    axe(page)
    number = Application.objects.latest("began_at").number
    assert number and page.locator("main").inner_text().count(number) >= 2
    page.goto("/account/space/")
    axe(page)
    assert page.troubles == [] and computer.troubles == []  # type: ignore[attr-defined]


def fill(page: Page, desk: Desk) -> bool:
    """Fill in what is missing or to be mended; whether there was anything."""
    found = draft()
    answers = desk.next_answers(found, {**USUAL, **LARGE})
    for each in found.fields:
        if each.name in answers:
            one(page, each, answers[each.name])
    return bool(answers)


def one(page: Page, each: Any, value: Any) -> None:
    field = page.locator(f"#id_{each.name}")
    if each.declaration.fact.kind in ("boolean", "choice"):
        code = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        radio = page.locator(f"#id_{each.name}_{code}")
        radio.check() if radio.count() else field.select_option(code)
    else:
        field.fill(str(value))


def test_without_a_script_everything_works_too(cook: Callable[..., Page], tmp_path: Path, desk: Desk) -> None:
    page = cook(PHONE, java_script_enabled=False)
    page.goto("/apply/?subject=bundle&slug=restaurant")
    page.get_by_role("button", name="开始办").click()
    answer(page)
    page.get_by_role("link", name="下一步：填表").click()
    while fill(page, desk):
        page.get_by_role("button", name="保存，下一步：交材料").click()
    paper = tmp_path / "平面图.pdf"
    paper.write_bytes(pdf())
    row = page.locator("li.paper:has(.tag.is-warn)").first
    before = sum(each.is_missing for each in draft().materials)
    row.locator("input[type=file]").set_input_files(paper)
    row.get_by_role("button", name="上传").click()
    expect(page.locator("#papers-left")).to_have_text(f"还缺 {before - 1} 份。")


@pytest.mark.parametrize(("width", "large"), [(360, False), (390, True)], ids=["a small phone", "large print"])
def test_nothing_runs_out_of_a_small_phone_or_of_large_print(cook: Callable[..., Page], live_server: Any, axe: Callable[[Page], None], width: int, large: bool) -> None:
    page = cook({"width": width, "height": 740})
    if large:
        page.context.add_cookies([{"name": "large", "value": "1", "url": live_server.url}])
    page.goto("/apply/?subject=bundle&slug=restaurant")
    page.get_by_role("button", name="开始办").click()
    answer(page)
    base = page.url.rsplit("/", 2)[0]
    for step in ("questions", "form", "materials", "check"):
        page.goto(f"{base}/{step}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
        axe(page)

"""Somebody lets an assistant act for her and takes it back: what the assistant sees then is nothing. And the three ways of being known."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from gongban.delivery.assistance.models import Mandate, Order
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.sending import letter_of
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.files.pictures import in_bytes, scene

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FIRM = "91990100MA0000000D"


@pytest.fixture
def signed_in(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Iterator[Callable[..., Page]]:
    """`signed_in("chenxiaoyu", PHONE)` opens a browser in which this login is signed in."""
    pages: list[Page] = []

    def open_for(login: str, viewport: dict[str, int] = DESK, *, enterprise: str = "", **options: Any) -> Page:
        account, session = cast.account(login), SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        if enterprise:
            session[FOR_ENTERPRISE] = enterprise
        session.create()
        page = open_page(viewport, **options)
        page.context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        pages.append(page)
        return page

    yield open_for
    assert [page.troubles for page in pages if page.troubles] == []  # type: ignore[attr-defined]


@pytest.fixture
def looked_at(axe: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """Axe; and a picture of the page where a folder for them is named."""

    def look(page: Page, name: str) -> None:
        axe(page)
        if folder := os.environ.get("GONGBAN_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return look


def test_a_mandate_is_given_used_taken_back_and_nothing_is_seen_any_more(  # noqa: PLR0915 - one whole story
    cast: Cast, signed_in: Callable[..., Page], looked_at: Callable[[Page, str], None], tmp_path: Path
) -> None:
    until = (date.today() + timedelta(days=60)).isoformat()
    chen = signed_in("chenxiaoyu", PHONE)
    chen.goto("/me/mandates/")
    looked_at(chen, "mandates-empty")
    chen.goto("/services/marriage/")
    chen.get_by_role("link", name="请人帮我办").click()
    chen.get_by_label("代办：").check()
    chen.get_by_label("上门", exact=True).check()
    chen.get_by_role("button", name="提交").click()
    chen.get_by_role("alert").or_(chen.get_by_text("上门要填写地址")).first.wait_for()
    chen.get_by_label("上门地址").fill("望川区长桥街道听雨路 3 号")
    chen.get_by_label("还想说的").fill("孩子小，走不开")
    chen.get_by_label("代办的话，委托给哪位帮代办员").select_option("fu.bangban")
    chen.get_by_label("代办的话，委托到哪天为止").fill(until)
    looked_at(chen, "order-new")
    chen.get_by_role("button", name="提交").click()
    chen.get_by_text("帮代办员会联系您").first.wait_for()
    looked_at(chen, "order-own")
    order = Order.objects.get()

    helper = signed_in("fu.bangban")
    helper.goto("/desk/assistance/")
    looked_at(helper, "desk-list")
    helper.get_by_role("link", name=order.number).click()
    looked_at(helper, "desk-order-asked")
    _do(helper, "受理")
    assert "听雨路" in helper.content() and "孩子小" in helper.content()
    helper.get_by_role("link", name="约时间").click()
    helper.get_by_label("约定时间").fill(f"{until}T09:30")
    helper.get_by_role("button", name="约时间").click()
    helper.get_by_text("已完成").first.wait_for()
    helper.get_by_role("link", name="中止").click()
    helper.get_by_label("原因").select_option("materials")
    helper.get_by_label("说明").fill("还差身份证复印件")
    looked_at(helper, "desk-order-pausing")
    helper.get_by_role("button", name="中止").click()
    helper.get_by_text("已中止").first.wait_for()
    looked_at(helper, "desk-order")
    link = helper.get_by_role("link", name=re.compile("中止单"))
    made = helper.request.get(str(link.get_attribute("href")))
    assert made.status == 200 and made.body().startswith(b"%PDF")
    if folder := os.environ.get("GONGBAN_SCREENSHOTS"):
        (Path(folder) / "pause.pdf").write_bytes(made.body())

    chen.goto("/me/mandates/acts/")
    chen.get_by_text("傅帮办").first.wait_for()
    looked_at(chen, "acts")
    chen.goto("/me/mandates/")
    looked_at(chen, "mandates")
    chen.get_by_role("button", name="收回委托").click()
    chen.get_by_text("什么也看不到").wait_for()

    helper.goto(f"/desk/assistance/{order.pk}/")
    helper.get_by_text("没有找到这个帮代办件").wait_for()
    helper.goto("/desk/assistance/")
    assert order.number not in helper.content()
    helper.goto("/desk/assistance/mandates/")
    assert "陈晓雨" not in helper.content()
    assert helper.request.get(f"/desk/assistance/{order.pk}/papers/{order.stages.last().pk}.pdf").status == 404  # type: ignore[union-attr]

    clerk = signed_in("ying.chunhui")
    photo = tmp_path / "paper.jpg"
    photo.write_bytes(in_bytes(scene(600, 800)))
    clerk.goto("/desk/assistance/mandates/new/")
    clerk.get_by_label("委托人身份证号").fill("990101199104120026")
    clerk.get_by_label("代办：").check()
    clerk.get_by_label("委托给帮代办员").select_option("fu.bangban")
    clerk.get_by_label("结婚登记").first.check()
    clerk.get_by_label("委托书照片").set_input_files(photo)
    clerk.get_by_role("button", name="录入").click()
    clerk.get_by_text("照片已收到").wait_for()
    clerk.get_by_label("到哪天为止").fill(until)
    looked_at(clerk, "desk-paper")
    clerk.get_by_role("button", name="录入").click()
    clerk.get_by_text("委托人会收到消息").first.wait_for()
    looked_at(clerk, "desk-mandates")
    assert Mandate.objects.filter(origin="paper", state="in_force").count() == 1

    helper.goto(f"/desk/assistance/{order.pk}/")
    _do(helper, "续办", "材料齐了，本人确认续办")
    _do(helper, "办结", "已代为提交登记")
    assert "听雨路" not in helper.content(), "done is done"
    chen.goto(f"/me/mandates/orders/{order.pk}/")
    chen.get_by_text("已经帮您办完").wait_for()
    looked_at(chen, "order-closed")


def _do(page: Page, label: str, text: str = "") -> None:
    page.get_by_role("link", name=label, exact=True).click()
    if text:
        page.get_by_label("说明").fill(text)
    page.get_by_role("button", name=label, exact=True).click()
    page.get_by_text("已完成").first.wait_for()


def test_known_at_a_counter_and_acting_for_an_enterprise(cast: Cast, signed_in: Callable[..., Page], looked_at: Callable[[Page, str], None]) -> None:
    wu = signed_in("wuhaoran", PHONE)
    wu.goto("/me/mandates/new/")
    wu.get_by_label("结婚登记").first.check()
    wu.get_by_role("button", name="给出委托").click()
    wu.get_by_text("要先实名").wait_for()
    looked_at(wu, "mandate-new")
    wu.get_by_role("link", name="去办这一步").click()
    looked_at(wu, "identity-phone")

    clerk = signed_in("ying.chunhui")
    clerk.goto("/desk/identity/")
    looked_at(clerk, "desk-identity")
    clerk.get_by_label("手机号").fill("13000000006")
    clerk.get_by_role("button", name="发核对码").click()
    clerk.get_by_text("核对码已发到").wait_for()
    code = letter_of(Message.objects.filter(template="people.counter_code").last()).values["code"]  # type: ignore[arg-type]
    clerk.get_by_label("核对码").fill(code)
    clerk.get_by_label("姓名").fill("吴浩然")
    clerk.get_by_label("身份证号").fill("990101200105170012")
    clerk.get_by_label("我看过身份证原件，是本人").check()
    looked_at(clerk, "desk-identity-code")
    clerk.get_by_role("button", name="确认实名").click()
    clerk.get_by_text("已实名，本人会收到消息").wait_for()
    wu.reload()
    wu.get_by_text("窗口核对身份证原件").wait_for()
    looked_at(wu, "identity-proved")

    boss = signed_in("zhaowenbo", enterprise=FIRM)
    boss.goto("/me/identity/")
    boss.get_by_text("授权一位经办人").click()
    boss.get_by_label("经办人姓名").fill("林若溪")
    boss.get_by_label("经办人手机号").fill("13000000003")
    boss.get_by_label("食品经营许可").first.check()
    boss.get_by_label("授权到哪天").fill((date.today() + timedelta(days=90)).isoformat())
    looked_at(boss, "identity-granting")
    boss.get_by_role("button", name="授权", exact=True).click()
    boss.get_by_text("已授权，对方会收到消息").wait_for()
    looked_at(boss, "identity-firm")
    boss.get_by_role("button", name="收回授权").last.click()
    boss.get_by_text("授权已收回").wait_for()
    english = signed_in("chenxiaoyu", DESK, locale="en-GB")
    for path, name in (("/me/identity/", "identity-en"), ("/me/mandates/new/", "mandate-new-en"), ("/me/mandates/", "mandates-en")):
        english.goto(path)
        looked_at(english, name)

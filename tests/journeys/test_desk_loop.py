"""A pothole on the desks: dispatched, returned, studied, urged, answered, approved, called back, redone and filed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TEXT = "学府路与百花路口车行道一个大坑，电动车摔了两辆，请尽快补。"


@pytest.fixture
def as_staff(open_page: Callable[..., Any], live_server: Any, cast: Cast) -> Callable[..., Any]:
    """`as_staff("handler")` opens a browser in which this member of the cast is signed in."""

    def open_for(who: str, viewport: dict[str, int] = DESK) -> Any:
        account = cast.account(getattr(cast, who))
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        page = open_page(viewport)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return open_for


@contextmanager
def working_on(as_staff: Callable[..., Any], who: str, path: str) -> Iterator[Any]:
    """A page of one member of staff, closed afterwards with nothing gone wrong in it."""
    page = as_staff(who)
    page.goto(path)
    yield page
    assert page.troubles == []
    page.context.close()


def test_from_dispatch_to_the_file(  # noqa: PLR0915 - one story, told in order
    cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None]
) -> None:
    case = cast.report(TEXT, when=timezone.now() - timedelta(days=1), phone="13000000001", name="陈晓雨", category="01.01.10")
    number = case.matter.number
    here = f"/desk/cases/{number}/"

    def state() -> str:
        case.matter.refresh_from_db()
        return str(case.matter.state)

    with working_on(as_staff, "dispatcher", "/desk/dispatch/") as page:
        axe(page)
        page.locator("#dispatch_department").select_option("chengguan")
        page.locator("form[action$='/do/dispatch/']").last.get_by_role("button", name="派单").click()
        page.get_by_text("派单：已完成").wait_for()
        assert state() == "dispatched"

    with working_on(as_staff, "handler", here) as page:
        axe(page)
        page.get_by_role("link", name="申请退单").click()
        axe(page)
        page.get_by_label("退单理由").fill("路面开挖由住建局批准，应由其督促恢复。")
        page.locator("#id_proposed").select_option("zhujian")
        page.locator("#action").get_by_role("button", name="申请退单").click()
        page.get_by_text("申请退单：已完成").wait_for()
        assert state() == "return_asked"

    with working_on(as_staff, "dispatcher", "/desk/dispatch/") as page:
        page.locator("summary", has_text="联席研判").click()
        panel = page.locator("form[action$='/do/call_study/']")
        panel.get_by_label("要商定什么").fill("谁来补这个坑？")
        panel.get_by_label("城管局", exact=True).check()
        panel.get_by_label("住建局", exact=True).check()
        panel.get_by_role("button", name="联席研判").click()
        page.get_by_text("联席研判：已完成").wait_for()
        assert state() == "under_study"
        page.goto("/desk/study/")
        axe(page)
        page.get_by_role("link", name="学府路").first.click()
        axe(page)
        page.get_by_role("link", name="填写结论").click()
        page.locator("#id_department").select_option("chengguan")
        page.get_by_role("radio", name="谁主管谁负责").check()
        page.locator("#id_conclusion").fill("车行道养护归城管局，先补坑，费用另行结算。")
        page.locator("#action").get_by_role("button", name="研判结论").click()
        page.get_by_text("研判结论：已完成").wait_for()
        assert state() == "dispatched"

    with working_on(as_staff, "supervisor", "/desk/supervision/") as page:
        axe(page)
        page.goto(f"{here}?do=urge")
        page.get_by_label("督办要求").fill("三日内补好并反馈。")
        page.locator("#action").get_by_role("button", name="督办").click()
        page.get_by_text("督办：已完成").wait_for()

    _answer_and_approve(as_staff, here, axe, "已补好，见照片。")
    assert state() == "closed"

    from gongban.outcome.ratings.public import Callback

    Callback.objects.filter(case=case).update(due_at=timezone.now() - timedelta(hours=1))
    with working_on(as_staff, "operator", "/desk/callbacks/") as page:
        axe(page)
        page.get_by_role("button", name="查看姓名和电话").click()
        page.get_by_text("13000000001").wait_for()
        page.get_by_role("radio", name="是", exact=True).check()
        page.get_by_role("radio", name="未解决").check()
        page.get_by_role("button", name="记下回答").click()
        page.get_by_text("发回重办").first.wait_for()
        assert state() == "dispatched"

    _answer_and_approve(as_staff, here, axe, "重新补过，压实平整。")
    Callback.objects.filter(case=case, standing="open").update(due_at=timezone.now() - timedelta(hours=1))
    with working_on(as_staff, "operator", "/desk/callbacks/") as page:
        page.get_by_role("radio", name="是", exact=True).check()
        page.get_by_role("radio", name="已解决").check()
        page.get_by_role("radio", name="满意", exact=True).check()
        page.get_by_role("button", name="记下回答").click()
        page.get_by_text("诉求归档").wait_for()
    assert state() == "filed"


def _answer_and_approve(as_staff: Callable[..., Any], here: str, axe: Callable[[Any], None], text: str) -> None:
    with working_on(as_staff, "handler", here) as page:
        page.get_by_role("button", name="签收").click()
        page.get_by_text("签收：已完成").wait_for()
        page.get_by_role("link", name="提交答复").click()
        page.get_by_label("答复", exact=True).fill(text)
        page.locator("#action").get_by_role("button", name="提交答复").click()
        page.get_by_text("请附上办理后的照片").first.wait_for()
        axe(page)
        page.get_by_label("办理证据说明").fill("现场照片存档。")
        page.locator("#action").get_by_role("button", name="提交答复").click()
        page.get_by_text("提交答复：已完成").wait_for()
    with working_on(as_staff, "reviewer", here) as page:
        page.get_by_role("link", name="审核通过并办结").click()
        page.locator("#action").get_by_role("button", name="审核通过并办结").click()
        page.get_by_text("审核通过并办结：已完成").wait_for()


def test_the_queue_by_keyboard_and_the_call_while_typing(cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None]) -> None:
    case = cast.report(TEXT, when=timezone.now(), phone="13000000001")
    with working_on(as_staff, "dispatcher", "/desk/?scope=all") as page:
        axe(page)
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.get_by_text("1 项已选").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/cases/{case.matter.number}/")
        page.goto("/desk/dispatch/")
        page.locator("[data-key='1']").wait_for()
        page.keyboard.press("1")
        page.get_by_text("派单：已完成").wait_for()
    with working_on(as_staff, "operator", "/desk/hotline/") as page:
        axe(page)
        page.get_by_label("联系电话").fill("13000000001")
        page.get_by_label("情况说明").press_sequentially("家里着火了，有人被困")
        page.get_by_text("立即转 119").wait_for()
        page.get_by_role("link", name="学府路").first.wait_for()
        axe(page)


@pytest.mark.parametrize("viewport", [DESK, PHONE, {"width": 320, "height": 640}], ids=["desk", "phone", "narrow"])
def test_no_page_of_the_desk_has_a_barrier_or_runs_out_of_the_screen(
    cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None], viewport: dict[str, int]
) -> None:
    cast.now = timezone.now()
    made = {state: cast.bring(cast.report(TEXT, when=cast.now), state) for state in ("received", "return_asked", "in_progress", "under_study")}
    pages = {
        "dispatcher": ["/desk/?scope=all", "/desk/dispatch/", f"/desk/cases/{made['received'].matter.number}/?do=refuse", "/desk/study/"],
        "handler": [f"/desk/cases/{made['in_progress'].matter.number}/?do=answer", f"/desk/cases/{made['in_progress'].matter.number}/order/"],
        "moderator": ["/desk/moderation/"], "supervisor": ["/desk/supervision/?view=studies", "/desk/statistics/"], "operator": ["/desk/hotline/"],
    }  # fmt: skip
    for who, paths in pages.items():
        page = as_staff(who, viewport)
        for path in paths:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert "/login/" not in page.url
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.troubles == []
        page.context.close()

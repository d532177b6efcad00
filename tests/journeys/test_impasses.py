"""A counter could not do it: a clerk takes it down, the service office asks a department, it ends done, and the person reads how."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from gongban.delivery.impasses.public import PROCESS, Impasse, code_of, take_impasse
from tests.cast import Cast, actor
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_counter_to_done(signed_in: Callable[..., Page], open_page: Callable[..., Page], axe: Callable[[Page], None], cast: Cast) -> None:
    clerk = signed_in("gu.louchen")
    clerk.goto("/desk/impasses/new/")
    clerk.get_by_role("link", name="去说明").click()
    clerk.locator("form[action='/desk/outlets/'] select").select_option("gulouqian-street/1", force=True)
    clerk.get_by_role("button", name="我在这里").click()
    clerk.goto("/desk/impasses/")
    axe(clerk)
    clerk.get_by_role("link", name="登记一件").first.click()
    clerk.get_by_role("button", name="登记", exact=True).click()
    clerk.get_by_text("请填写“因为什么办不成”").first.wait_for()
    axe(clerk)
    clerk.get_by_label("什么事项").fill("食品经营许可")
    clerk.get_by_label("要了指南上没有的材料或条件").check()
    clerk.get_by_label("经过").fill("要房东再写一份说明，指南上没有。")
    clerk.get_by_label("怎样称呼").fill("吴大姐")
    clerk.get_by_role("button", name="登记", exact=True).click()
    clerk.get_by_text("已登记，编号").wait_for()
    axe(clerk)

    office = signed_in("han.doudi")
    office.goto("/desk/impasses/")
    axe(office)
    office.get_by_role("link", name="食品经营许可").first.click()
    office.get_by_role("link", name="请部门协调").click()
    axe(office)
    office.locator("#action select").select_option("shichang", force=True)
    office.get_by_label("要解决什么").fill("指南没有这份材料，请核对。")
    office.get_by_role("button", name="请部门协调").click()
    office.get_by_text("协调中").first.wait_for()

    bureau = signed_in("sun.gongping")
    bureau.goto("/desk/impasses/")
    bureau.get_by_role("link", name="食品经营许可").first.click()
    assert "吴大姐" not in bureau.content()
    bureau.get_by_role("link", name="部门意见").click()
    bureau.get_by_role("textbox", name="部门意见").fill("确实不需要，已通知窗口。")
    bureau.get_by_role("button", name="部门意见").click()
    bureau.get_by_text("已完成").wait_for()
    axe(bureau)

    office.reload()
    office.get_by_role("link", name="办成了").click()
    office.get_by_label("怎样办成的").fill("窗口已收件，不用再写说明。")
    office.get_by_role("button", name="办成了").click()
    office.get_by_text("办成了：已完成").wait_for()
    axe(office)
    person = open_page(PHONE)
    person.goto(f"/impasses/{code_of(Impasse.objects.get().pk)}/")
    assert person.get_by_text("窗口已收件，不用再写说明。").is_visible() and "确实不需要" not in person.content()
    axe(person)


def test_a_person_tells_it_online_adds_and_withdraws(signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast) -> None:
    chen = signed_in("chenxiaoyu", PHONE)
    chen.goto("/services/food-permit/")
    chen.get_by_role("link", name="办不成？跟我们说").click()
    assert chen.get_by_label("什么事项").input_value() == "食品经营许可（新办）"
    axe(chen)
    chen.get_by_label("几个部门都说不归自己管").check()
    chen.get_by_label("经过").fill("市场监管说归消防，消防说归市场监管。")
    chen.get_by_role("button", name="提交").click()
    chen.get_by_text("已登记，编号").wait_for()
    axe(chen)
    chen.get_by_label("还有什么要说的").fill("今天又去了一次。")
    chen.get_by_role("button", name="发出").click()
    chen.get_by_text("今天又去了一次。").wait_for()
    chen.goto("/my/impasses/")
    axe(chen)
    chen.get_by_role("link", name="食品经营许可").click()
    chen.get_by_role("button", name="不用了，撤回").click()
    chen.get_by_text("您已撤回").wait_for()


@pytest.mark.parametrize(("viewport", "language"), [(DESK, "zh-CN"), (PHONE, "zh-CN"), (PHONE, "en")], ids=["desk", "phone", "english"])
def test_no_page_of_impasses_runs_out_of_the_screen(
    signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast, viewport: dict[str, int], language: str
) -> None:
    now = timezone.now()
    row = take_impasse({"item": "food-permit", "cause": "system", "text": "网上交不了，提示系统忙。", "outlet": "city-centre"}, by=cast.chen, at=now)
    over = take_impasse({"cause": "no-reason", "text": "不给办也不说为什么。"}, by=cast.chen, at=now)
    PROCESS.act(over.pk, "refuse", {"basis": "某条例第三条", "remedy": "申请行政复议", "text": "依照规定不能办。"}, by=actor("han.doudi"), at=now)
    office, chen = signed_in("han.doudi", viewport, locale=language), signed_in("chenxiaoyu", viewport, locale=language)
    desk = ["/desk/impasses/", "/desk/impasses/?q=none", f"/desk/impasses/{row.pk}/?do=refuse", f"/desk/impasses/{over.pk}/", "/desk/impasses/new/"]
    own = ["/impasses/report/?item=food-permit", f"/impasses/{code_of(row.pk)}/", f"/impasses/{code_of(over.pk)}/", "/my/impasses/"]
    for page, paths in ((office, desk), (chen, own)):
        for path in paths:
            answer = page.goto(path)
            assert answer and answer.ok, path
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.troubles == []  # type: ignore[attr-defined]

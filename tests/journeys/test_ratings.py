"""A clerk shows a QR code, the person rates from their own phone without an account; a bad rating is verified, mended, and the person is content."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.kernel.actors import ANONYMOUS
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import Handling, Invitation, Rectification, code_of, open_visit, rate
from tests.cast import Cast, actor
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_counter_to_a_mended_service(signed_in: Callable[..., Page], open_page: Callable[..., Page], axe: Callable[[Page], None], cast: Cast) -> None:
    clerk = signed_in("sun.gongping")
    clerk.goto("/desk/outlets/")
    clerk.locator("form[action='/desk/outlets/'] select").select_option("city-centre/8", force=True)
    clerk.get_by_role("button", name="我在这里").click()
    clerk.get_by_label("办了什么事").fill("食品经营许可")
    axe(clerk)
    clerk.get_by_role("button", name="出示评价二维码").click()
    clerk.get_by_text("不用登录").wait_for()
    assert clerk.locator(".rate-here img").evaluate("image => image.decode().then(() => image.naturalWidth > 100)")
    axe(clerk)

    asked = Invitation.objects.get()
    assert (asked.item, asked.outlet, asked.counter) == ("food-permit", "city-centre", "8")
    phone = open_page(PHONE, has_touch=True)
    phone.goto(f"/rate/{code_of(asked.pk)}/")
    axe(phone)
    phone.get_by_role("button", name="提交评价").click()
    phone.get_by_text("请填写“您满意吗”").wait_for()
    phone.get_by_label("非常不满意").check()
    phone.get_by_label("要指南上没有的材料").check()
    assert not phone.get_by_label("一个窗口跑一趟就办好").is_visible()
    phone.get_by_label("您想说的").fill("多要了一份证明。")
    axe(phone)
    phone.get_by_role("button", name="提交评价").click()
    phone.get_by_text("已转给办理单位").wait_for()
    axe(phone)

    clerk.goto("/desk/ratings/")
    axe(clerk)
    clerk.get_by_role("link", name="食品经营许可").first.click()
    axe(clerk)
    for label, fields, done in (
        ("属实，整改", {"核实的情况": "确实多要了一份证明。"}, "核实属实"),
        ("改好了，答复", {"整改措施": "窗口清单去掉这一份。", "答复评价人": "对不起，证明已退还。"}, "已整改并答复"),
    ):
        clerk.get_by_role("link", name=label).click()
        axe(clerk)
        for name, text in fields.items():
            clerk.get_by_label(name).fill(text)
        clerk.get_by_role("button", name=label).click()
        clerk.get_by_text(done).first.wait_for()
    assert not clerk.get_by_role("link", name="记录回访").is_visible()

    phone.reload()
    assert phone.get_by_text("对不起，证明已退还。").is_visible()
    phone.get_by_role("button", name="认可，办结").click()
    phone.get_by_text("整改结束").wait_for()
    axe(phone)
    assert Rectification.objects.get().matter.state == "closed"
    assert phone.troubles == [] and clerk.troubles == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("viewport", "language"), [(DESK, "zh-CN"), (PHONE, "zh-CN"), (PHONE, "en")], ids=["desk", "phone", "english"])
def test_no_page_of_ratings_runs_out_of_the_screen(
    signed_in: Callable[..., Page], open_page: Callable[..., Page], axe: Callable[[Page], None], cast: Cast, viewport: dict[str, int], language: str
) -> None:
    clerk, now = actor("sun.gongping"), timezone.now()
    begin_duty(Serving(outlet="city-centre", counter="8"), by=clerk, at=now)
    waits, bad = (open_visit(Handling("food-permit", Words("食品经营许可（新办）", "Food permit"), ""), by=clerk, at=now) for _ in range(2))
    made = rate(bad.pk, {"level": 2, "tags": ["209"], "text": "晚了三天。"}, by=ANONYMOUS.as_party(str(bad.pk)), at=now)
    row = Rectification.objects.get(rating=made)
    desk = signed_in("sun.gongping", viewport, locale=language)
    watch, phone, chen = signed_in("cheng.du", viewport, locale=language), open_page(viewport, locale=language), signed_in("chenxiaoyu", viewport, locale=language)
    looks = {
        desk: ["/desk/ratings/", f"/desk/ratings/{row.pk}/?do=explain", f"/desk/ratings/visits/{waits.pk}/", "/desk/ratings/?q=none"], watch: ["/desk/ratings/"],
        phone: [f"/rate/{code_of(waits.pk)}/", f"/rate/{code_of(bad.pk)}/"], chen: ["/my/ratings/"],
    }  # fmt: skip
    for page, paths in looks.items():
        for path in paths:
            answer = page.goto(path)
            assert answer and answer.ok, path
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.troubles == []  # type: ignore[attr-defined]

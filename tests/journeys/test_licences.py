"""A food permit in a restaurant: its holder shows the code, a guest's phone proves it, the bureau revokes it, and everybody sees that at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page

from gongban.cli.demo.licences import play_licences
from gongban.delivery.licences.public import Licence, Share, address_of
from gongban.kernel.city import CityFolder
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.standing import CITY

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOP = "92990102MA0000203U"


@pytest.fixture
def signed_in(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Callable[..., Page]:
    """`signed_in("hedusheng", enterprise=SHOP)` opens a browser in which this login is signed in."""

    def open_for(login: str, viewport: dict[str, int] = DESK, *, enterprise: str = "", **options: Any) -> Page:
        account, session = cast.account(login), SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        if enterprise:
            session[FOR_ENTERPRISE] = enterprise
        session.create()
        page = open_page(viewport, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return open_for


@pytest.fixture
def licences(cast: Cast) -> dict[str, Licence]:
    """The licences of the sample city by their keys."""
    play_licences(CityFolder(CITY), now=timezone.now())
    return {row.issue_key.removeprefix("demo:"): row for row in Licence.objects.all()}


def scanned(licence: Licence) -> str:
    """Where the QR code leads, on this server."""
    parts = urlsplit(address_of(licence))
    return f"{parts.path}?{parts.query}"


def test_shown_proven_revoked_and_seen_by_its_holder(
    licences: dict[str, Licence], signed_in: Callable[..., Page], open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    permit = licences["ferry-food"]
    cook = signed_in("hedusheng", PHONE, enterprise=SHOP)
    cook.goto("/account/licences/")
    axe(cook)
    cook.get_by_role("link", name="食品经营许可证").click()
    axe(cook)
    code = cook.locator(".licence-code")
    code.wait_for()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth > 100)")

    guest = open_page(PHONE)
    guest.goto(scanned(permit))
    guest.get_by_text("真实有效").wait_for()
    axe(guest)
    assert guest.get_by_text("江城市临江区老渡口餐饮店").is_visible() and "何渡生" not in guest.content()

    bureau = signed_in("shang.chengxin")
    bureau.goto("/desk/licences/?state=in_force")
    axe(bureau)
    bureau.get_by_role("link", name="食品经营许可证").first.click()
    bureau.get_by_text("暂停、终止").click()
    bureau.get_by_role("link", name="吊销").click()
    axe(bureau)
    bureau.get_by_role("button", name="吊销").click()
    bureau.get_by_text("请填写“行政处罚决定书文号”").first.wait_for()
    bureau.get_by_label("行政处罚决定书文号").fill("江市监罚〔2026〕17号")
    bureau.get_by_label("违法事实和处罚依据").fill("使用超过保质期的食品原料，情节严重。")
    bureau.get_by_role("button", name="吊销").click()
    bureau.get_by_text("吊销：已完成").wait_for()
    axe(bureau)

    guest.goto(scanned(permit))
    guest.get_by_text("真实，但今天不能用：已吊销").wait_for()
    axe(guest)
    guest.goto(scanned(licences["ferry-trade"]))
    guest.get_by_text("真实，但里面有证照已不能用").wait_for()
    axe(guest)
    guest.get_by_label("二维码的内容").fill(scanned(permit)[:-6] + "AAAAAA")
    guest.get_by_role("button", name="核验").click()
    guest.get_by_text("核验不通过：伪造或改动过").wait_for()

    cook.goto(f"/account/licences/{permit.pk}/")
    axe(cook)
    assert cook.get_by_text("江市监罚〔2026〕17号").is_visible()
    looks = cook.locator("#looks tbody tr").all_inner_texts()
    assert len([row for row in looks if "扫二维码" in row]) == 2 and any("市场监督管理局" in row for row in looks)
    for page in (cook, guest, bureau):
        assert page.troubles == []  # type: ignore[attr-defined]


def test_a_department_asks_the_holder_consents_it_looks_and_the_consent_is_taken_back(
    licences: dict[str, Licence], signed_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    clerk, chen = signed_in("chu.jihou"), signed_in("chenxiaoyu", PHONE)
    clerk.goto("/desk/licences/shares/")
    axe(clerk)
    assert not clerk.get_by_role("button", name="查看").is_visible()
    chen.goto(f"/account/licences/{licences['chen-card'].pk}/#shares")
    chen.get_by_role("button", name="同意查看", exact=True).click()
    chen.get_by_text("随时可以撤回").first.wait_for()
    axe(chen)
    clerk.reload()
    clerk.get_by_role("button", name="查看").click()
    clerk.get_by_text("990101199104120026").wait_for()
    axe(clerk)
    share = Share.objects.get(matter="JCB2026-000231")
    chen.reload()
    assert any("公积金" in row and "JCB2026-000231" in row for row in chen.locator("#looks tbody tr").all_inner_texts())
    chen.locator(f"form[action*='{share.pk}']").get_by_role("button", name="撤回同意").click()
    chen.get_by_text("同意已撤回").first.wait_for()
    clerk.goto("/desk/licences/shares/")
    assert not clerk.get_by_role("button", name="查看").is_visible()


def test_issued_by_hand_with_a_preview_once_however_often_one_presses(
    licences: dict[str, Licence], signed_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    before = Licence.objects.count()
    desk = signed_in("kang.yongjian")
    desk.goto("/desk/licences/new/")
    axe(desk)
    desk.get_by_role("link", name="公共场所卫生许可证").click()
    desk.get_by_role("button", name="预览").click()
    desk.get_by_text("请填写“持证人”").first.wait_for()
    axe(desk)
    for label, text in (("企业名称", "江城木棉软件科技有限公司"), ("统一社会信用代码", "91990100MA00001029"), ("地址", "软件园路 8 号"), ("许可项目", "健身房")):
        desk.get_by_label(label).fill(text)
    desk.get_by_role("button", name="预览").click()
    desk.get_by_text("颁发后是这样").wait_for()
    axe(desk)
    form = desk.locator("main form")
    sent = form.evaluate("form => { const data = new FormData(form); data.set('step', 'issue'); return fetch(form.action || location.href, {method: 'POST', body: data}).then(answer => answer.status) }")
    assert sent == 200
    desk.get_by_role("button", name="颁发", exact=True).click()
    desk.get_by_text("已颁发").wait_for()
    axe(desk)
    assert Licence.objects.count() == before + 1


@pytest.mark.parametrize(("viewport", "language"), [(DESK, "zh-CN"), (PHONE, "zh-CN"), (PHONE, "en")], ids=["desk", "phone", "english"])
def test_no_page_of_licences_runs_out_of_the_screen(
    licences: dict[str, Licence], signed_in: Callable[..., Page], axe: Callable[[Page], None], viewport: dict[str, int], language: str
) -> None:
    cook, bureau = signed_in("hedusheng", viewport, enterprise=SHOP, locale=language), signed_in("shang.chengxin", viewport, locale=language)
    food, trade = licences["ferry-food"], licences["ferry-trade"]
    own = ["/account/licences/", f"/account/licences/{trade.pk}/", "/licences/verify/", scanned(trade), "/licences/verify/?c=none"]
    desk = ["/desk/licences/", "/desk/licences/?q=none", f"/desk/licences/{food.pk}/?do=annul", f"/desk/licences/{food.pk}/?do=change", "/desk/licences/new/",
            "/desk/licences/new/trade-licence/", "/desk/licences/shares/", "/desk/licences/shares/new/"]  # fmt: skip
    for page, paths in ((cook, own), (bureau, desk)):
        for path in paths:
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.troubles == []  # type: ignore[attr-defined]

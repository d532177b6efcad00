"""The fire inspection of a restaurant taken by commitment: it fails its check, is mended in time once, and not in time once, and appealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gongban.delivery.applications.public import Commitment, commitments_of
from gongban.delivery.licences.public import Licence, issue
from tests.applications.conftest import BUSINESS, SHOP, Desk
from tests.cast import Cast
from tests.conftest import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PROMISE = {"by_commitment": True, "shop_area": 320, "kitchen_area": 90, "seats": 120, "serves_meals": True}


@pytest.fixture
def promise(cast: Cast, live_server: Any) -> Commitment:
    """Granted on a promise just now."""
    desk = Desk(cast)
    desk.now = timezone.now()
    issue(BUSINESS, key="JCB0:granted", by=cast.system, at=desk.now)
    part = desk.parts(desk.apply("fire-check", PROMISE, subject="item"))["item"]
    desk.grant(part)
    return commitments_of(part)[0]


def act(page: Page, promise: Commitment, label: str, **fields: str) -> None:
    """Take an action from the page of the promise, as the office does."""
    page.goto(f"/desk/commitments/{promise.pk}/")
    page.locator(".action-bar").get_by_text(label, exact=True).click()
    for name, text in fields.items():
        field = page.locator(f"#action [name={name}]")
        if field.count() > 1:
            page.locator("#action").get_by_label(text, exact=True).check()
        else:
            field.fill(text)
    page.locator("#action .actions button").first.click()
    page.wait_for_load_state()


def state(promise: Commitment) -> str:
    promise.refresh_from_db()
    return promise.state


def test_what_was_promised_is_checked_mended_in_time_once_and_not_in_time_once(
    promise: Commitment, signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast
) -> None:
    office, phone = signed_in(cast.account(Desk(cast).office("xiaofang")).login), signed_in("hedusheng", PHONE, enterprise=SHOP)
    office.goto("/desk/commitments/")
    office.get_by_role("link", name="公众聚集场所").first.click()
    axe(office)
    act(office, promise, "现场核查", finding="与承诺不符", text="安全出口被杂物堵住")
    assert state(promise) == "not_met"
    until = (timezone.now() + timedelta(days=7)).date().isoformat()
    act(office, promise, "责令限期整改", text="清理安全出口", until=until)
    assert state(promise) == "mending"

    where = f"/account/applications/{promise.part.application_id}/"
    phone.goto(where)
    axe(phone)
    assert phone.get_by_text("限期整改").first.is_visible()
    _answer(phone, promise, "report_mended", "当天已清理，附照片")
    assert state(promise) == "mended"
    act(office, promise, "现场核查", finding="与承诺不符", text="还是堵着")
    assert state(promise) == "not_met"
    act(office, promise, "责令限期整改", text="清理安全出口", until=until)
    Commitment.objects.filter(pk=promise.pk).update(due=(timezone.now() - timedelta(days=2)).date())
    act(office, promise, "撤销", text="逾期没有整改", document="江消撤〔2027〕1号")
    assert state(promise) == "annulled"
    assert Licence.objects.get(pk=Commitment.objects.select_related("part").get(pk=promise.pk).part.licence).state == "annulled"

    phone.goto(where)
    _answer(phone, promise, "appeal", "出口当天就清了，有照片")
    assert state(promise) == "appealed"
    chief = signed_in(cast.account(cast.chief).login)
    act(chief, promise, "维持", text="照片不能证明整改")
    assert state(promise) == "upheld"
    phone.goto(where)
    assert phone.get_by_text("维持").first.is_visible()


def _answer(phone: Page, promise: Commitment, action: str, text: str) -> None:
    form = phone.locator(f"form[action*='/promises/{promise.pk}/{action}/']")
    form.locator("textarea").fill(text)
    form.locator("button").first.click()
    phone.wait_for_load_state()

"""The desk's pages of commitments: what is to be checked, by whom, and that every step is taken from a form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongban.delivery.applications.public import Commitment, commitments_of
from tests.applications.conftest import Desk
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.applications.conftest import shop as shop  # noqa: PLC0414 - a fixture
from tests.web.workbench.test_applications import signed_in

PROMISE = {"by_commitment": True, "shop_area": 320, "kitchen_area": 90, "seats": 120, "serves_meals": True}


@pytest.fixture
def promise(shop: Desk) -> Commitment:
    """The fire check of a restaurant, granted on a promise just now."""
    shop.now = timezone.now()
    part = shop.parts(shop.apply("fire-check", PROMISE, subject="item"))["item"]
    shop.grant(part)
    return commitments_of(part)[0]


def test_the_office_sees_what_it_has_to_check_and_others_do_not(shop: Desk, promise: Commitment) -> None:
    page = signed_in(shop.cast, shop.office("xiaofang")).get("/desk/commitments/").content.decode()
    assert promise.part.matter.number in page and "待核查" in page
    assert promise.part.matter.number not in signed_in(shop.cast, shop.office("shichang")).get("/desk/commitments/").content.decode()
    assert signed_in(shop.cast, shop.office("shichang")).get(f"/desk/commitments/{promise.pk}/").status_code == 404


def test_a_failed_check_is_mended_by_a_day_and_annulled_after_it(shop: Desk, promise: Commitment) -> None:
    office, where = signed_in(shop.cast, shop.office("xiaofang")), f"/desk/commitments/{promise.pk}/"
    assert "待核查" in office.get(f"{where}?do=check_on_site").content.decode()
    undecided = office.post(f"{where}do/check_on_site/", {"text": "安全出口被堵"})
    assert undecided.status_code == 422 and "安全出口被堵" in undecided.content.decode(), "a choice that nobody made takes no licence away"
    assert office.post(f"{where}do/check_on_site/", {"finding": "not_met", "text": "安全出口被堵"}).status_code == 302
    missing = office.post(f"{where}do/order_mending/", {"text": "清理出口", "until": ""})
    assert missing.status_code == 422 and "清理出口" in missing.content.decode()
    until = (timezone.now() + timedelta(days=5)).date().isoformat()
    assert office.post(f"{where}do/order_mending/", {"text": "清理出口", "until": until}).status_code == 302
    early = office.post(f"{where}do/annul/", {"text": "没有整改", "document": "江消撤〔2027〕1号"})
    assert early.status_code == 409 and "整改期限还没有到" in early.content.decode()
    Commitment.objects.filter(pk=promise.pk).update(due=(timezone.now() - timedelta(days=2)).date())
    assert office.post(f"{where}do/annul/", {"text": "没有整改", "document": "江消撤〔2027〕1号"}).status_code == 302
    shown = office.get(where).content.decode()
    assert "已撤销" in shown and "安全出口被堵" in shown


def test_the_page_of_the_part_leads_to_its_promise(shop: Desk, promise: Commitment) -> None:
    page = signed_in(shop.cast, shop.office("xiaofang")).get(f"/desk/applications/{promise.part.matter.number}/").content.decode()
    assert f"/desk/commitments/{promise.pk}/" in page

"""Every page for residents, on a phone and on a desk, in both languages: no barrier, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from gongban.delivery.cases.public import Case
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/report/", "/report/traffic/", "/cases/", "/cases/?q=没有", "/map/", "/boards/", "/boards/traffic/", "/statistics/", "/follow/",
         "/help/", "/norms/", "/rules/", "/rules/platform/changes/", "/privacy/", "/accessibility/", "/notices/",
         "/bundles/", "/bundles/restaurant/", "/bundles/restaurant/questions/?shop_area=800", "/trades/", "/trades/hotel/", "/services/", "/services/food-permit/", "/services/food-permit/changes/", "/services/food-permit/questions/",
         "/services/search/", "/services/search/?q=井盖", "/services/search/?q=乙丙丁戊", "/services/search/word/"]  # fmt: skip


@pytest.fixture
def public_case(cast: Any) -> Case:
    case = cast.report("江边步道的路灯坏了三盏，晚上很黑。", when=timezone.now(), address="望江中路 18 号")
    cast.act(case, "publish", by=cast.moderator, when=timezone.now())
    return cast.bring(case, "in_progress")


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "zh-CN"), (PHONE, "en")], ids=["phone", "desk", "english"])
def test_every_page_is_free_of_barriers_and_fits_the_screen(
    open_page: Callable[..., Page], live_server: Any, axe: Callable[[Page], None], public_case: Case, size: dict[str, int], language: str
) -> None:
    page = open_page(size, locale=language)
    for path in [*PAGES, f"/cases/{public_case.matter.number}/"]:
        answer = page.goto(path)
        assert answer and answer.status == 200, path
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert page.troubles == []  # type: ignore[attr-defined]


def test_large_print_fits_a_phone_too(open_page: Callable[..., Page], live_server: Any, public_case: Case, axe: Callable[[Page], None]) -> None:
    page = open_page(PHONE)
    page.goto("/")
    page.context.add_cookies([{"name": "large", "value": "1", "url": page.url}])
    for path in ["/", "/report/", "/cases/", f"/cases/{public_case.matter.number}/", "/follow/"]:
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


@pytest.mark.parametrize(("path", "sought"), [("/map/", "[data-map-canvas]"), ("/cases/", "article.card, .case-card")])
def test_filters_lie_folded_on_a_phone_so_that_the_first_screen_shows_what_was_come_for(
    open_page: Callable[..., Page], live_server: Any, public_case: Case, path: str, sought: str
) -> None:
    page = open_page(PHONE)
    page.goto(path)
    seen = page.locator(sought).first
    seen.wait_for()
    assert seen.bounding_box()["y"] < PHONE["height"] * 0.6  # type: ignore[index]
    if path == "/map/":
        assert seen.bounding_box()["y"] + seen.bounding_box()["height"] < page.locator(".tab-bar").bounding_box()["y"]  # type: ignore[index]
    assert not page.get_by_label("进展").is_visible()
    page.get_by_text("更多条件").click()
    assert page.get_by_label("进展").is_visible()


def test_filters_do_not_fold_on_a_desk(open_page: Callable[..., Page], live_server: Any, public_case: Case) -> None:
    page = open_page(DESK)
    page.goto("/cases/")
    assert page.get_by_label("进展").is_visible()
    assert not page.get_by_text("更多条件").is_visible()

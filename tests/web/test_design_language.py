"""Do the components work in a real browser: without barriers, offline, by keyboard? Shown on the style guide's pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
DRESSES = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 640}},
]


@pytest.mark.parametrize("dress", DRESSES, ids=["desktop", "phone, dark", "320 pixels"])
@pytest.mark.parametrize("address", ["/styleguide/?errors=1", "/styleguide/?desk=1"])
def test_every_component_is_without_barrier_and_fits_its_screen(
    address: str, dress: dict[str, Any], open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = open_page(**dress)
    page.goto(address)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.troubles == []  # type: ignore[attr-defined]


def test_a_report_typed_without_network_is_kept_and_sent_once_the_network_is_back(page: Page) -> None:
    sent: list[str] = []
    network = {"there": False}

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif network["there"]:
            sent.append(route.request.headers["idempotency-key"])
            route.fulfill(status=201, content_type="application/json", body=json.dumps({"location": "/cases/1/"}))
        else:
            route.abort()

    page.route("**/styleguide/", answer)
    page.goto("/styleguide/")
    page.fill("#id_words", "望江路路灯不亮")
    page.set_input_files("#id_photos", {"name": "lamp.png", "mimeType": "image/png", "buffer": PICTURE})
    page.wait_for_selector('[data-draft-state]:not(:empty)')
    page.reload()
    page.wait_for_selector("[data-report] .photos li")
    assert page.input_value("#id_words") == "望江路路灯不亮"
    key = page.input_value("[name=idempotency_key]")

    page.click("[data-report] [type=submit]")
    page.wait_for_selector("[data-queue-state]:visible")
    assert page.input_value("[name=idempotency_key]") != key

    network["there"] = True
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(".toast a[href='/cases/1/']")
    page.evaluate("dispatchEvent(new Event('online'))")
    assert sent == [key]
    assert page.is_hidden("[data-queue-state]")


def test_the_desk_is_worked_by_keyboard(desk_page: Page) -> None:
    desk_page.goto("/styleguide/?desk=1")
    for key in "jjx":
        desk_page.keyboard.press(key)
    assert desk_page.locator("tr.is-current").count() == 1
    assert desk_page.locator("tr.is-selected").count() == 1
    assert desk_page.is_visible("[data-bulk]")
    desk_page.keyboard.press("?")
    assert desk_page.is_visible("#keys")
    desk_page.keyboard.press("Escape")
    desk_page.keyboard.press("/")
    assert desk_page.evaluate("document.activeElement.id") == "desk-search"


def test_what_must_be_hidden_on_a_photo_is_marked_by_mouse_and_by_keyboard(desk_page: Page) -> None:
    desk_page.goto("/styleguide/?desk=1")
    stage = desk_page.locator("[data-blur-stage]")
    stage.scroll_into_view_if_needed()
    frame = stage.bounding_box()
    assert frame is not None
    desk_page.mouse.move(frame["x"] + frame["width"] * 0.1, frame["y"] + frame["height"] * 0.2)
    desk_page.mouse.down()
    desk_page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.4, steps=4)
    desk_page.mouse.up()
    drawn = json.loads(desk_page.input_value("[data-blur-regions]"))
    assert [round(drawn[0][part], -2) for part in "xywh"] == [1000, 2000, 4000, 2000]

    desk_page.click("[data-blur-add]")
    for key in ("ArrowRight", "Shift+ArrowDown", "Delete"):
        before = json.loads(desk_page.input_value("[data-blur-regions]"))
        desk_page.keyboard.press(key)
        assert json.loads(desk_page.input_value("[data-blur-regions]")) != before
    assert json.loads(desk_page.input_value("[data-blur-regions]")) == drawn


def test_large_print_is_kept_by_the_server_with_and_without_script(open_page: Callable[..., Page]) -> None:
    for script in (True, False):
        page = open_page({"width": 1280, "height": 900}, java_script_enabled=script)
        page.goto("/styleguide/")
        with page.expect_response("**/look/large-print/"):
            page.click(".wide-only [data-large] button")
        page.goto("/styleguide/")
        assert "large" in (page.get_attribute("html", "class") or "").split()

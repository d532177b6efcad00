"""A resident finds what they mean while typing, by keyboard alone; without a script the form still works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_suggestions_are_chosen_by_arrows_and_enter_and_left_by_escape(open_page: Callable[..., Page], live_server: Any, axe: Callable[[Page], None]) -> None:
    page = open_page(PHONE)
    page.goto("/")
    box = page.get_by_role("combobox", name="办事：平常怎么说就怎么写")
    box.press_sequentially("ludeng", delay=20)
    first = page.get_by_role("option").first
    expect(first).to_contain_text("路灯")
    axe(page)
    box.press("Escape")
    expect(first).to_be_hidden()
    box.press_sequentially(" ", delay=20)
    box.press("Backspace")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("路灯")
    box.press("Enter")
    page.wait_for_url("**/help/answers/**")
    assert page.troubles == []  # type: ignore[attr-defined]


def test_a_search_says_why_and_leads_on_without_a_script(open_page: Callable[..., Page], live_server: Any) -> None:
    page = open_page(DESK, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("办事：平常怎么说就怎么写").fill("井盖坏了")
    page.get_by_role("button", name="找服务").click()
    first = page.locator(".find").first
    expect(first).to_contain_text("含有您说的“井盖”")
    first.get_by_role("link").click()
    page.wait_for_url("**/help/answers/**")

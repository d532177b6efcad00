"""A process shown on a page: drawn by the browser with where a matter stands, a list of steps where there is no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_step_where_a_matter_stands_is_marked_in_the_drawing_and_in_the_list(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/styleguide/")
    figure = page.locator(".process-view")
    figure.scroll_into_view_if_needed()
    page.locator(".process-view[data-drawn]").wait_for()
    expect(figure.locator(".djs-element.is-here")).to_have_attribute("data-element-id", "decide")
    expect(figure.locator(".djs-element.is-passed")).to_have_attribute("data-element-id", "review")
    expect(figure.locator("li[aria-current=step]")).to_contain_text("决定")
    expect(figure.locator(".djs-visual text").first).not_to_contain_text("|")
    axe(page)

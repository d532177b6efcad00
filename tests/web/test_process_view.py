"""A process shown on a page: drawn by the browser with where a matter stands, a list of steps where there is no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_step_where_a_matter_stands_is_marked_in_the_drawing_and_in_the_list(desk_page: Page, axe: Callable[[Page], None]) -> None:
    page = desk_page
    page.goto("/styleguide/")
    figure = page.locator(".process-view")
    figure.scroll_into_view_if_needed()
    page.locator(".process-view[data-drawn]").wait_for()
    expect(figure.locator(".djs-element.is-here")).to_have_attribute("data-element-id", "decide")
    expect(figure.locator(".djs-element.is-passed")).to_have_attribute("data-element-id", "review")
    expect(figure.locator("li[aria-current=step]")).to_contain_text("决定")
    assert figure.evaluate(FITS), "the whole process is in sight, and as large as there is room"
    expect(figure.locator(".djs-visual text").first).not_to_contain_text("|")
    axe(page)


def test_on_a_phone_the_list_says_it_and_nothing_is_drawn(page: Page) -> None:
    page.goto("/styleguide/")
    page.locator(".process-view").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    expect(page.locator(".process-view li[aria-current=step]")).to_contain_text("决定")
    assert not page.locator(".process-view .process-canvas").is_visible() and page.locator(".djs-container").count() == 0


# 画布量错了大小，图会缩成一点或跑到外面 · a canvas that was measured wrong shows a dot, or nothing
FITS = """figure => {
    const outer = figure.querySelector('[data-process-canvas]').getBoundingClientRect(), inner = figure.querySelector('.djs-container .viewport').getBoundingClientRect();
    const within = inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    return within && Math.max(inner.width / outer.width, inner.height / outer.height) > 0.5;
}"""

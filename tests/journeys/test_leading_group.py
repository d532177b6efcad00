"""A brief on the leaders' desk: composed, issued, instructed on, carried out, reported, and accepted as done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gongban.outcome.leading.public import Task
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.journeys.test_desk_loop import as_staff, working_on

__all__ = ["as_staff"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_brief_to_what_was_done(
    cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None]
) -> None:
    cast.now = timezone.now() - timedelta(days=2)
    case = cast.bring(cast.report("学府路井盖松动，夜里响。", when=cast.now), "in_progress")
    with working_on(as_staff, "supervisor", "/desk/leading/briefs/") as page:
        axe(page)
        page.get_by_role("link", name="编写专报").first.click()
        axe(page)
        page.get_by_label("标题").fill("井盖问题专报")
        page.get_by_label("导语").fill("入汛以来井盖问题增多。")
        page.get_by_label("案例编号").fill(case.matter.number)
        page.get_by_role("button", name="保存并看样子").click()
        page.get_by_text("学府路井盖松动").first.wait_for()
        axe(page)
        page.get_by_role("button", name="印发").click()
        page.get_by_text("已印发").first.wait_for()
        axe(page)
    with working_on(as_staff, "leader", "/desk/leading/briefs/") as page:
        page.get_by_role("link", name="井盖问题专报").click()
        page.locator(".page-head").get_by_role("link", name="批示").click()
        axe(page)
        page.locator("#id_text").fill("月底前全面排查，报结果。")
        page.get_by_label("城管局", exact=True).check()
        page.get_by_label("完成日期").fill((timezone.localdate() + timedelta(days=5)).isoformat())
        page.get_by_role("button", name="发出批示").click()
        page.get_by_text("已发出").wait_for()
        axe(page)
    task = Task.objects.get()
    with working_on(as_staff, "handler", "/desk/") as page:
        page.get_by_role("link", name="月底前全面排查").click()
        axe(page)
        page.get_by_role("button", name="领办").click()
        page.get_by_text("领办：已完成").wait_for()
    for who, text in (("reviewer", "查了 1204 座。"), ("reviewer", "查了 1204 座，换了 37 座。")):
        with working_on(as_staff, who, f"/desk/leading/instructions/{task.pk}/") as page:
            page.get_by_role("link", name="报告结果").click()
            axe(page)
            page.locator("#id_text").fill(text)
            page.locator("#action").get_by_role("button", name="报告结果").click()
            page.get_by_text("报告结果：已完成").wait_for()
        if "换了" not in text:
            _send_back(as_staff)
    with working_on(as_staff, "leader", "/desk/leading/") as page:
        page.get_by_role("link", name="月底前全面排查").click()
        page.get_by_text("换了 37 座").first.wait_for()
        page.get_by_role("link", name="认可，办结").click()
        page.locator("#action").get_by_role("button", name="认可，办结").click()
        page.get_by_text("认可，办结：已完成").wait_for()
        axe(page)
    task.matter.refresh_from_db()
    assert (task.matter.state, task.matter.open) == ("done", False)


def _send_back(as_staff: Callable[..., Any]) -> None:
    with working_on(as_staff, "supervisor", "/desk/supervision/") as page:
        page.get_by_role("link", name="月底前全面排查").click()
        page.get_by_role("link", name="退回续办").click()
        page.get_by_label("差在哪里").fill("换了多少？")
        page.locator("#action").get_by_role("button", name="退回续办").click()
        page.get_by_text("退回续办：已完成").wait_for()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_the_leading_group_runs_out_of_the_screen(cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None], viewport: dict[str, int]) -> None:
    from gongban.outcome.leading.public import draft, give, issue

    cast.now = timezone.now()
    asked = {"title": "专报", "since": "2026-03-01", "until": "2026-03-31", "figures": ["received", "response"], "tables": ["kinds", "late"]}
    brief = issue(draft(asked, by=cast.supervisor, at=cast.now).pk, by=cast.supervisor, at=cast.now)
    made = give({"text": "排查井盖。", "departments": ["chengguan", "zhujian"], "due_on": "2100-01-04"}, by=cast.leader, at=cast.now)
    paths = ["/desk/leading/", f"/desk/leading/briefs/{brief.pk}/", f"/desk/leading/instructions/{made.tasks.first().pk}/?do=postpone", "/desk/leading/instructions/new/"]
    page = as_staff("leader", viewport)
    for path in paths:
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    assert page.troubles == []

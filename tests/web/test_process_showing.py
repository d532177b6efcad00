"""How the process of an item reads: who does which step, since when, until when; what is done, what was not needed; nothing where an item has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongban.delivery.applications.public import Part
from gongban.web.site.process_showing import courses_of
from tests.applications.conftest import LARGE, NOW, Desk
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.applications.conftest import shop as shop  # noqa: PLC0414 - a fixture
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(shop: Desk) -> Part:
    """A fire check by inspection: the fire department and the building department review at once."""
    part = shop.parts(shop.apply("fire-check", LARGE, subject="item"))["item"]
    shop.act(part, "accept")
    return part


def states(part: Part) -> dict[str, tuple[str, str]]:
    """State and unit of each step."""
    return {each.element: (each.state, each.unit.zh) for each in courses_of([part], NOW)[part.pk].steps}


def test_two_units_have_it_at_once_each_since_when_and_until_when(part: Part) -> None:
    assert states(part) == {
        "review": ("here", "江城市消防救援支队"), "second": ("here", "江城市住房和城乡建设局"),
        "inspect": ("", "江城市消防救援支队"), "decide": ("", "江城市消防救援支队"),
    }  # fmt: skip
    step = courses_of([part], NOW)[part.pk].steps[0]
    assert step.since == NOW and step.due == part.matter.due_at and step.done is None


def test_what_is_done_and_what_was_not_needed_is_told(shop: Desk, part: Part) -> None:
    shop.act(part, "give_opinion", {"opinion": "agreed", "text": "已审"}, by=shop.office("xiaofang"))
    assert states(part)["review"][0] == "passed" and states(part)["second"][0] == "here"
    shop.act(part, "give_opinion", {"opinion": "agreed", "text": "已审"}, by=shop.office("zhujian"))
    shop.act(part, "decide", {"outcome": "granted"})
    part.refresh_from_db()
    assert {name: state for name, (state, _) in states(part).items()} == {"review": "passed", "second": "passed", "inspect": "spared", "decide": "passed"}


def test_an_item_without_a_diagram_has_none_and_twelve_ask_no_more_than_one(shop: Desk, part: Part, django_assert_max_num_queries: Callable[..., Any]) -> None:
    parts = list(shop.parts(shop.apply("restaurant", LARGE)).values())
    with django_assert_max_num_queries(4):
        found = courses_of(parts, NOW)
    assert {each.code for each in parts if each.pk in found} == {"food", "fire-inspection"}


def test_the_applicant_and_both_offices_read_who_has_it(client: Client, shop: Desk, cast: Cast, part: Part) -> None:
    from gongban.web.site.acting import FOR_ENTERPRISE

    client.force_login(cast.account("hedusheng"), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[FOR_ENTERPRISE] = part.application.enterprise_id
    session.save()
    mine = client.get(f"/account/applications/{part.application_id}/").content.decode()
    client.force_login(cast.account(shop.office("zhujian")), backend="django.contrib.auth.backends.ModelBackend")
    theirs = client.get(f"/desk/applications/{part.matter.number}/").content.decode()
    assert "现在谁在办</dt><dd>江城市消防救援支队 · 消防部门审查材料" in mine and "江城市住房和城乡建设局 · 住建部门审查消防验收" in mine
    for page in (mine, theirs):
        assert page.count('aria-current="step"') == 2 and "江城市住房和城乡建设局 · 2027-01-04 10:00 起 · 最晚 2027-01-" in page and 'data-here="review second"' in page


def test_the_guide_says_how_it_goes_folded(client: Client, cast: Cast) -> None:
    page = client.get("/services/food-permit/").content.decode()
    assert "办理流程：哪几个单位、先后怎样" in page and "卫健部门核对健康证" in page and "江城市卫生健康委员会" in page
    assert "正在办" not in page and "办理流程" not in client.get("/services/signboard/").content.decode()

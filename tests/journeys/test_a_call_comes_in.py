"""A telephone rings at the hotline: the banner appears by itself, the operator takes the call and receives the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongban.delivery.cases.public import Case
from gongban.foundation.programs.models import Call
from tests.cast import Cast
from tests.journeys.test_desk_loop import as_staff, working_on  # noqa: F401 - a fixture
from tests.programs.telephone import Telephone

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_ring_to_the_case(cast: Cast, as_staff: Callable[..., Any], axe: Callable[[Any], None]) -> None:  # noqa: F811
    telephone = Telephone()
    with working_on(as_staff, "operator", "/desk/hotline/") as page:
        page.get_by_label("我的分机").fill("8001")
        page.get_by_role("button", name="使用").click()
        page.get_by_text("分机 8001：没有来电。").wait_for()
        reference = telephone.rings("13000000051", "8001")
        page.get_by_text("130****0051").wait_for()  # 不刷新也会出现 · appears without a reload
        page.get_by_role("link", name="接听并填写").click()
        assert page.get_by_label("联系电话").input_value() == "13000000051"
        axe(page)
        telephone.post(f"/{reference}/answer")
        page.get_by_text("通话中").wait_for()
        page.get_by_label("情况说明").fill("小区门口的井盖松了，车一过就响。")
        page.get_by_role("button", name="受理", exact=True).click()
        page.get_by_text("已受理").first.wait_for()
        telephone.post(f"/{reference}/end")
    call = Call.objects.get()
    assert Case.objects.get(pk=call.matter).channel == "hotline" and call.ended_at

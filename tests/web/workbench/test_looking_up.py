"""What the desk shows beside a case or a call: near-same cases, and rubbish that does not disturb it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.cast import PLACE, Cast
from tests.web.workbench.test_pages import signed_in


def test_near_same_cases_stand_beside_a_case(cast: Cast) -> None:
    cast.now = timezone.now()
    one, other = cast.report("人民路路灯坏了三盏，晚上很黑。"), cast.report("人民路路灯坏了三盏，晚上真黑。", by=cast.outsider)
    shown = signed_in(cast, "dispatcher").get(f"/desk/cases/{one.matter.number}/duplicates/")
    assert shown.status_code == 200
    assert other.matter.number in shown.content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"lon": "nan", "lat": "inf"}, {"lon": "1e99", "lat": "-1e99"}, {"photos_kept": "x" * 36}, {"phone": "١٢٣٤٥٦٧٨"}], ids=str
)
def test_an_operator_may_type_anything(cast: Cast, typed: dict[str, str]) -> None:
    given = {"text": "人民路路灯坏了三盏，晚上很黑。", "lon": str(PLACE[0]), "lat": str(PLACE[1])} | typed
    assert signed_in(cast, "operator").post("/desk/hotline/look/", given).status_code == 200

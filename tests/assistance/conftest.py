"""What the tests of assistance share: Chen lets an assistant act for her in her marriage, for the spring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from gongban.delivery.assistance.models import Mandate, Order
from gongban.delivery.assistance.public import act, ask, enter_paper, give
from gongban.foundation.files.public import store_document
from gongban.kernel.actors import Actor
from tests.cast import MONDAY, Cast
from tests.files.pictures import in_bytes, scene

CHEN_NUMBER = "990101199104120026"
SPRING = date(2026, 5, 31)
FIRM = "91990100MA0000000D"


@pytest.fixture
def mandate(cast: Cast) -> Callable[..., Mandate]:
    """Give a mandate: to the assistant, for the marriage, to act, until the end of May, unless said otherwise."""

    def make(by: Actor | None = None, when: Any = MONDAY, **given: Any) -> Mandate:
        asked = {"kind": "act", "assistant": "fu.bangban", "items": ["marriage"], "until": SPRING, **given}
        return give(asked, by=by or cast.chen, at=when)

    return make


@pytest.fixture
def on_paper(cast: Cast) -> Callable[..., Mandate]:
    """Enter a mandate of Chen's on paper, with its photo, as a counter clerk."""

    def make(by: Actor | None = None, **given: Any) -> Mandate:
        who = by or cast.clerk
        photo = store_document(BytesIO(in_bytes(scene(600, 800))), name="委托书.jpg", by=who, at=MONDAY)
        asked = {"kind": "act", "assistant": "fu.bangban", "items": ["marriage"], "until": SPRING, "principal_number": CHEN_NUMBER, "paper": photo.pk, **given}
        return enter_paper(asked, by=who, at=MONDAY)

    return make


@pytest.fixture
def order(cast: Cast) -> Callable[..., Order]:
    """Ask for assistance: help with the marriage at a counter, unless said otherwise."""

    def make(by: Actor | None = None, when: Any = MONDAY, **given: Any) -> Order:
        asked = {"item": "marriage", "kind": "help", "place": "counter", "phone": "13000000001", "wish": "不会填表", **given}
        return ask(asked, by=by or cast.chen, at=when)

    return make


@pytest.fixture
def acting_order(order: Callable[..., Order]) -> Order:
    """An order in which the assistant acts for Chen, accepted."""
    return order(kind="act", assistant="fu.bangban", until=SPRING)


def moved(cast: Cast, order: Order, *steps: str, by: Actor | None = None) -> Order:
    """Take actions on an order as the assistant, with input that fits."""
    given: dict[str, dict[str, Any]] = {
        "pause": {"reason": "materials", "text": "缺身份证复印件"}, "resume": {"text": "材料齐了"}, "close": {"text": "已提交登记"},
        "end": {"reason": "not_eligible", "text": "不到法定年龄，可到窗口咨询"},
    }  # fmt: skip
    for step in steps:
        order = act(order.pk, step, given.get(step, {}), by=by or cast.helper, at=cast.later())
    return order

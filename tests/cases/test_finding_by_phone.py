"""A phone number finds its owner's cases, but never tells a unit who reported wrongdoing."""

from __future__ import annotations

import pytest

from gongban.delivery.cases.public import Wanted, worklist
from gongban.kernel.actors import Actor
from tests.cast import Cast

PHONE = "13000000088"


def found(by: Actor, cast: Cast) -> int:
    return worklist(by, Wanted(scope="all", words=PHONE), cast.now).count()


@pytest.mark.parametrize(("kind", "handler_finds"), [("complaint", 1), ("report", 0)])
def test_a_unit_cannot_learn_from_a_number_who_reported_wrongdoing(cast: Cast, kind: str, handler_finds: int) -> None:
    case = cast.report("夜里有人往江边倒渣土。", by=cast.operator, kind=kind, channel="hotline", phone=PHONE)
    cast.bring(case, "in_progress")
    assert (found(cast.operator, cast), found(cast.dispatcher, cast)) == (1, 1)
    assert (found(cast.handler, cast), found(cast.other_handler, cast)) == (handler_finds, 0)

"""Deep calls have room: no depth of the stack makes a loop of calls fetch memory again and again."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from gongban.kernel.room import with_room


def loop() -> None:
    """Many shallow calls, as a template makes them."""
    for number in range(300):
        str(sum(each for each in (number,)))


def at_depth(depth: int, call: Callable[[], None]) -> None:
    if depth:
        at_depth(depth - 1, call)
    else:
        call()


def fetched(call: Callable[[], None]) -> int:
    """How many pages of memory the process had to be given meanwhile."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_at_no_depth_a_loop_fetches_memory_in_every_turn() -> None:
    def every_depth() -> None:
        for depth in range(0, 240, 2):
            worst.append(fetched(lambda: at_depth(depth, loop)))  # noqa: B023 - called at once

    worst: list[int] = []
    with_room(every_depth)
    worst.clear()
    with_room(every_depth)  # 第一遍之后，该有的页都有了 · after the first time every page is there
    assert max(worst) < 150, "without room it is above 300 at some depth"


def test_what_the_call_returns_or_raises_is_passed_on() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 7, 0)

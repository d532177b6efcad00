"""Room for deep calls: a trap of CPython 3.11 and later that doubles the processor time of a page, and the way round it.

Frames of Python calls lie in chunks of 16 KB. A call that does not fit begins a new chunk, fetched from the operating
system, and its return gives that chunk back at once. Where a loop happens to run at the edge of a chunk (templates do:
they are deep and call much) every turn costs two system calls and new pages: measured on the desk's queue, 60 ms of
processor time instead of 30, or not, by the chance of how deep the stack was to begin with.

One frame that claims to be very large gets a chunk of the next power of two; everything that it calls fits into the rest.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_SLOTS = 33_000  # of eight bytes: a chunk of 512 KB, of which 248 are left for calls; what is claimed is never touched


def with_room(call: Callable[..., _Result], *given: Any) -> _Result:
    """What `call(*given)` returns, called where deep calls have room; a few microseconds."""
    return call(*given)


with_room.__code__ = with_room.__code__.replace(co_stacksize=_SLOTS)


def settle() -> None:
    """What was loaded at the start stays for good: the collector need not look through it again (up to 0.1 s in mid-request)."""
    gc.collect()
    gc.freeze()

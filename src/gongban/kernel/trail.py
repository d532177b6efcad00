"""Under which id do log lines of one request, job or command belong together?"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
_current: ContextVar[dict[str, str]] = ContextVar("trail", default={})  # noqa: B039 - never changed, only replaced


def current() -> dict[str, str]:
    """What every log line of this moment carries, such as {"request": "…"}; empty outside of any work."""
    return _current.get()


@contextmanager
def trail(kind: str, given: str = "") -> Iterator[str]:
    """Give the work of this block an id: one that was given, if it is of a harmless form, else a new one."""
    name = given if _GIVEN.fullmatch(given) and not given.isdecimal() else secrets.token_hex(8)
    token = _current.set({**_current.get(), kind: name})
    try:
        yield name
    finally:
        _current.reset(token)

"""What carries messages out of the house. A carrier is an object with `idempotent` and `carry(letter)`.

Which carrier takes a way stands in settings.MESSAGE_CARRIERS; each must pass tests/messages/conformance.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.conf import settings

from gongban.foundation.messages.terms import Letter, Way


class Carrier(Protocol):
    """`idempotent`: carrying the same key again does not reach the person twice."""

    idempotent: bool

    def carry(self, letter: Letter) -> None:
        """Hand the letter over; TryLater or Undeliverable where that fails, without the address in it."""


MAKERS: dict[str, Callable[[], Carrier]] = {}


def carries(name: str) -> Callable[[Callable[[], Carrier]], Callable[[], Carrier]]:
    """Register what makes the carrier of this name."""

    def register(maker: Callable[[], Carrier]) -> Callable[[], Carrier]:
        MAKERS[name] = maker
        return maker

    return register


def carrier_of(way: str) -> Carrier:
    """The carrier that this instance uses for a way."""
    from gongban.foundation.messages.carriers import file, mail, sms, wechat  # noqa: F401 - they register themselves

    return MAKERS[settings.MESSAGE_CARRIERS[Way(way).value]]()

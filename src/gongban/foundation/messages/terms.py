"""The vocabulary of messages: what an address, a template and a letter are, and how carrying one can fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from string import Formatter

from gongban.kernel.words import Words


class Way(StrEnum):
    """The kinds of address. Which carrier takes a way is set by the instance (MESSAGE_CARRIERS)."""

    IN_APP = "in_app"  # 站内：the id of an account
    SMS = "sms"  # a mobile number in E.164 form
    MAIL = "mail"
    WECHAT = "wechat"  # an openid of the city's service account


class State(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"  # to be sent, or to be tried again at next_try_at
    SENDING = "sending"  # claimed by one process
    SENT = "sent"
    FAILED = "failed"  # given up: refused for good, or tried too often
    LAPSED = "lapsed"  # no longer of use, such as a code after five minutes
    UNSURE = "unsure"  # the process died while sending over a carrier that would send twice


@dataclass(frozen=True)
class Address:
    """Where a message goes. `to` is never logged."""

    way: Way
    to: str = field(repr=False)
    language: str = "zh-hans"


@dataclass(frozen=True)
class Template:
    """The words of one message. `{…}` names a value; `path` leads to the page it is about.

    `loud`: worth a short message to somebody who also reads it on the site. `secret`: its values are wiped
    once it is sent. `valid`: after this time it is not sent any more.
    """

    name: str
    subject: Words
    text: Words
    path: str = ""
    loud: bool = False
    secret: bool = False
    valid: timedelta | None = None

    @property
    def asks_for(self) -> frozenset[str]:
        """Names of the values that the words need."""
        texts = (self.subject.zh, self.subject.en, self.text.zh, self.text.en, self.path)
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


@dataclass(frozen=True)
class Letter:
    """A message ready to be carried. `key` is the same at every try, so that a provider can refuse a second copy."""

    key: str
    to: str = field(repr=False)
    template: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    values: dict[str, str] = field(repr=False, default_factory=dict)
    path: str = ""
    url: str = ""
    tries: int = 1


class CarryError(Exception):
    """A carrier could not do it; `code` is short and holds nothing about the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(CarryError):
    """It may work in a while."""


class Undeliverable(CarryError):
    """It will never work for this address or text."""

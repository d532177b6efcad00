"""Short messages through a provider: a signed JSON request. docs/reference/messages.md gives the form of it.

A provider with another form gets a carrier of its own beside this one: copy this file, keep the conformance test.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable

from django.conf import settings

from gongban.foundation.messages.carriers import carries
from gongban.foundation.messages.carriers.transport import Answer, Request, Transport, post
from gongban.foundation.messages.terms import Letter, TryLater, Undeliverable


class Sms:
    """POSTs phone, registered template and values; the provider knows the key and sends it once."""

    idempotent = True

    def __init__(self, url: str, account: str, secret: str, *, transport: Transport = post,
                 clock: Callable[[], float] = time.time) -> None:  # fmt: skip
        self.url, self.account, self.secret = url, account, secret
        self.transport, self.clock = transport, clock

    def carry(self, letter: Letter) -> None:
        answer = self.transport(self.request(letter))
        if answer.status >= 500 or answer.status in (408, 429):
            raise TryLater(f"sms.{answer.status}")
        if answer.status >= 400 and not _known_already(answer):
            raise Undeliverable(f"sms.{answer.status}")

    def request(self, letter: Letter) -> Request:
        """The signed request: HMAC-SHA256 over time stamp, a line feed and the body."""
        values = {"template": letter.template, "values": letter.values, "text": letter.text}
        body = json.dumps({"to": letter.to, "key": letter.key, **values}, ensure_ascii=False, sort_keys=True).encode()
        stamp = str(int(self.clock()))
        signature = hmac.new(self.secret.encode(), stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json", "Idempotency-Key": letter.key, "X-Account": self.account,
            "X-Timestamp": stamp, "X-Signature": signature,
        }  # fmt: skip
        return Request(self.url, body, headers)


def _known_already(answer: Answer) -> bool:
    return answer.status == 409 and answer.body.get("code") == "duplicate_key"


@carries("sms")
def _configured() -> Sms:
    return Sms(settings.SMS_URL, settings.SMS_ACCOUNT, settings.SMS_SECRET)

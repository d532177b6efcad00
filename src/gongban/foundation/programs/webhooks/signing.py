"""Signing what is sent, as the Standard Webhooks specification says, so that existing libraries can check it.

Signed is "ID.TIMESTAMP.BODY" by HMAC with the hash of the subscription's suite: "v1" is HMAC-SHA256, "v1sm3" HMAC-SM3.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest

from gongban.kernel.cipher import suite_named

PREFIX = "whsec_"
BYTES = 32
SCHEMES = {"international": "v1", "guomi": "v1sm3"}


def new_secret() -> str:
    """A secret as it is shown to its owner, once."""
    return PREFIX + b64encode(secrets.token_bytes(BYTES)).decode()


def signed(delivery: str, body: bytes, secret: str, suite: str, at: datetime) -> dict[str, str]:
    """The headers that go with a body: id, time, signature, and the name of the suite."""
    stamp = str(int(at.timestamp()))
    return {
        "webhook-id": delivery, "webhook-timestamp": stamp, "webhook-suite": suite,
        "webhook-signature": f"{SCHEMES[suite]},{_signature(delivery, stamp, body, secret, suite)}",
    }  # fmt: skip


def is_signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether a body came from us unchanged: what a receiver asks (who also refuses old timestamps)."""
    suite = headers.get("webhook-suite", "international")
    given = headers.get("webhook-signature", "").partition(",")[2]
    expected = _signature(headers.get("webhook-id", ""), headers.get("webhook-timestamp", ""), body, secret, suite)
    return compare_digest(given, expected)


def _signature(delivery: str, stamp: str, body: bytes, secret: str, suite: str) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    return b64encode(suite_named(suite).keyed_digest(key, b".".join([delivery.encode(), stamp.encode(), body]))).decode()

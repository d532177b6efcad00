"""The public keys of an instance, as it publishes them, so that its signatures can be checked without asking it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongban.kernel.cipher import SUITES, Key, Purpose, suite_named
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

ALGORITHMS = {"international": "Ed25519", "guomi": "SM2"}
BROKEN = Words("这不是公钥文件，请从签发城市的 /.well-known/gongban-licence-keys.json 取得。",
               "This is no file of public keys; fetch it from /.well-known/gongban-licence-keys.json of the issuing city.")  # fmt: skip


@dataclass(frozen=True)
class PublicKey:
    """One key: its id, its suite, and the raw public bytes (Ed25519: 32)."""

    id: str
    suite: str
    public: bytes

    def verifies(self, data: bytes, signature: bytes) -> bool:
        """Whether the owner of this key signed exactly `data`."""
        return suite_named(self.suite).signer.verify(self.public, data, signature)


PublicKeys = Mapping[str, PublicKey]


def published(keys: Iterable[Key], issuer: str) -> dict[str, Any]:
    """The document that an instance publishes: every key that ever signed, retired ones too, since their licences go on."""
    found = [
        {
            "id": key.id, "algorithm": ALGORITHMS[key.suite], "suite": key.suite, "public": bare(key.public), "created": key.created.isoformat(),
            "active": key.active,
        }
        for key in keys
        if key.purpose is Purpose.SIGN
    ]  # fmt: skip
    return {"issuer": issuer, "keys": found}


def read_keys(text: str | bytes) -> dict[str, PublicKey]:
    """The keys of a published document by id. Raises Refusal "licence_keys.broken"."""
    try:
        rows = json.loads(text)["keys"]
        found = [PublicKey(str(row["id"]), str(row["suite"]), whole(row["public"])) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("licence_keys.broken", BROKEN, field="keys") from None
    if not found or any(key.suite not in SUITES or len(key.public) != SUITES[key.suite].signer.lengths[1] for key in found):
        raise Refusal("licence_keys.broken", BROKEN, field="keys")
    return {key.id: key for key in found}


def bare(data: bytes) -> str:
    """Bytes as base64url without padding (RFC 4648 section 5)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def whole(text: str) -> bytes:
    """The bytes of base64url without padding; ValueError for anything else, also for a second way of writing the same bytes."""
    data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if bare(data) != text:
        raise ValueError("base64url")
    return data

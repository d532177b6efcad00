"""Where do the keys lie? One JSON file for each key, readable by the platform's own user only."""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from gongban.kernel.cipher.refusals import key_file_damaged, key_file_open
from gongban.kernel.cipher.suites import SUITES, suite_named

LOOKUP_BYTES = 32  # as long as the hash: RFC 2104 section 3
KEY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Purpose(StrEnum):
    """What a key is for; one key never serves two ends."""

    ENCRYPT = "encrypt"
    LOOKUP = "lookup"
    SIGN = "sign"


@dataclass(frozen=True)
class Key:
    """One key. `secret` and `public` are raw bytes and never shown; only an active key makes new values."""

    id: str
    suite: str
    purpose: Purpose
    created: datetime
    active: bool
    secret: bytes = field(repr=False)
    public: bytes = field(default=b"", repr=False)


def new_key(purpose: Purpose, suite: str) -> Key:
    """A fresh active key, created now, of the length that its suite asks for."""
    secret, public = secrets.token_bytes(_lengths(purpose, suite)[0]), b""
    if purpose is Purpose.SIGN:
        secret, public = suite_named(suite).signer.new_pair()
    now = datetime.now(UTC)
    return Key(f"{purpose}-{now:%Y%m%d}-{secrets.token_hex(4)}", suite, purpose, now, True, secret, public)


def _lengths(purpose: Purpose, suite: str) -> tuple[int, int]:
    """How many bytes the secret and the public part have."""
    algorithms = suite_named(suite)
    if purpose is Purpose.SIGN:
        return algorithms.signer.lengths
    return (algorithms.key_bytes if purpose is Purpose.ENCRYPT else LOOKUP_BYTES), 0


def read_keys(folder: Path) -> list[Key]:
    """All keys of a folder, oldest first. Raises Refusal "keys.damaged" or "keys.open_to_others"."""
    return sorted((read_key(file) for file in folder.glob("*.json")), key=lambda key: (key.created, key.id))


def read_key(file: Path) -> Key:
    """The key in one file, checked whole."""
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise key_file_open(file)
        return _from_json(json.loads(file.read_text("utf-8")), file.stem)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as damage:
        raise key_file_damaged(file) from damage


def write_key(folder: Path, key: Key) -> None:
    """Write one key file whole or not at all, readable by its owner only."""
    whole, part = folder / f"{key.id}.json", folder / f".{key.id}.{secrets.token_hex(4)}"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(_to_json(key), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(whole)


def retired(key: Key) -> Key:
    """The same key, from now on only for reading what it made."""
    return replace(key, active=False)


def _to_json(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "suite": key.suite,
        "purpose": key.purpose,
        "created": key.created.isoformat(),
        "active": key.active,
        "secret": b64encode(key.secret).decode(),
        "public": b64encode(key.public).decode(),
    }


def _from_json(found: dict[str, Any], file_name: str) -> Key:
    key = Key(
        id=found["id"],
        suite=found["suite"],
        purpose=Purpose(found["purpose"]),
        created=datetime.fromisoformat(found["created"]).astimezone(UTC),
        active=found["active"] is True,
        secret=b64decode(found["secret"], validate=True),
        public=b64decode(found["public"], validate=True),
    )
    if key.id != file_name or not KEY_ID.fullmatch(key.id) or key.suite not in SUITES:
        raise ValueError(file_name)
    if (len(key.secret), len(key.public)) != _lengths(key.purpose, key.suite):
        raise ValueError(file_name)
    return key

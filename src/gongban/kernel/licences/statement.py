"""The statement in a licence's QR code: "GL1.PAYLOAD.KEY.SIGNATURE", each licence version its own (docs/reference/licence-codes.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import read_licence_number
from gongban.kernel.licences.keys import PublicKeys, bare, whole

FORM = "GL1"
SHAPE = re.compile(r"GL1\.[A-Za-z0-9_-]{20,1200}\.[a-z0-9-]{4,60}\.[A-Za-z0-9_-]{20,160}")
LONGEST = 4_000  # a pasted address with the statement in it

Sign = Callable[[bytes], tuple[str, bytes]]
"""Signs bytes; returns the key's id and the signature."""


@dataclass(frozen=True)
class Statement:
    """What the city says of one version of a licence, for good: it tells nothing of the state today."""

    number: str  # the identifier without its root
    type: str
    holder: str  # masked where it is a person
    since: date
    until: date | None

    def payload(self) -> bytes:
        """The statement as bytes: a JSON list, compact, in UTF-8."""
        until = self.until.isoformat() if self.until else ""
        row = [self.number, self.type, self.holder, self.since.isoformat(), until]
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def version(self) -> int:
        """The version of the licence that it is about."""
        return read_licence_number(self.number).version


class Proof(StrEnum):
    """What the signature proves."""

    SOUND = "sound"  # signed by this key, unchanged
    FORGED = "forged"  # the signature does not fit: changed, or made up
    UNKNOWN_KEY = "unknown_key"  # signed by nobody whose key is at hand
    UNREADABLE = "unreadable"  # no statement at all


def stated(statement: Statement, sign: Sign) -> str:
    """The text of a statement, signed."""
    payload = statement.payload()
    key, signature = sign(_signed_part(payload))
    return f"{FORM}.{bare(payload)}.{key}.{bare(signature)}"


def found_in(text: str) -> str:
    """The statement within what was scanned or pasted, such as the address of a QR code; empty where there is none."""
    found = SHAPE.search("".join(text[:LONGEST].split()))
    return found.group() if found else ""


def prove(text: str, keys: PublicKeys) -> tuple[Proof, Statement | None]:
    """What the signature of a scanned text proves; the statement only where the proof is sound."""
    parts = found_in(text).split(".")
    if len(parts) != 4:
        return Proof.UNREADABLE, None
    try:
        payload, signature = whole(parts[1]), whole(parts[3])
    except ValueError:
        return Proof.FORGED, None
    key = keys.get(parts[2])
    if key is None:
        return Proof.UNKNOWN_KEY, None
    if not key.verifies(_signed_part(payload), signature):
        return Proof.FORGED, None
    statement = _read(payload)
    return (Proof.SOUND, statement) if statement else (Proof.FORGED, None)


def _signed_part(payload: bytes) -> bytes:
    """Bound to this use, so that no other signature of the same key fits."""
    return b"gongban licence statement 1\n" + payload


def _read(payload: bytes) -> Statement | None:
    try:
        row: Any = json.loads(payload)
        number, kind, holder, since, until = row
        read_licence_number(number)
        return Statement(number, kind, holder, date.fromisoformat(since), date.fromisoformat(until) if until else None)
    except (ValueError, TypeError, AttributeError, Refusal):
        return None

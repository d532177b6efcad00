"""A licence's PDF file is signed as a whole: a last line after the end of the document, which readers of PDF skip.

    %GL1 NUMBER KEY SIGNATURE

The signature is over everything before the line, so that whoever has the public keys can tell an altered file from ours.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from gongban.kernel.licences.keys import PublicKeys, bare, whole
from gongban.kernel.licences.statement import Proof, Sign

LINE = re.compile(rb"\n%GL1 ([0-9A-Z.]{20,120}) ([a-z0-9-]{4,60}) ([A-Za-z0-9_-]{20,160})\n\Z")
NAMED = re.compile(rb"[0-9A-Z]{21}\.[0-9A-Z]{1,18}\.[0-9A-Z]{1,32}\.[0-9]{3}\.[0-9A-Z]")
LONGEST_LINE = 400


@dataclass(frozen=True)
class Paper:
    """What a file proves. `number` is the licence that it names, whether the proof is sound or not; empty where it names none."""

    proof: Proof
    number: str = ""


def signed_paper(document: bytes, number: str, sign: Sign) -> bytes:
    """The document with its last line. `number` is the short identifier of the licence's version."""
    key, signature = sign(_signed_part(document, number))
    return document + f"\n%GL1 {number} {key} {bare(signature)}\n".encode()


def read_paper(file: bytes, keys: PublicKeys) -> Paper:
    """What a file proves: sound, forged (altered), signed by an unknown key, or unreadable (no licence of this kind).

    A file that names a licence but has lost its last line counts as forged: somebody has written it anew.
    """
    found = LINE.search(file, max(0, len(file) - LONGEST_LINE))
    if found is None:
        named = NAMED.search(file)
        return Paper(Proof.FORGED, named.group().decode()) if named else Paper(Proof.UNREADABLE)
    number, key = found[1].decode(), keys.get(found[2].decode())
    if key is None:
        return Paper(Proof.UNKNOWN_KEY, number)
    try:
        signature = whole(found[3].decode())
    except ValueError:
        return Paper(Proof.FORGED, number)
    sound = key.verifies(_signed_part(file[: found.start()], number), signature)
    return Paper(Proof.SOUND if sound else Proof.FORGED, number)


def _signed_part(document: bytes, number: str) -> bytes:
    return f"gongban licence paper 1\n{number}\n{hashlib.sha256(document).hexdigest()}".encode()

"""How is a whole file kept secret by a passphrase? Piece after piece, so that it may be larger than the memory.

Each piece is encrypted by the suite's block cipher and bound to the head, to its place and to whether it is the last:
a piece that is changed, moved, left out or cut off at the end is noticed. The key is drawn from the passphrase by
Argon2id (RFC 9106) with a salt of its own, so no two files share one.
"""

from __future__ import annotations

import json
import secrets
import struct
from base64 import b64decode, b64encode
from typing import IO

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag

from gongban.kernel.cipher.refusals import passphrase_unfit, value_damaged
from gongban.kernel.cipher.suites import Suite, suite_named

FORM = "gongban-sealed-1"
PIECE = 1 << 20
_LAST = 1 << 31
_COSTS = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 4}  # RFC 9106, section 4: second recommended option
_LENGTH = struct.Struct(">I")


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins with these bytes was written by `SealedWriter`."""
    return head.startswith(f'{{"form": "{FORM}"'.encode())


class SealedWriter:
    """Takes bytes by `write` and puts them encrypted into `out`; `close` writes the last piece and leaves `out` open."""

    def __init__(self, out: IO[bytes], passphrase: str, suite: str = "international") -> None:
        salt = secrets.token_bytes(16)
        head = {"form": FORM, "suite": suite, "kdf": "argon2id", **_COSTS, "salt": b64encode(salt).decode()}
        self._out, self._suite, self._waiting, self._number = out, suite_named(suite), bytearray(), 0
        self._head = json.dumps(head).encode() + b"\n"
        self._key = _key(self._suite, passphrase, salt, _COSTS)
        out.write(self._head)

    def write(self, data: bytes) -> int:
        """Take some bytes; whole pieces are written at once."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write what is left as the last piece."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        secret = self._suite.encrypt(self._key, plain, _bound(self._head, self._number, last))
        self._out.write(_LENGTH.pack(len(secret) | (_LAST if last else 0)) + secret)
        self._number += 1


class SealedReader:
    """Gives back by `read` what `SealedWriter` was given. Refusal for another passphrase or a changed or cut file."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        self._source, self._waiting, self._number, self._over = source, bytearray(), 0, False
        self._head = source.readline(2_000)
        try:
            head = json.loads(self._head)
            self._suite = suite_named(head["suite"])
            costs = {name: min(int(head[name]), 16 * most) for name, most in _COSTS.items()}
            self._key = _key(self._suite, passphrase, b64decode(head["salt"]), costs)
        except (ValueError, KeyError, TypeError, HashingError) as damage:
            raise value_damaged() from damage

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        while not self._over and (size < 0 or len(self._waiting) < size):
            self._waiting += self._piece()
        taken = bytes(self._waiting if size < 0 else self._waiting[:size])
        del self._waiting[: len(taken)]
        return taken

    def _piece(self) -> bytes:
        said = self._source.read(_LENGTH.size)
        if len(said) < _LENGTH.size:
            raise value_damaged()
        said_length = _LENGTH.unpack(said)[0]
        self._over, length = bool(said_length & _LAST), said_length & ~_LAST
        secret = self._source.read(min(length, 2 * PIECE))
        if len(secret) != length:
            raise value_damaged()
        try:
            plain = self._suite.decrypt(self._key, secret, _bound(self._head, self._number, self._over))
        except InvalidTag as damage:
            raise (value_damaged() if self._number else passphrase_unfit()) from damage
        if self._over and self._source.read(1):
            raise value_damaged()
        self._number += 1
        return plain


def _key(suite: Suite, passphrase: str, salt: bytes, costs: dict[str, int]) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=suite.key_bytes, type=Type.ID, **costs)


def _bound(head: bytes, number: int, last: bool) -> bytes:
    return head + f"{number}:{'last' if last else 'more'}".encode()

"""Which key does what? A ring of keys from one folder: new values by the active keys, old values by the old ones."""

from __future__ import annotations

import os
import time
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag

from gongban.kernel.cipher.keys import Key, Purpose, new_key, read_keys, retired, write_key
from gongban.kernel.cipher.refusals import key_unknown, keys_exist, keys_missing, value_damaged
from gongban.kernel.cipher.suites import seal, suite_named

FORM = "gm1"
SETTLED_NANOSECONDS = 1_000_000_000


class KeyRing:
    """The keys of one instance.

    Texts look like "gm1:<suite>:<key id>:<base64>", look-up hashes like "<suite>:<key id>:<hex>". A context such as
    "people.person.phone" binds a value to its place: copied elsewhere it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        """Read the keys of `folder`. Raises Refusal "keys.*" in one sentence when any is missing or damaged."""
        self.folder = Path(folder)
        self._keys: dict[str, Key] = {}
        self._active: dict[Purpose, Key] = {}
        self._read_at = 0
        for purpose in Purpose:
            self.active(purpose)

    @classmethod
    def create(cls, folder: Path, suite: str = "international") -> KeyRing:
        """Make a folder (0700) with one key for each purpose (files 0600). Raises Refusal "keys.exist"."""
        suite_named(suite)
        folder = Path(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.glob("*.json")):
            raise keys_exist(folder)
        for purpose in Purpose:
            write_key(folder, new_key(purpose, suite))
        return cls(folder)

    def active(self, purpose: Purpose) -> Key:
        """The key that makes new values: the newest active one, should a rotation have been cut short."""
        self._read_again()
        if purpose not in self._active:
            raise keys_missing(self.folder, purpose)
        return self._active[purpose]

    def keys(self) -> list[Key]:
        """All keys, oldest first."""
        self._read_again()
        return list(self._keys.values())

    def _read_again(self) -> None:
        """When another process has rotated, so that no worker falls behind."""
        try:
            changed = os.stat(self.folder).st_mtime_ns
        except FileNotFoundError:
            return
        if changed != self._read_at:
            self._keys = {key.id: key for key in read_keys(self.folder)}
            self._active = {key.purpose: key for key in self._keys.values() if key.active}
            # a file system tells time in ticks: within the last one there may be more to come
            self._read_at = changed if time.time_ns() - changed > SETTLED_NANOSECONDS else -1

    def rotate(self, purpose: Purpose, suite: str | None = None) -> Key:
        """Make a new active key (of another suite, if named) and retire the old one, which still reads its values."""
        old = [key for key in self.keys() if key.purpose is purpose and key.active]
        fresh = new_key(purpose, suite or self.active(purpose).suite)
        for key in (fresh, *map(retired, old)):
            write_key(self.folder, key)
        return fresh

    def encrypt(self, text: str, context: str) -> str:
        """`text` as a token that only `decrypt` with the same context reads."""
        key = self.active(Purpose.ENCRYPT)
        head = f"{FORM}:{key.suite}:{key.id}"
        secret = suite_named(key.suite).encrypt(key.secret, text.encode(), _bound(head, context))
        return f"{head}:{b64encode(secret).decode()}"

    def decrypt(self, token: str, context: str) -> str:
        """The text of a token. Raises Refusal "cipher.damaged" for a changed token or another context."""
        key, secret = self._opened(token, Purpose.ENCRYPT)
        try:
            head = token.rpartition(":")[0]
            return suite_named(key.suite).decrypt(key.secret, secret, _bound(head, context)).decode()
        except (InvalidTag, UnicodeDecodeError) as damage:
            raise value_damaged() from damage

    def encrypt_bytes(self, data: bytes, context: str) -> bytes:
        """`data` for a file: one line that names suite and key as a token does, then the bytes themselves."""
        key = self.active(Purpose.ENCRYPT)
        head = f"{FORM}:{key.suite}:{key.id}"
        return head.encode() + b"\n" + suite_named(key.suite).encrypt(key.secret, data, _bound(head, context))

    def decrypt_bytes(self, stored: bytes, context: str) -> bytes:
        """What `encrypt_bytes` was given. Raises Refusal "cipher.damaged" for a changed file or another context."""
        line, _, secret = stored.partition(b"\n")
        head = line.decode("ascii", "replace")
        key, _nothing = self._opened(f"{head}:", Purpose.ENCRYPT)
        try:
            return suite_named(key.suite).decrypt(key.secret, secret, _bound(head, context))
        except InvalidTag as damage:
            raise value_damaged() from damage

    def needs_renewal(self, token: str) -> bool:
        """Whether a token or look-up hash was made by a key that is no longer the active one."""
        active = {self.active(purpose).id for purpose in Purpose}
        return not active & set(token.split(":")[1:3])

    def lookup(self, text: str, context: str) -> str:
        """A keyed hash that finds equal texts of one context, and tells nothing without the key."""
        return _hashed(self.active(Purpose.LOOKUP), text, context)

    def lookups(self, text: str, context: str) -> list[str]:
        """The hashes by every look-up key, the active one first: what to search for until all rows are renewed."""
        active = self.active(Purpose.LOOKUP)
        others = [key for key in self.keys() if key.purpose is Purpose.LOOKUP and key != active]
        return [_hashed(key, text, context) for key in (active, *others)]

    def seal(self, data: bytes) -> str:
        """The hash of `data` by the suite that signs, with its name: "sha256:…" or "sm3:…"."""
        return seal(data, self.active(Purpose.SIGN).suite)

    def sign(self, data: bytes) -> str:
        """The signature of `data` as a token."""
        key = self.active(Purpose.SIGN)
        signature = suite_named(key.suite).signer.sign(key.secret, key.public, data)
        return f"{FORM}:{key.suite}:{key.id}:{b64encode(signature).decode()}"

    def verify(self, data: bytes, token: str) -> bool:
        """Whether a key of this ring signed exactly `data`. Raises Refusal for what is no signature of this ring."""
        key, signature = self._opened(token, Purpose.SIGN)
        return suite_named(key.suite).signer.verify(key.public, data, signature)

    def _opened(self, token: str, purpose: Purpose) -> tuple[Key, bytes]:
        try:
            form, suite, key_id, body = token.split(":")
            value = b64decode(body, validate=True)
        except ValueError as damage:
            raise value_damaged() from damage
        key = self._found(key_id)
        if (form, suite, purpose) != (FORM, key.suite, key.purpose):
            raise value_damaged()
        return key, value

    def _found(self, key_id: str) -> Key:
        self.keys()
        if key_id not in self._keys:
            raise key_unknown(key_id)
        return self._keys[key_id]


def _bound(head: str, context: str) -> bytes:
    return f"{head}:{context}".encode()


def _hashed(key: Key, text: str, context: str) -> str:
    named = f"{len(context)}:{context}:{text}".encode()
    return f"{key.suite}:{key.id}:{suite_named(key.suite).keyed_digest(key.secret, named).hex()}"

"""Encrypting what identifies a person, and finding it again by a keyed hash."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongban.kernel.cipher import KeyRing


def ring() -> KeyRing:
    """The instance's keys, below GONGBAN_HOME/keys."""
    return _ring(str(Path(settings.HOME) / "keys"))


@lru_cache(maxsize=4)
def _ring(folder: str) -> KeyRing:
    return KeyRing(Path(folder))


def forget_keys() -> None:
    """Read the keys anew, after a rotation."""
    _ring.cache_clear()


def protect(text: str, context: str) -> str:
    """Encrypt a text for a column; `context` ("people.phone") binds it there. Empty stays empty."""
    return ring().encrypt(text, context) if text else ""


def reveal(token: str, context: str) -> str:
    """Decrypt a column's text; empty stays empty."""
    return ring().decrypt(token, context) if token else ""


def lookup(text: str, context: str) -> str:
    """The keyed hash under which an encrypted text is found; empty stays empty."""
    return ring().lookup(text, context) if text else ""

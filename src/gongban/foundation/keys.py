"""The instance's keys, for every domain that encrypts a column."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongban.kernel.cipher import KeyRing


def ring() -> KeyRing:
    """The instance's keys, below GONGBAN_HOME/keys."""
    return _ring(f"{settings.HOME}/keys")


@lru_cache(maxsize=4)
def _ring(folder: str) -> KeyRing:
    return KeyRing(Path(folder))


def forget_keys() -> None:
    """Read the keys anew, after a rotation."""
    _ring.cache_clear()

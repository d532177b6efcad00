"""Where the bytes of photos and documents lie: GONGBAN_HOME/uploads, encrypted, written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from gongban.foundation.files import refusals
from gongban.kernel.cipher import KeyRing

ORIGINAL = "original"
NAME = re.compile("[0-9a-f]{32}")
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def uploads() -> Path:
    """The folder of all uploads."""
    return Path(settings.HOME) / "uploads"


def folder(photo: UUID) -> Path:
    """The folder of one photo, spread by the last two digits of its id."""
    return uploads() / photo.hex[-2:] / photo.hex


def put(photo: UUID, contents: Mapping[str, bytes], full: Callable[[], Exception] = refusals.no_space) -> None:
    """Write all files of a new photo or document: first beside, then moved in one step. Raises what `full` gives when the disk is full."""
    whole = folder(photo)
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}")
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, data in contents.items():
            _write(part / name, ring().encrypt_bytes(data, _context(photo, name)))
        part.rename(whole)
        _settle(whole.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise _said(error, full) from error


def add(photo: UUID, name: str, data: bytes) -> None:
    """Write one more file of a photo, or write it anew."""
    whole = folder(photo) / name
    part = whole.with_name(f".{name}.{secrets.token_hex(4)}")
    try:
        _write(part, ring().encrypt_bytes(data, _context(photo, name)))
        part.replace(whole)
        _settle(whole.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _said(error, refusals.no_space) from error


def get(photo: UUID, name: str) -> bytes | None:
    """The bytes of one file in clear; None when it is not there."""
    try:
        return ring().decrypt_bytes((folder(photo) / name).read_bytes(), _context(photo, name))
    except FileNotFoundError:
        return None


def keep_only(photo: UUID, names: set[str]) -> None:
    """Remove what has been replaced."""
    for file in folder(photo).iterdir():
        if file.name not in names:
            file.unlink(missing_ok=True)


def remove(photo: UUID) -> None:
    """Remove a photo with all its files."""
    shutil.rmtree(folder(photo), ignore_errors=True)


def remove_file(photo: UUID, name: str) -> None:
    """Remove one file of a photo."""
    (folder(photo) / name).unlink(missing_ok=True)


def compartments() -> list[Path]:
    """The 256 folders among which photos are spread, as far as there are any."""
    return sorted(uploads().glob("??"))


def older_than(seconds: int, within: Path) -> list[Path]:
    """Folders of photos, finished or not, that have not been touched for so long."""
    before = time.time() - seconds
    return [each for each in within.iterdir() if each.is_dir() and each.stat().st_mtime < before]


def ring() -> KeyRing:
    """The instance's keys."""
    return _ring(str(Path(settings.HOME) / "keys"))


@lru_cache(maxsize=4)
def _ring(keys: str) -> KeyRing:
    return KeyRing(Path(keys))


def _context(photo: UUID, name: str) -> str:
    return f"files.photo.{photo.hex}.{name}"


def _write(file: Path, data: bytes) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _settle(where: Path) -> None:
    """Make the move itself durable."""
    opened = os.open(where, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _said(error: OSError, full: Callable[[], Exception]) -> Exception:
    return full() if error.errno in NO_SPACE else error

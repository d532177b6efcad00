"""Where exported files lie: GONGBAN_HOME/exports, encrypted frame by frame as they are written, deleted after their days.

A frame is four bytes of length and a chunk under the instance's key, bound to its export, its place and whether it is the
last: a frame that is changed, moved or cut off is noticed when the file is fetched.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from gongban.foundation.exports import refusals
from gongban.foundation.exports.writing.sheet import PIECE
from gongban.kernel.cipher import KeyRing
from gongban.kernel.errors import Refusal

NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Kept:
    """A file that lies on the shelf: its bytes as they are fetched, and their SHA-256."""

    size: int
    digest: str


def shelf() -> Path:
    """The folder of all exported files."""
    return Path(settings.HOME) / "exports"


def put(export: UUID, attempt: int, pieces: Iterable[bytes]) -> Kept:
    """Write a file from its pieces; what was there before is replaced. Nothing is left when it does not succeed."""
    shelf().mkdir(mode=0o700, parents=True, exist_ok=True)
    part = shelf() / f"{export.hex}.{attempt}.part"
    part.unlink(missing_ok=True)
    try:
        kept = _write(part, export, pieces)
        part.replace(_file(export))
    except OSError as error:
        raise (refusals.no_space() if error.errno in NO_SPACE else error) from error
    finally:
        part.unlink(missing_ok=True)
    return kept


def get(export: UUID) -> Iterator[bytes]:
    """The file in pieces; Refusal "export.damaged" where it is not what was written."""
    place, ended = 0, False
    with _file(export).open("rb") as file:
        while head := file.read(4):
            frame = file.read(int.from_bytes(head, "big"))
            ended = not file.peek(1)  # type: ignore[attr-defined] # a buffered reader
            yield _opened(export, place, frame, ended)
            place += 1
    if not ended:
        raise refusals.damaged()


def lies_there(export: UUID) -> bool:
    """Whether there is a whole file."""
    return _file(export).exists()


def remove(export: UUID) -> None:
    """Delete a file, whole or begun."""
    for path in shelf().glob(f"{export.hex}.*"):
        path.unlink(missing_ok=True)


def lying_there() -> list[tuple[UUID, Path]]:
    """Every file on the shelf with the export it belongs to; begun ones too."""
    found = []
    for path in shelf().glob("*.*") if shelf().exists() else ():
        try:
            found.append((UUID(path.name.partition(".")[0]), path))
        except ValueError:
            continue
    return found


def _write(part: Path, export: UUID, pieces: Iterable[bytes]) -> Kept:
    size, digest, place, held = 0, hashlib.sha256(), 0, b""
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            size, held = size + len(piece), held + piece
            digest.update(piece)
            while len(held) > PIECE:
                out.write(_framed(export, place, held[:PIECE], last=False))
                place, held = place + 1, held[PIECE:]
        out.write(_framed(export, place, held, last=True))
        out.flush()
        os.fsync(out.fileno())
    return Kept(size, digest.hexdigest())


def _framed(export: UUID, place: int, data: bytes, *, last: bool) -> bytes:
    frame = _ring(str(Path(settings.HOME) / "keys")).encrypt_bytes(data, _context(export, place, last))
    return len(frame).to_bytes(4, "big") + frame


def _opened(export: UUID, place: int, frame: bytes, last: bool) -> bytes:
    try:
        return _ring(str(Path(settings.HOME) / "keys")).decrypt_bytes(frame, _context(export, place, last))
    except Refusal as damage:
        raise refusals.damaged() from damage


def _context(export: UUID, place: int, last: bool) -> str:
    return f"exports.file.{export.hex}.{place}.{'last' if last else 'more'}"


def _file(export: UUID) -> Path:
    return shelf() / f"{export.hex}.sealed"


@lru_cache(maxsize=4)
def _ring(keys: str) -> KeyRing:
    return KeyRing(Path(keys))

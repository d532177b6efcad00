"""The file itself: a tar archive, encrypted when a passphrase is given, whose last member says what went in before."""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from gongban.cli.backup import refusals
from gongban.cli.backup.manifest import Manifest, Tally
from gongban.kernel.cipher.stream import SealedReader, SealedWriter, is_sealed

ABOUT, DUMP, HEAD, MANIFEST = "about.json", "database.dump", "journal-head.json", "manifest.json"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_MEMBERS = re.compile(rf"database\.dump|journal-head\.json|keys/{_NAME}|uploads/[0-9a-f]{{2}}/[0-9a-f]{{32}}/{_NAME}")
_BLOCK = 1 << 20


class Writer:
    """Puts members into the archive one after the other; what vanishes meanwhile is passed over."""

    def __init__(self, tar: tarfile.TarFile, suite: str) -> None:
        self.tar, self.tally = tar, Tally(suite)

    def add(self, name: str, path: Path) -> bool:
        """Add a file; False when it is no longer there."""
        try:
            with path.open("rb") as source:
                self._put(name, os.fstat(source.fileno()).st_size, source)
        except FileNotFoundError:
            return False
        return True

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a member from memory."""
        self._put(name, len(content), io.BytesIO(content))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest with the digest over all members: without it the file counts as cut off."""
        manifest.files, manifest.size, manifest.digest = self.tally.files, self.tally.size, self.tally.digest
        content = manifest.to_json()
        self.tar.addfile(_info(MANIFEST, len(content)), io.BytesIO(content))

    def _put(self, name: str, size: int, source: IO[bytes]) -> None:
        heard = _Heard(source, self.tally.fresh())
        self.tar.addfile(_info(name, size), cast("IO[bytes]", heard))
        self.tally.add(name, size, heard.hash)


@contextmanager
def writing(part: Path, suite: str, passphrase: str) -> Iterator[Writer]:
    """A new archive (0600); it reaches the disk before the block is left."""
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        sealed = SealedWriter(out, passphrase, suite) if passphrase else None
        with tarfile.open(fileobj=cast("IO[bytes]", sealed or out), mode="w|", format=tarfile.PAX_FORMAT, bufsize=_BLOCK) as tar:
            about = json.dumps({"gongban-backup": 1, "suite": suite}).encode()
            tar.addfile(_info(ABOUT, len(about)), io.BytesIO(about))
            yield Writer(tar, suite)
        if sealed:
            sealed.close()
        out.flush()
        os.fsync(out.fileno())


def unpack(file: Path, into: Path, passphrase: str) -> Manifest:
    """Write all members below the folder `into`, which is ours alone. Refusal when the file is not whole."""
    try:
        with file.open("rb") as source:
            return _unpack(_opened(source, file, passphrase), into, file)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as damage:
        raise refusals.unread(file) from damage


def _opened(source: IO[bytes], file: Path, passphrase: str) -> IO[bytes]:
    head = source.read(64)
    source.seek(0)
    if not is_sealed(head):
        return source
    if not passphrase:
        raise refusals.passphrase_missing(file)
    return cast("IO[bytes]", SealedReader(source, passphrase))


def _unpack(source: IO[bytes], into: Path, file: Path) -> Manifest:
    manifest = None
    with tarfile.open(fileobj=source, mode="r|", bufsize=_BLOCK) as tar:
        tally = Tally(json.loads(_next(tar, ABOUT, file).read(1_000))["suite"])
        while (member := tar.next()) is not None:
            content = tar.extractfile(member)
            if manifest or content is None or not member.isreg():
                raise refusals.unread(file)
            if member.name == MANIFEST:
                manifest = Manifest.from_json(content.read())
            else:
                _take(member, content, into, tally, file)
    if manifest is None or manifest.digest != tally.digest:
        raise refusals.unread(file)
    return manifest


def _next(tar: tarfile.TarFile, name: str, file: Path) -> IO[bytes]:
    member = tar.next()
    content = tar.extractfile(member) if member is not None and member.name == name else None
    if content is None:
        raise refusals.unread(file)
    return content


def _take(member: tarfile.TarInfo, content: IO[bytes], into: Path, tally: Tally, file: Path) -> None:
    if not _MEMBERS.fullmatch(member.name):
        raise refusals.unread(file)
    target, running = into / member.name, tally.fresh()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := content.read(_BLOCK):
            out.write(block)
            running.update(block)
    tally.add(member.name, member.size, running)


class _Heard:
    """A source whose bytes are hashed while they are read."""

    def __init__(self, source: IO[bytes], running: Any) -> None:
        self.source, self.hash = source, running

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.hash.update(block)
        return block


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info

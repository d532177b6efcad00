"""`gongban backup`: database, uploads and keys in one file, consistent although the city goes on working.

The database is seen at one moment; files are gathered after it. A photo is on the disk before its row, and its row goes
before its files: so whatever the rows name is there, except what was deleted meanwhile, which the manifest names.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import gongban
from gongban.cli.backup import refusals
from gongban.cli.backup.archive import DUMP, HEAD, Writer, writing
from gongban.cli.backup.manifest import Manifest
from gongban.cli.backup.snapshot import snapshot_of
from gongban.cli.home import Home
from gongban.kernel.environment import text

SUFFIX, LAST = ".gongban", "last.json"
OF_ONE_DATABASE = ("database",)  # a password that a restored home makes anew
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Wish:
    """How the backup is to be made; `keep`: so many of the folder's newest stay (0: all)."""

    passphrase: str = ""
    with_keys: bool = True
    keep: int = 0


def take(home: Home, url: str, target: Path, wish: Wish, progress: Progress = lambda files: None) -> tuple[Path, Manifest]:
    """Save the instance to `target`, or to a dated file in it when it is a folder. Refusal, and no file, when it cannot."""
    file = _file(target)
    with _beside(file) as part, snapshot_of(url) as seen:
        manifest = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), gongban.__version__, text("GONGBAN_SUITE"),
                            wish.with_keys, seen.counts(), seen.head())  # fmt: skip
        photos = seen.photos()
        seen.dump(part / DUMP)
        seen.connection.rollback()
        with writing(part / "whole", manifest.suite, wish.passphrase) as archive:
            _gather(archive, home, part, manifest, photos, progress)
        (part / "whole").rename(file)
    _forget_older(target, wish.keep)
    (home.backups / LAST).write_text(json.dumps({"at": manifest.made_at, "file": str(file)}), encoding="utf-8")
    return file, manifest


def _gather(archive: Writer, home: Home, part: Path, manifest: Manifest, photos: set[str], progress: Progress) -> None:
    archive.add(DUMP, part / DUMP)
    (part / DUMP).unlink()
    if manifest.head.position:
        archive.add_bytes(HEAD, json.dumps(manifest.head.file()).encode())
    for name, path in _keys(home) if manifest.with_keys else ():
        archive.add(name, path)
    present = set()
    for name, path in _uploads(home):
        if archive.add(name, path):
            present.add(path.parent.name)
        progress(archive.tally.files)
    manifest.missing_photos = sorted(photos - present)
    archive.close(manifest)


def _keys(home: Home) -> Iterator[tuple[str, Path]]:
    for path in sorted((home.path / "keys").iterdir()):
        if path.is_file() and path.name not in OF_ONE_DATABASE and not path.name.startswith("."):
            yield f"keys/{path.name}", path


def _uploads(home: Home) -> Iterator[tuple[str, Path]]:
    """Finished photos; those that are just being written belong to no row that is saved."""
    for photo in sorted((home.path / "uploads").glob("[0-9a-f][0-9a-f]/*")):
        if not photo.name.startswith("."):
            for path in _files(photo):
                yield f"uploads/{photo.parent.name}/{photo.name}/{path.name}", path


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []


def _file(target: Path) -> Path:
    named = target / f"gongban-{datetime.now(UTC):%Y%m%d-%H%M%S}{SUFFIX}" if target.is_dir() else target
    if named.exists():
        raise refusals.exists(named)
    return named.absolute()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards: only a whole file ever bears the name."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    part.mkdir(mode=0o700)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _forget_older(folder: Path, keep: int) -> None:
    if keep and folder.is_dir():
        for old in sorted(folder.glob(f"gongban-*{SUFFIX}"))[:-keep]:
            old.unlink()

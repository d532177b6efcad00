"""`gongban restore`: a new home from a backup, put in its place only when it was compared and its journal verified."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gongban.cli.backup import refusals
from gongban.cli.backup.archive import DUMP, unpack
from gongban.cli.backup.manifest import Manifest
from gongban.cli.backup.programs import fill
from gongban.cli.backup.snapshot import counts
from gongban.cli.database.place import place_of
from gongban.cli.database.readiness import without_password
from gongban.cli.database.server import stop
from gongban.cli.home import Home
from gongban.cli.instance import database, set_up_django
from gongban.kernel.errors import Refusal

Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Restored:
    """What came of it: the manifest, how many events were verified, how many messages wait for a person's word."""

    manifest: Manifest
    verified: int
    held_back: int


@dataclass(frozen=True)
class Wish:
    """How to restore: keys kept apart, if any; `rehearse`: compare and verify, then leave nothing behind."""

    passphrase: str = ""
    keys: Path | None = None
    rehearse: bool = False


def restore(file: Path, home: Home, wish: Wish, say: Say = lambda zh, en: None) -> Restored:
    """Make `home` (and DATABASE_URL, when one is set) from a backup. Refusal leaves both as they were.

    The home must be new or empty, a database of one's own without tables.
    """
    _check_free(home.path)
    with _stage(home.path) as stage:
        manifest = unpack(file, stage.path, wish.passphrase)
        _bring_keys(stage, file, wish.keys)
        say(f"已解开，{manifest.files} 个文件", f"unpacked, {manifest.files} files")
        with _new_database(stage, wish.rehearse) as url:
            fill(url, stage.path / DUMP)
            _compare(url, stage, manifest)
            say(f"{len(manifest.counts)} 张表的数目相符", f"the counts of {len(manifest.counts)} tables fit")
            done = _settle(stage, manifest)
        (stage.path / DUMP).unlink()
        if not wish.rehearse:
            _put_in_place(stage, home)
    return done


def _check_free(home: Path) -> None:
    if home.is_mount():
        raise refusals.home_is_a_mount(home)
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise refusals.home_taken(home)


@contextmanager
def _stage(home: Path) -> Iterator[Home]:
    """A home beside the final one; whatever is still there afterwards goes, its database too."""
    stage = Home(home.with_name(f".{home.name}.restoring-{secrets.token_hex(4)}"))
    stage.path.mkdir(mode=0o700, parents=True)
    try:
        yield stage
    finally:
        if stage.path.exists():
            _remove_database(stage.path)
            shutil.rmtree(stage.path, ignore_errors=True)


def _remove_database(stage: Path) -> None:
    if not (stage / "database.txt").exists():
        return
    with suppress(Refusal):
        place = place_of(stage)
        stop(place)
        shutil.rmtree(place.base, ignore_errors=True)


def _bring_keys(stage: Home, file: Path, keys: Path | None) -> None:
    if keys is not None:
        folder = stage.path / "keys"
        folder.mkdir(mode=0o700, exist_ok=True)
        for path in keys.iterdir():
            if path.is_file() and path.name != "database":
                shutil.copyfile(path, folder / path.name)
                (folder / path.name).chmod(0o600)
    if not (stage.path / "keys" / "secret").exists() or not any((stage.path / "keys").glob("*.json")):
        raise refusals.keys_missing(file)
    stage.prepare()


@contextmanager
def _new_database(stage: Home, rehearse: bool) -> Iterator[str]:
    """An empty database: the stage's own, or the one that DATABASE_URL names, emptied again when something fails."""
    own = os.environ.get("DATABASE_URL", "")
    if own and rehearse:
        os.environ.pop("DATABASE_URL")  # 演练只用内置的，不碰正式的服务器 · a rehearsal never touches a server in use
    with database(stage):
        url = os.environ["DATABASE_URL"]
        if not _is_empty(url):
            raise refusals.database_taken(without_password(url))
        try:
            yield url
        except BaseException:
            _empty(url)
            raise


def _is_empty(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return counts(connection) == {}


def _empty(url: str) -> None:
    from gongban.cli.renewal import empty

    with suppress(psycopg.Error):
        empty(url)


def _compare(url: str, stage: Home, manifest: Manifest) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        found = counts(connection)
        photos = {row[0].hex for row in connection.execute("SELECT id FROM files_photo")}
    for table in sorted({*found, *manifest.counts}):
        if found.get(table) != manifest.counts.get(table):
            raise refusals.miscounted(table, manifest.counts.get(table, 0), found.get(table, 0))
    there = {folder.name for folder in (stage.path / "uploads").glob("??/*")}
    lacking = len(photos - there)
    if lacking != len(manifest.missing_photos):
        raise refusals.miscounted("uploads", len(photos) - len(manifest.missing_photos), len(photos) - lacking)


def _settle(stage: Home, manifest: Manifest) -> Restored:
    """What only a restored instance needs: tables of this version, the unsealed second sealed, nobody told twice."""
    set_up_django(stage)
    from django.utils import timezone

    from gongban.cli.migrations import bring_up_to_date
    from gongban.foundation.journal import public as journal
    from gongban.foundation.messages.public import hold_back

    bring_up_to_date()
    _resume_jobs()
    journal.seal_restored()
    verdict = journal.verify()
    if verdict.reason is not None:
        raise refusals.journal_unsound(verdict.reason)
    return Restored(manifest, verdict.checked, hold_back(at=timezone.now()))


def _resume_jobs() -> None:
    """Jobs that ran in the moment of the backup run again; periodic ones come by themselves."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing' AND queueing_lock IS NOT NULL")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing'")


def _put_in_place(stage: Home, home: Home) -> None:
    """One step: an interrupted restore leaves either nothing or everything at the home's name."""
    stage.path.rename(home.path)
    if (home.path / "database.txt").exists():
        place_of(home.path).remember()

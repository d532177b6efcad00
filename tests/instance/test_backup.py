"""Saving an instance while it works, and making another from the file: everything comes back, or nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from gongban.cli.backup import archive, restoring, taking
from gongban.cli.backup.manifest import Head, Manifest
from gongban.cli.backup.snapshot import counts
from gongban.cli.database import place, server
from gongban.cli.home import Home
from gongban.foundation.journal.public import seal_all
from gongban.kernel.actors import Actor
from gongban.kernel.cipher import KeyRing
from gongban.kernel.errors import Refusal
from tests.cast import Cast

GONGBAN = Path(sys.executable).with_name("gongban")
PASSPHRASE = "a passphrase for the tests"
# 恢复时会改动的表 · tables that restoring itself writes: sealing, migrations, jobs
SETTLED = {"journal_place", "journal_seal", "gongban_migration_digest", "procrastinate_events", "procrastinate_jobs", "django_migrations"}


@pytest.fixture
def new_home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "new"
    with suppress(Exception):
        kept = place.place_of(tmp_path / "new")
        server.stop(kept)
        shutil.rmtree(kept.base)


def address_of_test_database() -> str:
    facts = connection.settings_dict
    return f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


def gongban(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAN_", "DATABASE_", "DJANGO_"))}
    return subprocess.run([str(GONGBAN), *words], env=kept | {"GONGBAN_HOME": str(home)} | more, capture_output=True, text=True, check=False)


@contextmanager
def intake(by: Actor) -> Iterator[list[str]]:
    """Reports with photos come in all the time, from two sides; the numbers that were acknowledged so far."""
    from gongban.delivery.cases.public import Report, receive
    from gongban.foundation.files.public import store
    from tests.files.pictures import in_bytes, scene

    numbers: list[str] = []
    stop, picture = threading.Event(), in_bytes(scene())

    def report() -> None:
        while not stop.is_set():
            photo = store(BytesIO(picture), by=by)
            given = {"kind": "help", "text": "江边步道的路灯坏了三盏。", "channel": "hotline", "phone": "13000000044", "photos": [photo.pk]}
            numbers.append(receive([Report.read(given)], by=by, at=timezone.now())[0].case.matter.number)
        connections.close_all()

    sides = [threading.Thread(target=report) for _ in range(2)]
    for side in sides:
        side.start()
    try:
        yield numbers
    finally:
        stop.set()
        for side in sides:
            side.join()


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_during_intake_comes_back_whole(cast: Cast, tmp_path: Path, new_home: Path) -> None:
    home, url = Home(Path(settings.HOME)), address_of_test_database()
    home.prepare()
    with intake(cast.operator) as numbers:
        while len(numbers) < 6:
            pass
        seal_all()
        before = list(numbers)
        file, manifest = taking.take(home, url, tmp_path / "saved.gongban", taking.Wish(PASSPHRASE))
    assert file.stat().st_mode & 0o077 == 0
    assert b"13000000044" not in file.read_bytes()

    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    done = gongban(new_home, "restore", str(file), "--passphrase-file", str(secret))
    assert done.returncode == 0, done.stdout + done.stderr

    with server.running(place.place_of(new_home)) as running, psycopg.connect(running.url()) as restored:
        found = counts(restored)
        assert {name: count for name, count in found.items() if name not in SETTLED} == {
            name: count for name, count in manifest.counts.items() if name not in SETTLED
        }
        assert found["journal_place"] == found["journal_event"] == manifest.counts["journal_event"], "the unsealed second is sealed"
        known = {row[0] for row in restored.execute("SELECT number FROM matters_matter")}
        assert set(before) <= known, "what was acknowledged before the backup is in it"
        photos = [row[0] for row in restored.execute("SELECT id FROM files_photo")]
        assert restored.execute("SELECT count(*) FROM messaging_message WHERE state IN ('waiting', 'sending')").fetchone() == (0,)
    ring = KeyRing(new_home / "keys")
    for photo in photos:
        stored = (new_home / "uploads" / photo.hex[-2:] / photo.hex / "original").read_bytes()
        assert ring.decrypt_bytes(stored, f"files.photo.{photo.hex}.original").startswith(b"\xff\xd8")
    assert manifest.missing_photos == []
    again = gongban(new_home, "restore", str(file), "--passphrase-file", str(secret))
    assert again.returncode == 2
    assert "不是空的" in again.stderr


@pytest.mark.django_db(transaction=True)
def test_a_backup_whose_counts_differ_leaves_nothing_behind(
    cast: Cast, tmp_path: Path, new_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(Path(settings.HOME))
    home.prepare()
    seen = taking.snapshot_of
    with monkeypatch.context() as patch:
        patch.setattr(taking, "snapshot_of", _one_case_too_many(seen))
        file, _ = taking.take(home, address_of_test_database(), tmp_path, taking.Wish())
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(Refusal, match="cases_case"):
        restoring.restore(file, Home(new_home), restoring.Wish())
    assert not new_home.exists()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def _one_case_too_many(seen: Any) -> Any:
    class Miscounting:
        def __init__(self, snapshot: Any) -> None:
            self.snapshot = snapshot

        def __getattr__(self, name: str) -> Any:
            return getattr(self.snapshot, name)

        def counts(self) -> dict[str, int]:
            found: dict[str, int] = self.snapshot.counts()
            return found | {"cases_case": found["cases_case"] + 1}

    @contextmanager
    def patched(url: str) -> Iterator[Any]:
        with seen(url) as snapshot:
            yield Miscounting(snapshot)

    return patched


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_compares_verifies_and_leaves_nothing(cast: Cast, tmp_path: Path, new_home: Path) -> None:
    home = Home(Path(settings.HOME))
    home.prepare()
    cast.report()
    file, _ = taking.take(home, address_of_test_database(), tmp_path, taking.Wish(with_keys=False))
    without = gongban(new_home, "restore", str(file), "--rehearse")
    assert without.returncode == 2
    assert "--keys" in without.stderr
    done = gongban(new_home, "restore", str(file), "--rehearse", "--keys", str(home.path / "keys"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "演练成功" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


# ---- the file itself


def small(target: Path, passphrase: str = "", members: dict[str, bytes] | None = None) -> Path:
    """A file in the form of a backup, without a database behind it."""
    manifest = Manifest("2026-01-01T00:00:00+00:00", "0", "international", True, {}, Head())
    with archive.writing(target, "international", passphrase) as writer:
        for name, content in (members or {"database.dump": b"x" * 3_000, "keys/secret": b"s"}).items():
            writer.add_bytes(name, content)
        writer.close(manifest)
    return target


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    for passphrase in ("", PASSPHRASE):
        into = tmp_path / f"into{passphrase[:1]}"
        into.mkdir()
        found = archive.unpack(small(tmp_path / f"a{passphrase[:1]}", passphrase), into, passphrase)
        assert (found.files, (into / "keys" / "secret").read_bytes()) == (2, b"s")


def test_a_cut_or_changed_file_is_refused(tmp_path: Path) -> None:
    whole = small(tmp_path / "a").read_bytes()
    inside = whole.index(b"x" * 100) + 50
    for number, broken in enumerate((whole[:700], whole[:4_000], b"", b"PK rubbish", whole[:inside] + b"y" + whole[inside + 1 :])):
        (tmp_path / f"b{number}").write_bytes(broken)
        (tmp_path / f"into{number}").mkdir()
        with pytest.raises(Refusal) as refused:
            archive.unpack(tmp_path / f"b{number}", tmp_path / f"into{number}", "")
        assert refused.value.code == "backup.damaged"


def test_an_encrypted_file_asks_for_its_passphrase(tmp_path: Path) -> None:
    file = small(tmp_path / "a", PASSPHRASE)
    assert b"manifest.json" not in file.read_bytes()
    for number, (given, code) in enumerate({"": "backup.passphrase", "a wrong passphrase": "cipher.passphrase"}.items()):
        (tmp_path / f"into{number}").mkdir()
        with pytest.raises(Refusal) as refused:
            archive.unpack(file, tmp_path / f"into{number}", given)
        assert refused.value.code == code


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "keys/../../outside", "uploads/aa/outside", "logs/x", "keys/.hidden"])
def test_nothing_is_written_outside_of_the_home(tmp_path: Path, name: str) -> None:
    file = small(tmp_path / "a", members={name: b"x"})
    (tmp_path / "deep" / "into").mkdir(parents=True)
    with pytest.raises(Refusal):
        archive.unpack(file, tmp_path / "deep" / "into", "")
    assert not list(tmp_path.rglob("outside"))


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"gongban-2026010{day}-000000.gongban").write_text("")
    (tmp_path / "notes.txt").write_text("")
    taking._forget_older(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "gongban-20260104-000000.gongban", "gongban-20260105-000000.gongban", "notes.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [(("backup", "/tmp"), "没有实例"), (("backup", "/nowhere/x"), "没有实例"), (("restore", "/nowhere"), "Usage")],
)
def test_what_cannot_be_saved_gets_one_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = gongban(tmp_path / "none", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "none").exists()

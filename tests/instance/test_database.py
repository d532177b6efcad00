"""The embedded database: it keeps what it was given, finds Chinese, and says in one sentence what is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gongban.cli.database import creation, owner, place, programs, readiness, server
from gongban.kernel.errors import Refusal


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An instance's home inside a folder that nobody else may enter, as a clone in /root often is."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "var").mkdir(mode=0o700)
    yield closed / "var"
    kept = place.place_of(closed / "var")
    if kept.base.exists():
        server.stop(kept)
        shutil.rmtree(kept.base)


def begin(home: Path) -> server.Running:
    return server.start(place.place_of(home), durable=False)


def test_data_survive_a_restart(home: Path) -> None:
    url = readiness.make_ready(begin(home))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE lamp (street text)")
        connection.execute("INSERT INTO lamp VALUES ('中山路')")
    server.stop(place.place_of(home))
    again = readiness.make_ready(begin(home))
    assert again == url, "port and password are kept"
    with psycopg.connect(again) as connection:
        assert connection.execute("SELECT street FROM lamp").fetchall() == [("中山路",)]


def test_fragments_of_chinese_words_are_found(home: Path) -> None:
    with psycopg.connect(readiness.make_ready(begin(home))) as connection:
        trigrams, lettered = connection.execute("SELECT show_trgm('路灯'), '路' ~ '\\w'").fetchone() or ([], False)
    assert trigrams
    assert lettered


def test_a_home_in_a_private_folder_works_and_no_mode_is_changed(home: Path) -> None:
    before = [oct(folder.stat().st_mode) for folder in (home, *home.parents)]
    begin(home)
    assert [oct(folder.stat().st_mode) for folder in (home, *home.parents)] == before
    kept = place.place_of(home)
    assert oct(kept.base.stat().st_mode)[-3:] == "700"
    assert (kept.base == home / "database") == (os.geteuid() != 0)
    assert str(kept.base) in (home / "database.txt").read_text(encoding="utf-8")


def test_the_password_is_for_its_owner_only(home: Path) -> None:
    begin(home)
    assert oct((home / "keys" / "database").stat().st_mode)[-3:] == "600"
    assert not (place.place_of(home).base / "password").exists()


def test_a_server_that_runs_is_adopted(home: Path) -> None:
    first = begin(home)
    second = begin(home)
    assert (first.adopted, second.adopted) == (False, True)
    assert second.port == first.port


def test_a_pid_file_left_by_a_crash_is_no_hindrance(home: Path) -> None:
    url = readiness.make_ready(begin(home))
    kept = place.place_of(home)
    pid_file = kept.data / "postmaster.pid"
    left = pid_file.read_text(encoding="utf-8").splitlines()
    server.stop(kept)
    left[0] = str(os.getpid())  # 进程号已被别的程序使用 · the number now belongs to another program
    pid_file.write_text("\n".join(left) + "\n", encoding="utf-8")
    assert server.status(kept) is None
    assert readiness.make_ready(begin(home)) == url


def test_a_killed_server_starts_again(home: Path) -> None:
    readiness.make_ready(begin(home))
    kept = place.place_of(home)
    pid = int((kept.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while server.status(kept) is not None:
        time.sleep(0.01)
    assert readiness.make_ready(begin(home))


def test_a_port_that_was_taken_meanwhile_is_replaced(home: Path) -> None:
    import socket

    first = begin(home)
    server.stop(first.place)
    with socket.socket() as other:
        other.bind(("127.0.0.1", first.port))
        other.listen()
        assert begin(home).port != first.port


@pytest.mark.parametrize("part", ["PG_VERSION", "global/pg_control", "base/1"])
def test_a_damaged_folder_is_named_in_one_sentence(home: Path, part: str) -> None:
    kept = begin(home).place
    server.stop(kept)
    broken = kept.data / part
    shutil.rmtree(broken) if broken.is_dir() else broken.unlink()
    with pytest.raises(Refusal) as refused:
        readiness.make_ready(begin(home))
    assert refused.value.code.startswith("database.")
    assert str(refused.value.words.zh).count("\n") == 0


def test_a_folder_that_the_home_names_and_that_is_gone_is_not_replaced_by_an_empty_one(home: Path) -> None:
    kept = begin(home).place
    server.stop(kept)
    shutil.move(kept.base, aside := kept.base.with_name(kept.base.name + "-aside"))
    with pytest.raises(Refusal, match=r"database\.missing"):
        place.place_of(home)
    shutil.move(aside, kept.base)


def test_an_interrupted_creation_is_begun_again(home: Path) -> None:
    kept = place.place_of(home)
    kept.owner.make_folder(kept.base)
    kept.remember()
    (kept.base / "data.new").mkdir()
    (kept.base / "password").write_text("old")
    assert begin(home).place.base == kept.base


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("FATAL: could not write: No space left on device", "database.disk_full"),
        ("initdb: error: could not access directory: Permission denied", "database.no_rights"),
        ("could not bind IPv4\nFATAL:  could not create any TCP/IP sockets", "database.port_taken"),
        ("PANIC:  could not locate a valid checkpoint record", "database.damaged"),
    ],
)
def test_what_postgresql_says_becomes_one_sentence_with_the_folder(said: str, code: str) -> None:
    from gongban.cli.database.refusals import cannot

    refusal = cannot(Path("/srv/city"), said)
    assert refusal.code == code
    assert "/srv/city" in refusal.words.zh
    assert "/srv/city" in refusal.words.en


def test_without_useradd_root_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner.os, "geteuid", lambda: 0)
    monkeypatch.setattr(owner, "SYSTEM_USER", "gongban-nobody-yet")
    monkeypatch.setattr(owner.shutil, "which", lambda *_, **__: None)
    with pytest.raises(Refusal, match=r"database\.no_system_user"):
        owner.owner_for_us()


def test_programs_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match=r"database\.no_programs"):
        programs.programs_for(owner.Owner())


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(Refusal) as refused:
        readiness.check_ready(f"postgresql://u:hidden@127.0.0.1:{server.free_port()}/x")
    assert refused.value.code == "database.unreachable"
    assert "hidden" not in refused.value.words.zh


def test_a_database_that_cannot_search_chinese_is_refused(home: Path) -> None:
    running = begin(home)
    with psycopg.connect(readiness.make_ready(running), autocommit=True) as connection:
        connection.execute("CREATE DATABASE deaf TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(Refusal, match=r"database\.no_chinese_trigrams"):
        readiness.check_ready(running.url("deaf"))


def test_tests_may_trade_safety_for_speed_and_instances_may_not() -> None:
    assert "fsync" not in creation.SETTINGS
    assert creation.SETTINGS["synchronous_commit"] == "on"

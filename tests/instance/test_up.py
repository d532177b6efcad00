"""`gongban up` as a person uses it: it starts, answers, refuses a second one, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from gongban.cli.database import place, server
from gongban.cli.processes import Child, stop_all

GONGBAN = Path(sys.executable).with_name("gongban")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    with suppress(Exception):
        kept = place.place_of(tmp_path / "var")
        server.stop(kept)
        shutil.rmtree(kept.base)


def command(home: Path, *words: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAN_", "DATABASE_", "DJANGO_"))}
    return subprocess.Popen([str(GONGBAN), *words], env=kept | {"GONGBAN_HOME": str(home)}, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@contextmanager
def up(home: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A running instance: its port and process; stopped with SIGINT as Ctrl-C does."""
    port = server.free_port()
    process = command(home, "up", "--port", str(port))
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    assert process.poll() is None, said
    try:
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said + rest


def status_of(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def processes_of(home: Path) -> list[str]:
    """Command lines of living processes that know this home or its database folder."""
    base, found = str(place.place_of(home).base), []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            known = f"GONGBAN_HOME={home}".encode() in (folder / "environ").read_bytes() or base in words
            if known and words and int(folder.name) != os.getpid():
                found.append(words)
    return found


def test_an_instance_answers_keeps_its_data_and_leaves_no_process(home: Path) -> None:
    with up(home) as (port, _):
        assert status_of(port) in (200, 302, 404)
        running = server.status(place.place_of(home))
        assert running is not None
        with psycopg.connect(running.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('在')")
        refused = command(home, "up", "--port", str(server.free_port()))
        said, _ = refused.communicate(timeout=30)
        assert refused.returncode == 2, said
        assert "已经在运行" in said
        assert command(home, "verify-journal").wait(60) == 0
        assert processes_of(home)
    assert processes_of(home) == []
    with up(home) as (port, _):
        assert status_of(port) in (200, 302, 404)
        running = server.status(place.place_of(home))
        assert running is not None
        with psycopg.connect(running.url()) as connection:
            assert connection.execute("SELECT word FROM kept").fetchall() == [("在",)]


def test_after_a_kill_the_next_start_finds_everything_in_order(home: Path) -> None:
    with suppress(AssertionError), up(home) as (_, process):
        process.kill()
        process.wait()
    until = time.monotonic() + 60
    while any("postgres" not in words for words in processes_of(home)):
        assert time.monotonic() < until, "children end with their parent"
        time.sleep(0.2)
    with up(home) as (port, _):
        assert status_of(port) in (200, 302, 404)
    assert processes_of(home) == []


@pytest.mark.parametrize("words", [("up", "--port", "0"), ("load", "/nowhere"), ("no-such-command",), ("up", "--port", "x")])
def test_what_is_asked_wrongly_gets_one_sentence_and_exit_code_2(home: Path, words: tuple[str, ...]) -> None:
    process = command(home, *words)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2, said
    assert "Traceback" not in said


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    process = command(tmp_path / "file" / "var", "up")
    said, _ = process.communicate(timeout=60)
    assert process.returncode in (1, 2)
    assert "Traceback" not in said
    assert str(tmp_path) in said


def test_every_command_has_an_example_in_its_help(home: Path) -> None:
    from typer.main import get_command

    from gongban.cli.main import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert commands
    assert [name for name, one in commands.items() if f"gongban {name}" not in (one.epilog or "")] == []


def test_a_dead_child_is_started_again_and_each_time_later(tmp_path: Path) -> None:
    child = Child("dies", [sys.executable, "-c", "raise SystemExit(1)"], tmp_path / "dies.log")
    child.start()
    assert child.process is not None
    child.process.wait()
    child.watch()
    assert child.process is None, "a pause comes first"
    first = child.next_start
    child.next_start = 0
    child.watch()
    assert child.process is not None
    child.process.wait()
    child.watch()
    assert child.next_start - time.monotonic() > first - time.monotonic()
    assert child.failures == 2


def test_stopping_ends_what_a_child_has_started(tmp_path: Path) -> None:
    grandchild = "import subprocess,sys,time; p=subprocess.Popen(['sleep','600']); print(p.pid, flush=True); time.sleep(600)"
    log = tmp_path / "child.log"
    child = Child("parent", [sys.executable, "-c", grandchild], log)
    child.start()
    while not (log.exists() and log.read_text().strip()):
        time.sleep(0.05)
    pid = int(log.read_text())
    stop_all([child])
    until = time.monotonic() + 30
    while is_alive(pid):
        assert time.monotonic() < until, "a killed process ends"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether a process lives; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False

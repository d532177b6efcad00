"""A city of its own for one benchmark: temporary home, free port, the processes that `gongban up` starts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongban.cli.bench.machine import command_of, family
from gongban.cli.database.place import Place, place_of
from gongban.cli.database.server import free_port, status
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

CITY = Path("cities/jiangcheng")


@dataclass(frozen=True)
class Instance:
    """A running city: its address, home, and processes."""

    address: str
    home: Path
    pid: int
    seconds: float  # from the command to the first answer

    @property
    def place(self) -> Place:
        """Where its database lies."""
        return place_of(self.home)

    @property
    def database_url(self) -> str:
        """The address of its database, with the password."""
        found = status(self.place)
        if found is None:
            raise _failed(self.home)
        return found.url()

    def programs(self) -> list[int]:
        """`gongban up`, web workers and job worker."""
        return family(self.pid)

    def web(self) -> list[int]:
        """The web server and its workers."""
        return sorted({pid for root in self.programs() if "granian" in command_of(root) for pid in family(root)})

    def servers(self) -> list[int]:
        """PostgreSQL and its processes."""
        lines = (self.place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return family(int(lines[0]))

    def run(self, *command: str) -> str:
        """What `gongban COMMAND` says about this instance while it runs."""
        return _run(self.home, *command)


@contextmanager
def temporary_home() -> Iterator[Path]:
    """An empty home; home and database are gone after the block."""
    home = Path(tempfile.mkdtemp(prefix="gongban-bench-"))
    try:
        yield home
    finally:
        if (home / "database.txt").exists():
            shutil.rmtree(place_of(home).base, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(home: Path, *options: str, settings: Mapping[str, str] | None = None, patience: float = 300.0) -> Iterator[Instance]:
    """`gongban up OPTIONS` on a home, for as long as the block lasts."""
    port, begun = free_port(), time.monotonic()
    log = (home / "up.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [*_GONGBAN, "up", "--port", str(port), *options], env=_environment(home) | dict(settings or {}),
        stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(process, f"http://127.0.0.1:{port}", home, begun + patience)
        yield Instance(f"http://127.0.0.1:{port}", home, process.pid, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(90)
        log.close()


def loaded_city(home: Path, city: Path = CITY) -> None:
    """Load a city into a home that does not run."""
    if not (city / "city.yaml").exists():
        words = Words(f"没有城市文件夹 {city}；请在项目目录运行，或用 --city 指定。", f"There is no city folder {city}; run it where the project lies, or name one by --city.")
        raise Refusal("bench.city", words)
    _run(home, "load", str(city))


_GONGBAN = [sys.executable, "-c", "from gongban.cli.main import main; main()"]


_FOREIGN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


def _environment(home: Path) -> dict[str, str]:
    """As a deployer has it, not as the benchmark's own process: no foreign database, no foreign settings."""
    own = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return own | {"GONGBAN_HOME": str(home)}


def _run(home: Path, *command: str) -> str:
    done = subprocess.run([*_GONGBAN, *command], env=_environment(home), capture_output=True, text=True, check=False)
    if done.returncode:
        words = Words(f"gongban {command[0]} 没有成功：{done.stderr.strip()}", f"gongban {command[0]} failed: {done.stderr.strip()}")
        raise Refusal("bench.command", words, status=500)
    return done.stdout


def _wait(process: subprocess.Popen[bytes], address: str, home: Path, until: float) -> None:
    """Until the first page comes; Refusal with the log when the instance ends or stays silent."""
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/", timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise _failed(home)


def _failed(home: Path) -> Refusal:
    said = (home / "up.log").read_text(encoding="utf-8")[-800:] if (home / "up.log").exists() else ""
    return Refusal("bench.not_started", Words(f"实例没有起来：{said}", f"The instance did not start: {said}"), status=503)

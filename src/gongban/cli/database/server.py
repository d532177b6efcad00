"""Starting, adopting and stopping the server of one place; asking whether it runs."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired, run
from urllib.parse import quote

import psycopg

from gongban.cli.database import refusals
from gongban.cli.database.creation import ROLE, create
from gongban.cli.database.place import Place

_LOG_LIMIT = 10_000_000
_PATIENCE = 20  # tries, half a second apart
_STILL_DYING = "pre-existing shared memory block"


@dataclass(frozen=True)
class Running:
    """A server that answers: its port, and whether it ran before we came."""

    place: Place
    port: int
    adopted: bool

    def url(self, name: str = "gongban") -> str:
        """The address of a database on this server, password included."""
        return f"postgresql://{ROLE}:{quote(self.place.password)}@127.0.0.1:{self.port}/{name}"


def start(place: Place, *, durable: bool = True) -> Running:
    """Create the database if needed and start it; a server that already runs on the folder is adopted."""
    create(place, durable=durable)
    found = _answering(place)
    if found is not None:
        return found
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    _turn_log(place)
    port = _start_on(place, _wanted_ports(place))
    place.remember(port)
    return Running(place, port, adopted=False)


def _answering(place: Place, seconds: float = 20.0) -> Running | None:
    """The running server once it takes connections: it may just be starting, or just be dying."""
    until = time.monotonic() + seconds
    while (found := status(place)) is not None and time.monotonic() < until:
        with suppress(psycopg.Error), psycopg.connect(found.url("postgres"), connect_timeout=2):
            return found
        time.sleep(0.1)
    return found


def status(place: Place) -> Running | None:
    """The running server of this place, or None; a pid file left by a crash does not count."""
    lines = _pid_file(place)
    if len(lines) < 4 or not lines[0].strip().isdigit() or not lines[3].strip().isdigit():
        return None
    if str(place.data) not in _command_of(int(lines[0])):
        return None
    return Running(place, int(lines[3]), adopted=True)


def stop(place: Place, *, seconds: int = 60) -> None:
    """Stop the server, ending what is connected; nothing committed is lost. Does nothing if none runs."""
    if status(place) is None:
        return
    done = place.owner.run(place.program("pg_ctl"), "stop", "-D", place.data, "-m", "fast", "-w", "-t", str(seconds),
                           timeout=seconds + 10)
    if done.returncode != 0 and status(place) is not None:
        raise refusals.cannot(place.base, done.stderr)


@contextmanager
def running(place: Place, *, durable: bool = True) -> Iterator[Running]:
    """A server for as long as the block lasts; one that was adopted is stopped as well, it has no other master."""
    server = start(place, durable=durable)
    try:
        yield server
    finally:
        stop(place)


def _pid_file(place: Place) -> list[str]:
    try:
        return (place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _command_of(pid: int) -> str:
    """The command line of a process, "" when there is none: a reused number is told from our server by it."""
    line = Path(f"/proc/{pid}/cmdline")
    if line.exists():
        return line.read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    if Path("/proc/self").exists():
        return ""
    return run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def _wanted_ports(place: Place) -> Iterator[int]:
    kept = place.remembered_port()
    if kept is not None and _is_free(kept):
        yield kept
    for _ in range(5):
        yield free_port()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_on(place: Place, ports: Iterator[int]) -> int:
    said = ""
    for port in ports:
        said = _refusal_on(place, port)
        if not said:
            return port
        if "could not bind" not in said:
            break
    raise refusals.cannot(place.base, said)


def _refusal_on(place: Place, port: int) -> str:
    """Start on a port; what the server said when it did not, "" when it did."""
    for _ in range(_PATIENCE):
        begun = place.log.stat().st_size if place.log.exists() else 0
        if _pg_ctl_start(place, port):
            return ""
        said = _said_since(place, begun)
        if _STILL_DYING not in said:
            return said or "?"
        time.sleep(0.5)  # 被杀的服务器的子进程还没退完 · children of a killed server are still leaving
    return said


def _pg_ctl_start(place: Place, port: int) -> bool:
    try:
        done = place.owner.run(place.program("pg_ctl"), "start", "-D", place.data, "-w", "-t", "120",
                               "-l", place.log, "-o", f"-p {port}", timeout=150)
    except TimeoutExpired:
        return False
    return done.returncode == 0


def _said_since(place: Place, position: int) -> str:
    if not place.log.exists():
        return "Permission denied"
    with place.log.open("rb") as log:
        log.seek(position)
        return log.read().decode("utf-8", "replace")


def _turn_log(place: Place) -> None:
    if place.log.exists() and place.log.stat().st_size > _LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.1"))

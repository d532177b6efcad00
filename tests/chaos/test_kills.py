"""Server, worker and database are killed at random moments while people report: nothing acknowledged is lost, nothing doubled, told or counted twice.

Three rounds here; `make test-chaos` makes thirty.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from gongban.cli.bench.instance import Instance, loaded_city, running, temporary_home
from tests.chaos.intake import Intake

ROUNDS = int(os.environ.get("GONGBAN_CHAOS_ROUNDS", "3"))
Victim = Callable[[Instance], list[int]]


def _said(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def web_server(city: Instance) -> list[int]:
    """The web server with all its workers."""
    return [pid for pid in city.programs() if "granian" in _said(pid)]


def one_web_worker(city: Instance) -> list[int]:
    """The youngest process of the web server."""
    return web_server(city)[-1:]


def job_worker(city: Instance) -> list[int]:
    """The process that seals, listens and sends."""
    return [pid for pid in city.programs() if "gongban.cli.worker" in _said(pid)]


def database(city: Instance) -> list[int]:
    """PostgreSQL's first process; its others end by themselves."""
    return city.servers()[:1]


def one_connection(city: Instance) -> list[int]:
    """A process of PostgreSQL that serves somebody: the server then recovers as after a crash."""
    return [pid for pid in city.servers() if "127.0.0.1(" in _said(pid)][-1:]


VICTIMS: tuple[Victim, ...] = (database, web_server, job_worker, one_connection, one_web_worker)


def kill(city: Instance, victim: Victim) -> None:
    for pid in victim(city):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def settled(city: Instance, seconds: float = 120.0) -> None:
    """Until everything that follows from events is done: sealed, read by every listener, sent."""
    until = time.monotonic() + seconds
    waiting = (
        "SELECT (SELECT count(*) FROM journal_event e LEFT JOIN journal_place p ON p.event_id = e.id WHERE p.position IS NULL)"
        " + (SELECT coalesce(sum((SELECT max(position) FROM journal_place) - position), 0) FROM journal_reader)"
        " + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL)"
    )
    with psycopg.connect(city.database_url, autocommit=True) as connection:
        while (left := connection.execute(waiting).fetchone()[0]) > 0:  # type: ignore[index]
            assert time.monotonic() < until, f"{left} events, positions or jobs are left after {seconds:.0f} s"
            time.sleep(0.5)


def test_kills_lose_nothing_double_nothing_and_the_city_goes_on() -> None:
    chance = random.Random(os.environ.get("GONGBAN_CHAOS_SEED", "2026"))
    with temporary_home() as home:
        loaded_city(home)
        with running(home) as city:
            token = city.run("token", "create", "he.jiexian", "--name", "chaos", "--channel", "hotline").split()[-1]
            with Intake(city.address, token) as intake:
                intake.wait_for(5)
                for number in range(ROUNDS):
                    time.sleep(chance.uniform(0, 1.5))
                    kill(city, VICTIMS[number % len(VICTIMS)] if len(VICTIMS) >= ROUNDS else chance.choice(VICTIMS))
                    intake.wait_for(5)
            assert intake.faults == []
            settled(city)
            _nothing_is_lost_or_doubled(city, intake.acknowledged)
            _every_clock_runs_from_receipt(city)
            _nobody_is_told_twice(home)
            assert "完好" in city.run("verify-journal")


def _nothing_is_lost_or_doubled(city: Instance, acknowledged: dict[str, str]) -> None:
    with psycopg.connect(city.database_url) as connection:
        rows = connection.execute("SELECT right(c.text, 36), m.number FROM cases_case c JOIN matters_matter m ON m.id = c.matter_id").fetchall()
        opened = connection.execute("SELECT matter, count(*) FROM journal_event WHERE kind = 'case_opened' GROUP BY matter").fetchall()
    stored = Counter(key for key, _ in rows)
    numbers = {str(key): str(number) for key, number in rows}
    assert {key: numbers.get(key) for key in acknowledged} == acknowledged, "what was acknowledged is there, under the number that was told"
    assert [key for key, times in stored.items() if times > 1] == [], "a report sent again is the same case"
    assert len(opened) == len(rows) and {times for _, times in opened} == {1}, "each case was opened once in the journal"


def _every_clock_runs_from_receipt(city: Instance) -> None:
    with psycopg.connect(city.database_url) as connection:
        wrong = connection.execute(
            "SELECT m.number FROM matters_matter m LEFT JOIN matters_timer t ON t.matter_id = m.id AND t.name = 'resident'"
            " GROUP BY m.number, m.opened_at HAVING count(t.*) <> 1 OR min(t.started_at) <> m.opened_at OR min(t.due_at) <= m.opened_at"
        ).fetchall()
    assert wrong == []


def _nobody_is_told_twice(home: Path) -> None:
    outbox = home / "outbox" / "messages.jsonl"
    told = Counter(json.loads(line)["key"] for line in outbox.read_text(encoding="utf-8").splitlines()) if outbox.exists() else Counter()
    assert [key for key, times in told.items() if times > 1] == []


def test_there_is_somebody_to_kill() -> None:
    """The victims are found by their command lines: a renamed program must not make the chaos harmless."""
    with temporary_home() as home, running(home) as city:
        assert {victim.__name__: len(victim(city)) > 0 for victim in VICTIMS} == {victim.__name__: True for victim in VICTIMS}

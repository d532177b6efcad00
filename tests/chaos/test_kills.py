"""Server, worker and database are killed at random moments while people report: nothing acknowledged is lost, nothing doubled, told or counted twice.

Three rounds here; `make test-chaos` makes thirty.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gongban.cli.bench.instance import Instance, loaded_city, running, temporary_home
from tests.chaos.intake import Intake
from tests.chaos.outcomes import (
    every_clock_runs_from_receipt,
    nobody_is_told_twice,
    nothing_is_lost_or_doubled,
    settled,
)

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
            nothing_is_lost_or_doubled(city, intake.acknowledged)
            every_clock_runs_from_receipt(city)
            nobody_is_told_twice(home)
            assert "完好" in city.run("verify-journal")


def test_there_is_somebody_to_kill() -> None:
    """The victims are found by their command lines: a renamed program must not make the chaos harmless."""
    with temporary_home() as home, running(home) as city:
        assert {victim.__name__: len(victim(city)) > 0 for victim in VICTIMS} == {victim.__name__: True for victim in VICTIMS}

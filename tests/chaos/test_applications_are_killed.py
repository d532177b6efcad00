"""Applicants, offices and the database are killed at random moments: nothing acknowledged is lost, no licence, number or step comes twice.

Three rounds here; `make test-chaos` makes thirty.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from gongban.cli.bench.instance import Instance, loaded_city, running, temporary_home
from tests.chaos.applications import (
    Found,
    every_step_is_done_once,
    everything_told_is_there,
    fees_are_taken_once,
    no_licence_is_issued_twice,
    numbers_are_given_once,
)
from tests.chaos.outcomes import settled
from tests.chaos.test_kills import Victim, database, kill, one_connection

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("GONGBAN_CHAOS_ROUNDS", "3"))


class Program:
    """One of the two programs of `tests.chaos.applying`, begun again whenever it was killed; `told` is what it acknowledged."""

    def __init__(self, city: Instance, what: str) -> None:
        self.city, self.what, self.begun = city, what, 0
        self.address = city.database_url  # 库再起来还在同一个端口 · the database comes back on the same port
        self.told: list[dict[str, Any]] = []
        self.begin()

    def begin(self) -> None:
        self.begun += 1
        foreign = ("DJANGO_SETTINGS_MODULE", "GONGBAN_TEST_RUN", "GONGBAN_SECRET_KEY")
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        own = {"GONGBAN_HOME": str(self.city.home), "DATABASE_URL": self.address, "DJANGO_SETTINGS_MODULE": "gongban.web.site.settings"}
        command = [sys.executable, "-m", "tests.chaos.applying", self.what, f"{self.what}-{self.begun}"]
        self.said = (self.city.home / f"{self.what}.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(command, cwd=ROOT, env=kept | own, stdout=subprocess.PIPE, stderr=self.said, text=True)
        self.reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self.reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            if line.endswith("\n"):  # 半行不算说过 · half a line was not said
                self.told.append(json.loads(line))

    def kill(self) -> None:
        """With -9; what it said before is read to its end."""
        assert self.process.poll() is None, self.log()
        self.process.kill()
        self.process.wait()
        self.reader.join(10)

    def wait_for(self, more: int, seconds: float = 120.0) -> None:
        wanted, until = len(self.told) + more, time.monotonic() + seconds
        while len(self.told) < wanted:
            assert self.process.poll() is None and time.monotonic() < until, f"{self.what} does not go on: {self.log()}"
            time.sleep(0.05)

    def end(self, seconds: float) -> None:
        """Until it has nothing left to do."""
        assert self.process.wait(seconds) == 0, self.log()
        self.reader.join(10)

    def log(self) -> str:
        return (self.city.home / f"{self.what}.log").read_text(encoding="utf-8")[-3000:]


def strike(round_: int, city: Instance, applicants: Program, offices: Program, chance: random.Random) -> None:
    """In turn: whoever decides with whoever applies, the database under both, the database and whoever decides at once."""
    victims: tuple[tuple[Victim | None, tuple[Program, ...]], ...] = (
        (None, (offices, applicants)), (database, ()), (one_connection, (offices,)), (None, (offices,)), (database, (applicants, offices)),
    )  # fmt: skip
    victim, programs = victims[round_] if round_ < len(victims) else chance.choice(victims)
    for program in programs:
        program.kill()
    if victim:
        kill(city, victim)
    for program in programs:
        program.begin()


def test_kills_lose_no_decision_and_issue_no_licence_twice() -> None:
    chance = random.Random(os.environ.get("GONGBAN_CHAOS_SEED", "2026"))
    with temporary_home() as home:
        loaded_city(home)
        with running(home) as city:
            applicants, offices = Program(city, "apply"), Program(city, "handle")
            applicants.wait_for(1)
            for round_ in range(ROUNDS):
                offices.wait_for(4)
                time.sleep(chance.uniform(0, 1.0))
                strike(round_, city, applicants, offices, chance)
            applicants.wait_for(1)
            offices.wait_for(4)
            applicants.kill(), offices.kill()
            finish = Program(city, "finish")
            finish.end(240)
            settled(city)
            check(city, [*applicants.told, *offices.told, *finish.told])
            assert "完好" in city.run("verify-journal")


def check(city: Instance, told: list[dict[str, Any]]) -> None:
    """Everything that was told, and everything that is there."""
    assert {"submitted", "accepted", "opinion", "decided"} <= {each["did"] for each in told}
    with Found(city) as found:
        everything_told_is_there(found, told)
        numbers_are_given_once(found)
        no_licence_is_issued_twice(found)
        every_step_is_done_once(found)
        fees_are_taken_once(found, city.home)

"""The disk of the database fills up while people report: nobody gets a number that is not kept, and it goes on once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gongban.cli.bench.instance import loaded_city, running, temporary_home
from gongban.cli.database.place import place_of
from tests.chaos.intake import Intake
from tests.chaos.outcomes import every_clock_runs_from_receipt, nothing_is_lost_or_doubled, settled

SIZE = "600m"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """The folder on a disk of its own in memory, with what it held; skips where this user may not mount one."""
    aside = folder.with_name(f"{folder.name}-aside")
    folder.rename(aside)
    folder.mkdir()
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a small disk needs the right to mount one: {done.stderr.strip()}")
        subprocess.run(["cp", "-a", f"{aside}/.", str(folder)], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
        folder.rmdir()
        aside.rename(folder)


def fill(folder: Path) -> None:
    """Take all the room that is left."""
    with suppress(OSError), (folder / "ballast").open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 65_536)


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="a small disk is mounted by root only")
def test_a_full_disk_costs_nothing_that_was_acknowledged() -> None:
    with temporary_home() as home:
        loaded_city(home)
        with small_disk(place_of(home).base) as disk, running(home) as city:
            token = city.run("token", "create", "he.jiexian", "--name", "chaos", "--channel", "hotline").split()[-1]
            with Intake(city.address, token, said="又响又晃，" * 700) as intake:
                intake.wait_for(5)
                before, until = intake.refused, time.monotonic() + 120
                while intake.refused == before:  # until what was reserved is used up, and what a recovery freed is taken too
                    assert time.monotonic() < until, "the disk never got full"
                    fill(disk)
                    time.sleep(2)
                (disk / "ballast").unlink()
                intake.wait_for(10, seconds=180)
            assert intake.faults == []
            settled(city)
            nothing_is_lost_or_doubled(city, intake.acknowledged)
            every_clock_runs_from_receipt(city)
            assert "完好" in city.run("verify-journal")

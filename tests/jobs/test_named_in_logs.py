"""What a job writes into the log carries the job's number, so that lines of one job can be found together."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest

from gongban.cli.worker import under_its_number
from gongban.kernel.trail import current


def test_every_line_of_a_job_carries_its_number_and_the_last_says_how_long_it_took(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[dict[str, Any]] = []

    async def run() -> str:
        seen.append(dict(current()))
        return "made"

    caplog.set_level(logging.INFO, "gongban.worker")
    job = SimpleNamespace(job=SimpleNamespace(id=4711, task_name="exports.make"))
    assert asyncio.run(under_its_number(run, job, None)) == "made"
    assert seen == [{"job": "job-00004711"}] and current() == {}
    assert caplog.messages == ["exports.make done"] and caplog.records[0].facts["ms"] >= 0  # type: ignore[attr-defined]

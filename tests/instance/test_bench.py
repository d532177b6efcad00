"""`gongban bench`: figures come as one JSON object, and are kept in their own place of the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongban.cli.bench import machine, report
from gongban.cli.main import app

KEYS = {"p50_ms": "中位数 · median"}


def test_a_benchmark_prints_one_json_object_with_its_keys() -> None:
    said = CliRunner().invoke(app, ["bench", "floor", "--json"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    assert set(figures) == {"python_loops_per_s", "bare_commits_per_s"}
    assert min(figures.values()) > 0


def test_the_second_run_takes_the_place_of_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Measured\n\n## Words\n", encoding="utf-8")
    for figure in (7.5, 12.25):
        report.tell("lists", KEYS, {"p50_ms": figure}, json=True, write=page)
    text = page.read_text(encoding="utf-8")
    assert "12.25" in text and "7.5" not in text
    assert text.count("### lists") == 1 and text.startswith("# Measured\n\n## Words\n")
    assert capsys.readouterr().out == '{"p50_ms": 7.5}\n{"p50_ms": 12.25}\n'


def test_parts_of_a_benchmark_become_rows(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("<!-- bench lists -->\nold\n<!-- /bench lists -->\nafter\n", encoding="utf-8")
    report.tell("lists", KEYS, {"queue": {"p50_ms": 3}, "map": {"p50_ms": 4}}, json=True, write=page)
    text = page.read_text(encoding="utf-8")
    assert "| queue | 3 |" in text and "| map | 4 |" in text
    assert "old" not in text and text.endswith("after\n")


def test_processor_time_is_that_of_the_process_and_its_children() -> None:
    import os

    before = machine.cpu_seconds([os.getpid()])
    sum(range(3_000_000))
    assert os.getpid() in machine.family(os.getppid())
    assert machine.cpu_seconds(machine.family(os.getpid())) >= before > 0
    assert machine.memory_mb([os.getpid()]) > 1


@pytest.mark.long
def test_under_load_nothing_is_lost_doubled_or_refused() -> None:
    """A real city with two workers, 32 connections, for some seconds."""
    said = CliRunner().invoke(app, ["bench", "intake", "--json", "--seconds", "3"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    assert (figures["lost"], figures["doubled"], figures["errors"]) == (0, 0, 0)
    assert figures["requests_per_s"] > 0 and figures["bare_sql_per_s"] > 0

"""`gongban bench conditions`: the language in bulk and for one person, beside the same written by hand."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from gongban.cli.main import app


def test_conditions_are_measured_beside_code_written_by_hand() -> None:
    said = CliRunner().invoke(app, ["bench", "conditions", "--json"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    assert {"rows_per_s", "one_us", "hand_written_rows_per_s", "hand_written_one_us"} <= set(figures)
    assert 0 < figures["met"] < 1_000_000
    assert min(figures.values()) > 0

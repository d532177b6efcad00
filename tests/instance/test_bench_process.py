"""`gongban bench process`: a thousand running diagrams, each advanced one step, the slowest part named."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from gongban.cli.main import app


def test_a_thousand_running_diagrams_are_advanced_and_the_slowest_part_is_named() -> None:
    said = CliRunner().invoke(app, ["bench", "process", "--json"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    parts = {name: figures[f"{name}_ms"] for name in ("load", "step", "save")}
    assert figures["running"] == 1000 and figures["per_s"] > 0 and min(parts.values()) > 0
    assert figures["slowest_part"] == max(parts, key=lambda name: parts[name])

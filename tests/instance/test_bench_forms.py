"""`gongban bench forms`: a bundle of 12 items is generated, loaded and filled in; one answer costs a fraction of all."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from gongban.cli.main import app


@pytest.mark.long
def test_one_answer_is_measured_beside_everything() -> None:
    said = CliRunner().invoke(app, ["bench", "forms", "--json"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    assert (figures["items"], figures["fields"]) == (12, 300) and figures["conditions"] >= 500
    assert figures["touched"] < figures["total"] / 10 and figures["answer_ms"] < figures["full_ms"]
    assert figures["reevaluate_ms"] > 0 and figures["save_ms"] > 0

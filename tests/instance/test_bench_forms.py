"""`gongban bench forms`: a bundle of 12 items is generated, loaded and filled in; one answer costs a fraction of all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GONGBAN = Path(sys.executable).with_name("gongban")


@pytest.mark.long
def test_one_answer_is_measured_beside_everything() -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAN_", "DATABASE_", "DJANGO_"))}  # not the tests' database
    said = subprocess.run([GONGBAN, "bench", "forms", "--json"], env=own, capture_output=True, text=True, check=True)
    figures = json.loads(said.stdout)
    assert (figures["items"], figures["fields"]) == (12, 300) and figures["conditions"] >= 500
    assert figures["touched"] < figures["total"] / 10 and figures["answer_ms"] < figures["full_ms"]
    assert figures["reevaluate_ms"] > 0 and figures["save_ms"] > 0

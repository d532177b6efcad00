"""`deploy/new-city.sh`: the copy of the sample city holds none of its invented people and loads as it stands."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from gongban.cli.city import load
from tests.house.source import ROOT
from tests.standing import CITY, forget_all


def copy(to: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", ROOT / "deploy" / "new-city.sh", CITY, to], capture_output=True, text=True, check=False)


def people(folder: Path) -> list[str]:
    """User names and credit codes that a folder brings."""
    held = yaml.safe_load((folder / "people.yaml").read_text(encoding="utf-8"))
    return [str(one.get("username") or one["credit_code"]) for kind in held.values() for one in kind]


def test_no_file_of_the_copy_names_somebody_invented(tmp_path: Path) -> None:
    assert copy(tmp_path / "city").returncode == 0
    assert people(tmp_path / "city") == ["admin"]
    invented = set(people(CITY)) - {"admin"}
    read = {path.name: yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in (tmp_path / "city").glob("*.yaml")}
    assert len(invented) > 100
    assert {name: found for name, text in read.items() if (found := [one for one in invented if one in text])} == {}


@pytest.mark.django_db
def test_the_copy_loads(tmp_path: Path) -> None:
    copy(tmp_path / "city")
    try:
        report = load(tmp_path / "city")
    finally:
        forget_all()
    staff = next(tally for tally in report.tallies.values() if tally.words.en == "members of staff")
    assert staff.added + staff.changed + staff.unchanged == 1


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    refused = copy(tmp_path)
    assert refused.returncode == 1 and "not overwritten" in refused.stderr

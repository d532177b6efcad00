"""What the pages tell an administrator to type exists: commands, options, files, settings; the table of 等保 is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from gongban.cli.main import app
from gongban.kernel import environment
from tests.house.source import ROOT

BLOCK = re.compile(r"```(?:sh|bash)?\n(.*?)```", re.S)
PAGES = [ROOT / "docs" / "how-to" / name for name in ("deploy.md", "back-up.md", "keep-and-erase.md")]
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def lines(page: Path) -> list[str]:
    """What is to be typed."""
    return [line for block in BLOCK.findall(page.read_text(encoding="utf-8")) for line in block.splitlines() if line.strip()]


def asked_of_gongban(line: str) -> list[list[str]]:
    """The words after the command, for each time that it is called in a line."""
    words = line.replace("'", " ").replace(";", " ; ").split()
    starts = [place for place, word in enumerate(words) if word.rpartition("/")[2] == "gongban" and _is_call(words, place)]
    return [words[place + 1 :] for place in starts]


def _is_call(words: list[str], place: int) -> bool:
    """Whether the word is the command and not a user, a package, a container or an image of this name."""
    return "venv/bin" in words[place] or ("exec" in words[:place] and words[place - 1] == "gongban") or place == 0 or "=" in words[place - 1] or words[place - 1] == "sudo"


def unknown(words: list[str]) -> list[str]:
    """The command or options that do not exist."""
    known = get_command(app).commands.get(words[0])  # type: ignore[attr-defined]
    if known is None:
        return [words[0]]
    options = {option for parameter in known.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return [word for word in words[1:] if word.startswith("--") and word.partition("=")[0] not in options]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_exists(page: Path) -> None:
    calls = [call for line in lines(page) for call in asked_of_gongban(line)]
    assert calls
    assert {" ".join(call): found for call in calls if (found := unknown(call))} == {}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_unit_starts_a_command_that_exists(unit: Path) -> None:
    started = re.findall(r"^ExecStart=\S*/gongban (.*)$", unit.read_text(encoding="utf-8"), re.M)
    assert started
    assert [unknown(call.split()) for call in started] == [[]] * len(started)


def test_the_container_starts_a_command_that_exists() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    started = yaml.safe_load(re.findall(r"^CMD (\[.*\])$", text, re.M)[0])
    assert started[0] == "gongban"
    assert unknown(started[1:]) == []
    assert "/health/ready" in text


def test_every_setting_of_the_example_is_one() -> None:
    given = re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / "deploy" / "settings.example").read_text(encoding="utf-8"), re.M)
    assert {name for name, _ in given} <= {setting.name for setting in environment.TABLE}
    for name, value in given:
        environment.text(name, {name: value})


def test_every_file_that_is_copied_exists() -> None:
    named = re.findall(r"\bdeploy/[\w.-]+", "\n".join(lines(PAGES[0])))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_what_deploy_holds_is_told_in_the_page() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "deploy").iterdir() if path.name not in page] == []


STATES = ("满足 · met", "部署者 · deployer", "未做 · open")


def rows() -> list[list[str]]:
    text = (ROOT / "docs" / "reference" / "djcp-level-3.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| 8.1.")]


def test_every_point_of_level_3_has_a_state_and_what_is_met_has_its_proof() -> None:
    assert len(rows()) > 30
    assert [row for row in rows() if row[1] not in STATES] == []
    assert [row[0] for row in rows() if row[1] == STATES[0] and "](" not in row[2]] == []


def test_every_chapter_of_level_3_is_there() -> None:
    text = (ROOT / "docs" / "reference" / "djcp-level-3.md").read_text(encoding="utf-8")
    assert [f"8.1.{number}" for number in range(1, 11) if f"8.1.{number}" not in text and number not in (8, 9)] == []

"""What a city decides in open311.yaml, and what a client learns of a change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongban.cli.city import load
from gongban.exchange.open311.offer import changed_at
from tests.exchange.open311.asking import ask
from tests.standing import CITY, forget_all

pytestmark = pytest.mark.django_db


def changed(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    load(folder)
    forget_all()


def test_the_changeset_moves_when_the_services_change_and_only_then(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CITY, tmp_path / "city"))
    before = changed_at()
    assert before
    changed(folder, "city.yaml", "en: Jiangcheng}", "en: The City}")
    assert changed_at() == before
    for file, old, new in (("open311.yaml", "kind: help", "kind: inquiry"), ("categories.yaml", "en: Greening", "en: Trees"), ("categories.yaml", "en: Bus line", "en: Which bus")):
        changed(folder, file, old, new)
        after = changed_at()
        assert after and after > before, file
        before = after
    assert ask("services/01.01.11")["attributes"][0]["description"] == "几路车"


def test_what_is_not_offered_any_more_is_gone_at_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CITY, tmp_path / "city"))
    assert "01.01.09" in {row["service_code"] for row in ask("services")}
    changed(folder, "open311.yaml", 'not_offered: ["02",', 'not_offered: ["01.01", "02",')
    assert "01.01.09" not in {row["service_code"] for row in ask("services")} and ask("services/01.01.09", expect=404)

"""`gongban bench dispatch`: what a city would learn, tried on letters that it has not seen."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongban.cli.bench.dispatch import KEYS, copies, letters
from gongban.cli.main import app
from gongban.kernel.errors import Refusal

LIGHTS = ["路灯不亮晚上很黑", "巷子里路灯坏了", "路灯忽明忽暗", "灯杆歪了路灯不亮", "江边路灯白天亮着", "桥上的路灯不亮"]
WASTE = ["垃圾没人收很臭", "垃圾桶满了没人清运", "垃圾堆在路口", "建筑垃圾没人拉走", "垃圾车太吵", "河边有垃圾没人清"]


def written(file: Path, columns: list[str], rows: list[list[str]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([columns, *rows])
    return file


@pytest.fixture
def known(tmp_path: Path) -> Path:
    rows = [[" ".join(text), label] for texts, label in ((LIGHTS, "路灯"), (WASTE, "环卫")) for text in texts]
    return written(tmp_path / "train.csv", ["tokens", "label"], rows)


def test_it_learns_from_one_file_and_tells_how_often_it_is_right_on_the_other(known: Path, tmp_path: Path) -> None:
    rows = [["1", "路灯不亮", "江边的路灯一个月没亮", "路灯"], ["2", "垃圾", "门口垃圾没人收", "环卫"]]
    asked = written(tmp_path / "test.csv", ["id", "title", "detail", "label"], rows)
    said = CliRunner().invoke(app, ["bench", "dispatch", "--train", str(known), "--test", str(asked), "--json"], catch_exceptions=False)
    figures = json.loads(said.stdout)
    assert list(figures) == list(KEYS)
    assert (figures["macro_f1"], figures["accuracy"], figures["texts"], figures["learned_from"]) == (1.0, 1.0, 2, 12)
    assert figures["texts_per_s"] > 0


def test_a_letter_that_was_learned_from_is_counted_as_a_copy(tmp_path: Path) -> None:
    text = "西门桥头的路灯从上月起一直不亮，晚上学生放学看不清路"
    train = written(tmp_path / "train.csv", ["text", "label"], [[text, "路灯"], ["南门菜场垃圾堆成山，夏天臭味很大", "环卫"]])
    test = written(tmp_path / "test.csv", ["text", "label"], [[f"请问：{text}！", "路灯"], ["北门的树枝断了", "园林"]])
    assert copies(letters(train), letters(test)) == [True, False]


def test_a_file_without_labels_or_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="label"):
        letters(written(tmp_path / "none.csv", ["id", "user"], [["1", "2"]]))

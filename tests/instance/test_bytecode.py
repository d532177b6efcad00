"""An environment that keeps no bytecode would compile the whole program in every process of every start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gongban.cli.bytecode import compile_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "one.py").write_text("ONE = 1\n", encoding="utf-8")
    return tmp_path


def test_where_python_keeps_no_bytecode_the_start_does(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_package(package)
    assert list(package.glob("__pycache__/one.*.pyc"))


def test_elsewhere_python_does_it_itself(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compile_package(package)
    assert not list(package.glob("__pycache__/*"))


def test_a_folder_that_cannot_be_written_is_left_as_it_is(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (package / "__pycache__").write_text("a file where the folder would be", encoding="utf-8")
    compile_package(package)
    assert (package / "__pycache__").is_file()

"""What is published keeps its meaning: the formula of a derived fact changes only while no published condition hangs on it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongban.cli.city import load
from gongban.design.catalogue.public import Guide
from gongban.foundation.facts.public import declared
from gongban.foundation.facts.using import hanging_on
from gongban.kernel.city import BrokenCity
from tests.standing import CITY, forget_all


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "city"
    shutil.copytree(CITY, copy, ignore=shutil.ignore_patterns("demo", "presets"))
    yield copy
    forget_all()


def rewritten(folder: Path, before: str, after: str) -> None:
    file = folder / "facts.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(BrokenCity) as told:
        load(folder)
    return told.value.problems[0].words.zh


def test_a_formula_on_which_a_published_item_hangs_is_refused_with_file_line_and_item(folder: Path) -> None:
    rewritten(folder, '"years_between(born, today)"', '"years_between(born, today) - 1"')
    assert re.match(r"facts\.yaml:\d+ .*“age”的算式不能改：已发布的事项“.+”用着它。请另起名字", refused(folder))


def test_it_is_refused_for_a_former_version_too_for_matters_keep_theirs(folder: Path, published: Callable[..., Guide]) -> None:
    published(materials=[{"code": "lease", "name": "租赁合同", "condition": "micro"}])
    published(materials=[])
    rewritten(folder, "employees < 10 OR", "employees < 20 OR")
    assert "“micro”的算式不能改：已发布的事项“小店开业登记”用着它" in refused(folder)


def test_a_fact_that_hangs_on_another_is_found_through_it() -> None:
    formulas = {"age": "years_between(born, today)", "senior": "age >= 60", "adult": "AGE >= 18", "micro": "employees < 10", "said": "premises = 'age'"}
    assert hanging_on("age", formulas) == {"age", "senior", "adult"}


def test_a_formula_that_nothing_published_uses_may_change_and_so_may_blanks(folder: Path) -> None:
    rewritten(folder, "years_between(graduated, today) < 5", "years_between(graduated, today) < 6")
    rewritten(folder, "shop_area >= 300 OR seats >= 100", "shop_area >= 300  OR  seats >= 100")
    load(folder)
    forget_all()
    assert declared()["recent_graduate"].formula.endswith("< 6")

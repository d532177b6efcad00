"""one-thing/ and trades/ of a city: faults are told with file and line, what is gone ends; each of Jiangcheng's can be asked to its end."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongban.cli.city import load
from gongban.design.bundles.public import Joined, ask_bundle, bundle, list_bundles, plan_of, question_of
from gongban.kernel.city import BrokenCity
from gongban.kernel.conditions import Fact, Kind
from gongban.kernel.errors import NotFound
from tests.bundles.conftest import NOW
from tests.cast import Cast
from tests.standing import CITY


@pytest.fixture
def folder(tmp_path: Path, cast: Cast) -> Path:
    shutil.copytree(CITY, tmp_path / "city")
    return tmp_path / "city"


def change(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_loaded_again_nothing_changes(folder: Path) -> None:
    tally = load(folder).tallies["bundles"]
    assert (tally.added, tally.changed, tally.ended) == (0, 0, 0) and tally.unchanged == 24


def test_a_changed_file_is_a_new_version_and_a_file_that_is_gone_ends_its_bundle(folder: Path) -> None:
    change(folder, "one-thing/marriage.yaml", "days: 10", "days: 9")
    (folder / "trades" / "freight.yaml").unlink()
    tally = load(folder).tallies["bundles"]
    assert (tally.changed, tally.ended) == (1, 1) and bundle("marriage", at=NOW).number == 2
    with pytest.raises(NotFound):
        bundle("freight", at=NOW)


FAULTS = {  # what is written: what stands there instead, the line of the file that is named, a word of the sentence
    "an item that there is not": ("item: signboard", "item: signbord", "signbord"),
    "a part that nobody knows": ("waits_for: [food]", "waits_for: [fud]", "fud"),
    "a circle": ("item: business-licence-check", "item: business-licence-check\n    waits_for: [food]", "互相等待"),
    "a fact that nobody declared": ("condition: outdoor_sign", "condition: outdor_sign", "outdor_sign"),
    "a department that there is not": ("department: shichang", "department: nobody", "nobody"),
    "a name that nobody reads": ("phase: start", "phase: start\ncolour: red", "colour"),
    "a stage that there is not": ("phase: start", "phase: sunset", "phase"),
}


@pytest.mark.parametrize("wrong", FAULTS)
def test_what_is_wrong_is_told_with_the_file_and_the_line(folder: Path, wrong: str) -> None:
    before, after, word = FAULTS[wrong]
    change(folder, "one-thing/restaurant.yaml", before, after)
    with pytest.raises(BrokenCity) as told:
        load(folder)
    said = str(told.value.words.zh)
    assert "one-thing/restaurant.yaml" in said and word in said


def answer(fact: Fact, chance: random.Random) -> Any:
    match fact.kind:
        case Kind.BOOLEAN:
            return chance.random() < 0.5
        case Kind.CHOICE:
            return chance.choice(fact.options).code
        case Kind.DATE:
            return date(chance.randint(1950, 2026), 1, 1)
        case Kind.TEXT:
            return "江边"
    return chance.randint(max(fact.least, 0), min(fact.most, 2_000))


def asked_to_the_end(slug: str, chance: random.Random) -> tuple[list[str], Joined]:
    found, known, asked = bundle(slug, at=NOW), {"today": NOW.date()}, list[str]()
    for _ in range(60):
        joined = ask_bundle(found, known, at=NOW)
        if joined.wishes:
            known |= {name: chance.random() < 0.5 for name in joined.wishes}
        elif joined.question:
            asked.append(joined.question)
            known[joined.question] = answer(question_of(found, joined.question).fact, chance)
        else:
            return asked, joined
    raise AssertionError(f"no end of questions in {slug}")


@pytest.mark.parametrize("slug", sorted(path.stem for folder in ("one-thing", "trades") for path in (CITY / folder).glob("*.yaml")))
def test_each_can_be_asked_to_its_end_with_an_exact_list(cast: Cast, slug: str) -> None:
    chance = random.Random(slug)
    for _ in range(3):
        asked, joined = asked_to_the_end(slug, chance)
        assert len(asked) == len(set(asked)) <= 25 and joined.is_exact
        plan = plan_of(joined)
        assert plan and not plan.missing and all(each.department for each in plan.parts)
        assert all(joined.schedule.ends[code] <= joined.schedule.begins[each.code] for each in plan.parts for code in each.waits_for)
        assert all(set(each.parts) <= {part.code for part in joined.applying} for each in joined.materials)


def test_everything_is_said_in_both_languages(cast: Cast) -> None:
    for line in list_bundles(at=NOW):
        said = bundle(line.slug, at=NOW).contents
        texts = [said.name, said.summary, *(each.text for each in said.needs), *(each.name for each in said.materials), *(each.question for each in said.choices)]
        assert all(each.en and not any("\u4e00" <= sign <= "\u9fff" for sign in each.en) for each in texts), line.slug


def test_thirteen_trades_each_with_a_licence_and_conditions_on_every_aspect_that_somebody_asks_for(cast: Cast) -> None:
    lines = list_bundles(at=NOW, kind="trade")
    assert len(lines) == 13
    for line in lines:
        joined = ask_bundle(bundle(line.slug, at=NOW), {}, at=NOW)
        assert joined.contents.licence.zh and {"premises", "equipment", "people", "rules"} <= {each.aspect.value for each in joined.needs}, line.slug
        assert all(each.truth is not None and each.asked_by for each in joined.needs), line.slug

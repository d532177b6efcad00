"""Life events from files of others: good files are kept, bad ones named; the twenty real ones come in whole and read as guides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongban.cli.importing.bundles import Outcome, import_bundles
from gongban.design.bundles.public import Bundled, ask_bundle, bundle, list_bundles
from gongban.design.catalogue.public import guide
from gongban.kernel.conditions import Truth
from tests.cast import Cast, at

REAL = Path(__file__).parents[3] / "shared" / "data" / "one-thing"
real = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real life events are not here: {REAL}")
NOW = at("2027-01-04 10:00")
FILE: dict[str, Any] = {
    "theme_code": "99TCN0001", "title": "开办茶馆一件事", "conditions": ["有营业执照"], "promise_days_total": 4, "steps_now": 1, "charge": False,
    "linked_items": [
        {"name": "营业执照信息核验", "promise_days": 1, "result": None}, {"name": "《食品经营许可证》新办", "promise_days": 10, "result": "食品经营许可证"},
        {"name": "开业消防检查（告知承诺制流程）", "promise_days": 1}, {"name": "开业消防检查（一般流程）", "promise_days": 10}, {"name": "茶叶抽检", "promise_days": 5},
    ],
    "materials": [
        {"name": "开办茶馆“一件事”申请表", "required": True, "source": "申请人自备"}, {"name": "平面图（一般流程）", "required": True, "source": "申请人自备"},
        {"name": "营业执照", "required": True, "source": "政府部门核发(证照核验免提交)"}, {"name": "茶样", "required": False, "source": "申请人自备"},
    ],
    "reform_before_after": {"area": "某市", "days": [30, 4], "visits": [5, 1], "materials": [20, 4], "steps": [4, 1]}, "lead_dept": "市场监管局", "coop_depts": ["消防部门"],
}  # fmt: skip


@pytest.fixture
def bring(tmp_path: Path, cast: Cast) -> Any:
    """Import files with these contents; what came of it."""

    def run(*contents: Any) -> Outcome:
        files = []
        for place, each in enumerate(contents):
            files.append(tmp_path / f"{place}.json")
            files[-1].write_text(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False), encoding="utf-8")
        return import_bundles(files)

    return run


def found(slug: str = "theme-99tcn0001") -> Bundled:
    return bundle(slug, at=NOW)


def test_a_life_event_comes_in_with_its_items_papers_and_figures(bring: Any) -> None:
    outcome = bring(FILE)
    assert (outcome.new, outcome.bad, outcome.fitted, outcome.made) == (1, {}, 2, 3)
    said = found().contents
    assert (said.audience, said.phase, said.before.days, said.after.days, said.promised_limit.amount) == ("company", "start", 30, 4, 4)  # type: ignore[union-attr]
    assert [each.item for each in said.parts][:2] == ["business-licence-check", "food-permit"]
    assert guide(said.parts[4].item, at=NOW).name.zh == "茶叶抽检"


def test_what_is_checked_inside_is_not_chosen_and_two_ways_are_alternatives(bring: Any) -> None:
    bring(FILE)
    known: dict[str, Any] = {}
    joined = ask_bundle(found(), known, at=NOW)
    assert joined.wishes == ("wants_p02", "wants_p05")
    joined = ask_bundle(found(), {"wants_p02": True, "wants_p05": False}, at=NOW)
    assert joined.question == "way_way1"
    joined = ask_bundle(found(), {"wants_p02": True, "wants_p05": False, "way_way1": "p04"}, at=NOW)
    assert ([each.code for each in joined.applying] == ["p01", "p02", "p04"] and joined.question is None) or joined.question not in ("way_way1", "wants_p02")
    plan = next(each for each in joined.materials if each.merged.shown.name.zh == "平面图（一般流程）")
    assert (plan.truth, plan.parts) == (Truth.YES, ("p04",))


def test_brought_in_again_nothing_is_added(bring: Any) -> None:
    bring(FILE)
    outcome = bring(FILE)
    assert (outcome.new, outcome.changed, outcome.same, outcome.made) == (0, 0, 1, 0)
    outcome = bring({**FILE, "promise_days_total": 3})
    assert (outcome.changed, found().number) == (1, 2)


BAD: dict[str, Any] = {
    "no JSON": "{",
    "a list": [],
    "no title": {name: value for name, value in FILE.items() if name != "title"},
    "no items": {**FILE, "linked_items": []},
    "an item without a name": {**FILE, "linked_items": [{"promise_days": 1}]},
    "days that are none": {**FILE, "linked_items": [{"name": "茶叶抽检", "promise_days": "很快"}]},
    "a code that could be a path": {**FILE, "theme_code": "../x"},
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_file_is_named_with_the_reason_and_the_others_are_kept(bring: Any, wrong: str) -> None:
    outcome = bring(BAD[wrong], {**FILE, "theme_code": "99TCN0002"})
    assert list(outcome.bad) == ["0.json"] and outcome.bad["0.json"].zh and outcome.new == 1


@real
def test_the_twenty_real_life_events_come_in_whole_and_each_reads_as_a_guide(cast: Cast) -> None:
    files = sorted(REAL.glob("*_onething.json"))
    outcome = import_bundles(files)
    assert (len(files), outcome.new, outcome.bad) == (20, 20, {})
    assert outcome.fitted >= 3 and outcome.made >= 100
    client = Client()
    for file in files:
        plain = json.loads(file.read_text(encoding="utf-8"))
        slug = f"theme-{plain['theme_code'].lower()}"
        here = found(slug)
        assert len(here.items) == len(plain["linked_items"])
        for path in (f"/bundles/{slug}/", f"/bundles/{slug}/questions/"):
            answer = client.get(path)
            page = answer.content.decode()
            assert answer.status_code == 200 and plain["title"].replace('"', "&quot;") in page
        assert all(each["name"].split("（")[0] in client.get(f"/bundles/{slug}/").content.decode() for each in plain["linked_items"])
    again = import_bundles(files)
    assert (again.new, again.changed, again.same, again.made) == (0, 0, 20, 0)
    assert len([line for line in list_bundles(at=NOW) if line.slug.startswith("theme-")]) == 20

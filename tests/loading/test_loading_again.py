"""Loading a city again changes what the folder changed, ends what it no longer names, and moves provisional ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gongban.cli.city import load
from gongban.delivery.cases.public import Category, rulebook
from gongban.foundation.journal.public import read_events
from gongban.foundation.people.public import Account, Department, Membership, Resident
from gongban.foundation.territory.public import Area, NamedPlace, calendar, city, locate
from gongban.kernel.city import Report
from tests.cast import Cast, at
from tests.standing import CITY, forget_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "city"
    shutil.copytree(CITY, copy, ignore=shutil.ignore_patterns("demo", "presets"))
    yield copy
    forget_all()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changes(report: Report) -> dict[str, tuple[int, int, int]]:
    """What a report tells: (added, changed, ended) of every kind with a change."""
    numbers = {kind: (tally.added, tally.changed, tally.ended) for kind, tally in report.tallies.items()}
    return {kind: counted for kind, counted in numbers.items() if any(counted)}


def test_the_same_folder_again_changes_nothing(folder: Path) -> None:
    assert changes(load(folder)) == {}


def test_what_was_changed_is_said_and_at_once_in_force(folder: Path) -> None:
    replace(folder / "departments.yaml", "en: City Management Bureau", "en: Bureau of City Management")
    replace(folder / "limits.yaml", "reinspection_days: 7", "reinspection_days: 9")
    found = changes(load(folder))  # 两个事项的实施主体改了名，就是新版本 · a body's new name is a new version of its two items
    assert found == {"people_department": (0, 1, 0), "catalogue": (0, 2, 0), "cases_rulebook": (0, 1, 0), "open311_offer": (0, 1, 0)}
    assert rulebook("limits")["general"]["reinspection_days"] == 9


def test_what_the_folder_no_longer_names_ends_and_is_not_deleted(folder: Path) -> None:
    text = (folder / "people.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "username: qiu.shishi" not in line]
    (folder / "people.yaml").write_text("\n".join(kept).replace(", deputy: qiu.shishi", ""), encoding="utf-8")
    replace(folder / "territory.yaml", '  - {code: "990171002004"', '  # - {code: "990171002004"')
    boundaries = json.loads((folder / "boundaries.geojson").read_text(encoding="utf-8"))
    boundaries["features"] = [each for each in boundaries["features"] if each["properties"]["code"] != "990171002004"]
    (folder / "boundaries.geojson").write_text(json.dumps(boundaries), encoding="utf-8")
    report = load(folder)
    assert report.tallies["territory_area"].ended == 1
    assert Area.objects.get(pk="990171002004").valid_until is not None
    assert Account.objects.filter(login="qiu.shishi").exists()


def test_roles_of_somebody_who_left_end(folder: Path) -> None:
    replace(folder / "people.yaml", "department: chengguan, roles: [handler], phone: \"13000000144\"", "department: chengguan, roles: [reviewer], phone: \"13000000144\"")
    assert changes(load(folder)) == {"people_membership": (1, 0, 1)}
    held = Membership.objects.filter(account__login="qiu.shishi").at(timezone.now() + timedelta(seconds=1))
    assert list(held.values_list("role", flat=True)) == ["reviewer"]


def test_residents_are_stored_encrypted_and_found_by_their_phone(folder: Path) -> None:
    resident = Resident.objects.get(account__login="chenxiaoyu")
    assert "13000000001" not in resident.phone and "陈" not in resident.full_name
    assert resident.account.name_zh == ""


def test_every_point_of_a_district_is_found_in_its_community(folder: Path) -> None:
    place = NamedPlace.objects.get(name_zh="梅园小学")
    found = locate(place.lon, place.lat)
    assert found and found.smallest.startswith("990103002") and found.district == "990103000000"
    assert {area.level for area in Area.objects.all()} == {"district", "street", "community"}


def test_categories_take_the_department_above_unless_they_name_their_own() -> None:
    departments = dict(Category.objects.values_list("code", "department_id"))
    assert (departments["01.01.02"], departments["01.01.99"], departments["01.02.03"]) == ("yuanlin", "chengguan", "zhujian")
    assert departments["01.01.13"] is None and "01.01.13" in rulebook("categories")["by_street"]
    assert len(rulebook("categories")["first_ten"]) >= 5


def test_the_city_knows_its_texts_and_numbers() -> None:
    settings = city().settings
    assert settings["hours"] == [["09:00", "12:00"], ["13:30", "17:30"]] and settings["weekend"] == [6, 7]
    assert settings["centre"] == [112.8, 30.351] and settings["automatic_dispatch_confidence"] is None
    assert "隐私" in settings["privacy_notice"]["zh"] and Department.objects.filter(ended_at__isnull=True).count() == 70


def test_ends_that_were_provisional_are_counted_again_when_the_holidays_become_known(folder: Path, cast: Cast) -> None:
    case = cast.report("年底的建议：公园加几张长椅。", kind="suggestion", category="01.01.04", when=at("2026-12-28 10:00"))
    before = case.matter.timers.get(name="resident")
    assert before.provisional and case.matter.provisional
    year = """
  - year: 2027
    notice: {zh: 测试用, en: For a test}
    holidays:
      - {name: {zh: 元旦, en: New Year}, dates: [[2027-01-01, 2027-01-03]]}
"""
    (folder / "calendar.yaml").write_text((folder / "calendar.yaml").read_text(encoding="utf-8") + year, encoding="utf-8")
    report = load(folder)
    case.matter.refresh_from_db()
    after = case.matter.timers.get(name="resident")
    assert calendar().known_years >= {2027} and report.tallies["deadlines"].changed == 1
    assert (after.provisional, case.matter.provisional) == (False, False)
    assert after.due_at == before.due_at + timedelta(days=1)  # 元旦是星期五 · New Year's Day is a Friday
    told = max(read_events(["deadline_set"], case.matter_id), key=lambda event: event.seq or 0)
    assert (told.payload["because"], told.payload["timer"], told.actor) == ("calendar", "resident", "system")

"""The sample city shows licences in every way a person meets them: in force, ending soon, over, suspended, comprehensive, asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongban.cli.demo.licences import play_licences
from gongban.delivery.licences.public import Licence, Share, Verdict, code_of, verify
from gongban.kernel.city import CityFolder
from tests.cast import MONDAY, Cast
from tests.standing import CITY

pytestmark = pytest.mark.django_db


def test_the_sample_licences_stand_in_their_states(cast: Cast) -> None:
    assert play_licences(CityFolder(CITY), now=MONDAY) == Licence.objects.count() == 13
    states = {licence.issue_key.removeprefix("demo:"): licence.state for licence in Licence.objects.all()}
    assert {key: state for key, state in states.items() if state != "in_force"} == {"lin-permit": "expired", "mumian-food": "suspended"}
    trade = Licence.objects.get(issue_key="demo:ferry-trade")
    found = verify(code_of(trade), at=MONDAY)
    assert found.verdict is Verdict.GENUINE and found.licence and len(found.licence.inside) == 3 and found.licence.good
    assert sorted(Share.objects.values_list("state", flat=True)) == ["asked", "given"]
    assert play_licences(CityFolder(CITY), now=MONDAY) == 0, "once only"


def test_a_broken_demonstration_names_file_and_line(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "city.yaml").touch()
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "licences.yaml").write_text("licences:\n  - {key: a, type: none, resident: chenxiaoyu, days_ago: 1}\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"licences.yaml:2"):
        play_licences(CityFolder(tmp_path), now=MONDAY)

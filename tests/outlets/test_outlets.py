"""Where the city serves people: what is taken where, when it is open, who is at which counter, which terminal it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gongban.cli.importing.outlets import import_outlets
from gongban.delivery.outlets.hours import read_hours
from gongban.delivery.outlets.public import (
    Duty,
    Outlet,
    Registering,
    Serving,
    Sought,
    begin_duty,
    duty_of,
    end_duty,
    find_outlets,
    kiosk_of,
    kiosks,
    list_outlets,
    make_kiosk,
    outlets_to_serve,
    revoke_kiosk,
    takes,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.search.public import Wish, look_for
from gongban.foundation.territory.public import calendar
from gongban.kernel.city import CityFolder, Report
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.place import Coordinate
from tests.cast import MONDAY, Cast, actor, at

HALL = Serving(outlet="city-centre", counter="3")


@pytest.mark.parametrize(
    ("outlet", "item", "taken", "why"),
    [
        ("city-centre", "food-permit", True, "企业开办和准入专窗收这个事项"),  # 专窗和综合窗口都收
        ("gulouqian-street", "food-permit", True, "收全市的事项（全城通办）"),  # 街社同权
        ("zhonggu-station", "disability-allowance", True, "收全市的事项（全城通办）"),
        ("bank-shuyuan", "social-card", True, "政银通办柜台收这个事项"),
        ("bank-shuyuan", "food-permit", False, "没有窗口收这个事项"),
        ("bank-shuyuan", "no-such-item", False, "现在不在这里办理"),
    ],
)
def test_what_is_taken_where_and_why(cast: Cast, outlet: str, item: str, taken: bool, why: str) -> None:
    found = takes(outlet, item, at=timezone.now())
    assert (found.takes, why in found.reason.zh) == (taken, True), found.reason.zh


def test_an_outlet_that_has_ended_takes_nothing_and_is_in_no_list(cast: Cast) -> None:
    Outlet.objects.filter(code="city-centre").update(ended=True)
    assert takes("city-centre", "food-permit", at=timezone.now()).reason.zh == "这个网点已经停用。"
    assert "city-centre" not in {line.outlet.code for line in find_outlets(Sought(), at=MONDAY)}
    with pytest.raises(NotFound):
        takes("nowhere", "food-permit", at=MONDAY)


@pytest.mark.parametrize(
    ("outlet", "when", "open_now"),
    [
        ("gulouqian-street", "2026-03-02 09:00", True),  # 周一刚开门
        ("gulouqian-street", "2026-03-02 12:30", False),  # 午休
        ("gulouqian-street", "2026-03-02 17:00", False),  # 关门那一刻
        ("gulouqian-street", "2026-03-03 18:00", True),  # 周二延时服务
        ("city-centre", "2026-03-07 10:00", True),  # 周六上午
        ("city-centre", "2026-02-18 10:00", False),  # 春节
        ("mall-baihua", "2026-02-18 10:00", True),  # 商场节日照开
        ("gulouqian-street", "2026-02-14 10:00", True),  # 周六调休上班，照周一
    ],
)
def test_when_an_outlet_is_open(cast: Cast, outlet: str, when: str, open_now: bool) -> None:
    assert Outlet.objects.get(code=outlet).is_open(at(when), calendar()) is open_now


@pytest.mark.parametrize("line", ["mon-fri", "some 09:00-10:00", "mon 10:00-09:00", "mon 09:00-25:00", "mon 09:00-12:00 11:00-13:00", "fri-mon 09:00-10:00"])
def test_hours_that_are_none_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="·"):
        read_hours(line)


def test_the_list_is_filtered_and_the_nearest_come_first(cast: Cast) -> None:
    here = Coordinate(112.7995, 30.3521)
    near = list_outlets(Sought(near=here, level="street"), at=MONDAY, size=3)
    assert [line.outlet.level for line in near.rows] == ["street"] * 3
    assert [line.metres for line in near.rows] == sorted(line.metres or 0 for line in near.rows)
    assert (near.previous, near.next, near.total) == (None, 3, 11)
    codes = {line.outlet.code for line in find_outlets(Sought(item="real-estate-query", district="990103000000"), at=timezone.now())}
    assert {"city-centre", "wangchuan-centre", "mall-baihua"} <= codes and "gulouqian-street" not in codes
    assert {line.outlet.code for line in find_outlets(Sought(open_now=True), at=at("2026-03-02 20:30"))} == {"mall-baihua"}
    assert {line.outlet.code for line in find_outlets(Sought(words="书院"), at=MONDAY)} == {"bank-shuyuan"}


def test_every_outlet_lies_in_the_district_that_its_address_names(cast: Cast) -> None:
    prefix = {"990102000000": "临江区", "990103000000": "望川区", "990104000000": "青屏区", "990105000000": "稻香区", "990171000000": "云帆高新区"}
    assert [row.code for row in Outlet.objects.all() if not row.address_zh.startswith(prefix[row.district])] == []


def test_outlets_are_found_beside_services(cast: Cast) -> None:
    found = look_for(Wish("鼓楼前街道便民服务中心"))
    assert found.finds[0].spine.url == "/outlets/gulouqian-street/"


def test_a_clerk_says_at_which_counter_they_are_and_it_ends_with_the_day(cast: Cast) -> None:
    clerk = actor("sun.gongping")
    assert duty_of(clerk, MONDAY) is None
    begin_duty(HALL, by=clerk, at=MONDAY)
    begin_duty(HALL, by=clerk, at=MONDAY + timedelta(minutes=5))  # 再说一遍，不另记
    begin_duty(Serving(outlet="city-centre", counter="8"), by=clerk, at=MONDAY + timedelta(hours=1))
    found = duty_of(clerk, MONDAY + timedelta(hours=2))
    assert found and (found.outlet.code, found.counter.code) == ("city-centre", "8")
    assert duty_of(clerk, MONDAY + timedelta(days=1)) is None
    begin_duty(HALL, by=clerk, at=MONDAY + timedelta(days=1))
    end_duty(by=clerk, at=MONDAY + timedelta(days=1, hours=1))
    assert duty_of(clerk, MONDAY + timedelta(days=1, hours=2)) is None
    assert list(Event.objects.filter(kind__startswith="duty_").order_by("id").values_list("kind", flat=True)) == [
        "duty_begun", "duty_ended", "duty_begun", "duty_ended", "duty_begun", "duty_ended"]  # fmt: skip
    forgotten = Duty.objects.get(counter="8")
    assert forgotten.until == at("2026-03-03 00:00")  # 忘了离岗的，到当天结束为止


def test_nobody_serves_where_their_unit_does_not(cast: Cast) -> None:
    street = actor("gu.louchen")
    assert [row.code for row in outlets_to_serve(street)] == ["gulouqian-street", "zhonggu-station"]
    with pytest.raises(Forbidden, match=r"outlet\.not_serving"):
        begin_duty(HALL, by=street, at=MONDAY)
    with pytest.raises(Forbidden):
        begin_duty(HALL, by=cast.chen, at=MONDAY)
    with pytest.raises(Refusal, match=r"outlet\.counter"):
        begin_duty(Serving(outlet="gulouqian-street", counter="99"), by=street, at=MONDAY)


def test_a_terminal_proves_itself_by_its_token_until_it_is_revoked(cast: Cast) -> None:
    asked = Registering(outlet="city-centre", code="K-01")
    with pytest.raises(Forbidden):
        make_kiosk(asked, by=cast.chief, at=MONDAY)
    made = make_kiosk(asked, by=cast.admin, at=MONDAY)
    found = kiosk_of(made.token)
    assert found and (found.outlet.code, found.code) == ("city-centre", "K-01")
    assert made.token not in str(Event.objects.filter(kind="kiosk_made").values_list("payload"))
    assert kiosk_of("gbk_guessed") is None and kiosk_of("") is None
    with pytest.raises(Conflict):
        make_kiosk(asked, by=cast.admin, at=MONDAY)
    revoke_kiosk(made.kiosk.pk, by=cast.admin, at=MONDAY)
    assert kiosk_of(made.token) is None and kiosks(cast.handler) == []
    assert make_kiosk(asked, by=cast.admin, at=MONDAY).token != made.token


TABLE = """code,name_zh,level,lon,lat,system,hours,departments,counters,kiosk
test-hall,试办大厅,街道便民服务中心,112.7995,30.3521,wgs84,周一-周五 9:00-17:00,jie-gulouqian,1:综合窗口:*; 2:专窗:theme=户籍,是
test-far,外地大厅,street,116.4,39.9,wgs84,mon-fri 09:00-17:00,,1:窗口:*,
test-when,没有时间,street,112.7995,30.3521,wgs84,随时,,1:窗口:*,
test-who,没有单位,street,112.7995,30.3521,wgs84,mon 09:00-17:00,nobody,1:窗口:*,
test-hall,重复,street,112.7995,30.3521,wgs84,mon 09:00-17:00,,1:窗口:*,
city-centre,江城市政务服务中心,city,112.81208,30.29074,wgs84,mon-fri 08:30-17:00,zhengshuju,1:综合窗口:*,yes
"""


def test_good_rows_of_a_file_are_kept_and_bad_ones_listed(cast: Cast, tmp_path: Path) -> None:
    file, listed = tmp_path / "outlets.csv", tmp_path / "listed.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = Outlet.objects.count()
    outcome = import_outlets(file, listed)
    assert (outcome.read, outcome.bad, outcome.done.new, outcome.done.changed) == (6, 4, 1, 1)
    said = listed.read_text(encoding="utf-8-sig")
    assert all(code in said for code in ("test-far", "test-when", "test-who", "test-hall")) and "不在本市范围内" in said and "随时" in said
    row = Outlet.objects.get(code="test-hall")
    assert (Outlet.objects.count(), row.kiosk, row.counters[1].themes, row.district) == (before + 1, True, ("户籍",), "990102000000")
    again = import_outlets(file, listed)
    assert (again.done.new, again.done.changed, again.done.same) == (0, 0, 2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("level: nowhere", "level"),
        ("place: [1.0, 2.0]", "不在本市范围内"),
        ('hours: "always"', "不是"),
        ("departments: [nobody]", "没有部门"),
        ('counters: [{code: "1", name: 窗口}]', "要写明这个窗口收什么"),
    ],
)
def test_a_broken_outlets_file_is_refused_at_its_line(cast: Cast, tmp_path: Path, wrong: str, said: str) -> None:
    from gongban.delivery.outlets.loading import load

    good: dict[str, Any] = {"code": "a-hall", "name": "大厅", "level": "street", "place": "[112.7995, 30.3521]", "hours": '"mon 09:00-10:00"'}
    name, _, value = wrong.partition(": ")
    lines = [f"{key}: {text}" for key, text in {**good, name: value}.items()]
    (tmp_path / "city.yaml").write_text("code: x\n", encoding="utf-8")
    (tmp_path / "outlets.yaml").write_text("outlets:\n  - " + "\n    ".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"city\.broken") as refused:
        load(CityFolder(tmp_path), Report())
    assert said in refused.value.words.zh and "outlets.yaml:" in refused.value.words.zh

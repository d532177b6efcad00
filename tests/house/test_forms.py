"""Rubbish in every field of every form: it is refused in a sentence or taken, never a fault of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gongban.delivery.cases.public import ACTIONS
from tests.cast import Cast
from tests.house.routes import GROUPS, ROUTES_POSTED, TABLE, Scene, address, fields_of, scene_of

RUBBISH = st.one_of(
    st.text(max_size=40),
    st.sampled_from([
        "", " ", "0", "-1", "999999999999999999999999", "1e400", "nan", "inf", "٣", "true", "null", "[]", "{}", "'; --", "%00", "\U0001f600" * 3,
        "<script>", "../../etc/passwd", "2026-02-30T25:61", "0001-01-01T00:00", "JC20260302-000001", "x" * 6000, "𠮷" * 300, "[[1,2,3,4]]",
        "00000000-0000-0000-0000-000000000000", "chengguan", "zhujian", "on", "no", "yes", "\u202e", "[{\"x\": 1e999}]",
    ]),
)  # fmt: skip
QUICK, LONG = 3, 200


@pytest.fixture
def stage(cast: Cast) -> Scene:
    return scene_of(cast)


def _all_forms() -> list[tuple[str, str, str]]:
    """Who sends which form: address, action, role."""
    found = [(route, "", role) for route, role in ROUTES_POSTED.items()]
    for name in ACTIONS:
        found.append(("desk/cases/<str:number>/do/<slug:action>/", name, "dispatcher" if "dispatcher" in TABLE["actions"][name] else "reviewer"))
    return found


def _send_rubbish(stage: Scene, form: tuple[str, str, str], count: int) -> None:
    route, action, role = form
    client: Client = stage.client(role)
    path = address(route, "private", stage) if not action else f"/desk/cases/{stage.number('private')}/do/{action}/"
    names = fields_of(route, action)

    @seed(2026)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({}, optional={name: RUBBISH for name in names}))
    def send(data: dict[str, Any]) -> None:
        cookies = client.cookies.copy()
        with transaction.atomic():
            answer = client.post(path, data)
            transaction.set_rollback(True)
        client.cookies = cookies
        assert answer.status_code < 500, f"{path} {data}"
        assert answer.status_code < 400 or "<h1" in answer.content.decode() or answer.content[:1] == b"{", f"{path} {data}: no sentence"

    send()


def test_rubbish_in_forms_is_never_our_fault(stage: Scene) -> None:
    broken = {}
    for form in _all_forms():
        try:
            _send_rubbish(stage, form, QUICK if not form[1] else 1)
        except Exception as error:
            broken[form] = f"{type(error).__name__} {error} {getattr(error, '__notes__', '')}"[:700]
    assert broken == {}


@pytest.mark.long
@pytest.mark.parametrize("form", _all_forms(), ids=" ".join)
def test_rubbish_for_long(stage: Scene, form: tuple[str, str, str]) -> None:
    _send_rubbish(stage, form, LONG)


ASKED = ["?from=n1.zz&one=x&do=x&case=x", "?from=p9999999999999999999999.00000000000000000000000000000000&q=%F0%9F%98%80%27%22%5C&view=x",
         "?from=1e999_x&days=-1&district=%27&kind=x&board=y&stage=z&category=%25&by=x", "?since=2026-12-31&until=2026-01-01&scope=x&colour=x&mark=x&state=x",
         "?since=0001-01-01&until=9999-12-31&q=" + "x" * 3000, "?since=x&lon=nan&lat=nan&channel=x&number=x", "?lon=1e999&lat=x&months=-5&days=99999&view=saved",
         "?from=-_&months=x&next=//elsewhere.example/", "?start_date=x&page=-1&status=%00", "?end_date=9999-12-31T23:59:59-14:00&page=999999&page_size=1000&service_code=%25,_",
        "?start_date=0001-01-01&service_request_id=%27,,%F0%9F%98%80&jurisdiction_id=%7Bx%7D", "?start_date=9999-12-31&extensions=%5B%5D&page=2&page_size=1"]  # fmt: skip


@pytest.mark.parametrize("role", ["owner", "operator", "dispatcher", "moderator", "supervisor", "leader"])
def test_rubbish_in_an_address_is_never_our_fault(stage: Scene, role: str) -> None:
    broken = []
    for route in READ:
        if (role in GROUPS["visitors"]) == route.startswith("desk/"):
            continue
        for query in ASKED:
            path = address(route, "public", stage).split("?")[0] + query
            answer = stage.client(role).get(path)
            if answer.status_code >= 500:
                broken.append(f"{path} {answer.status_code}")
    assert broken == []


READ = ["", "cases/", "cases/feed.atom", "map/", "map/cases.geojson", "boards/<slug:code>/", "places/search/", "places/near/", "statistics/",
        "statistics/figures.csv", "my/", "follow/", "login/", "notices/", "rules/", "rules/<slug:rule>/", "rules/<slug:rule>/changes/", "desk/", "desk/search/", "desk/statistics/", "desk/exports/", "desk/exports/new/", "desk/dispatch/", "desk/supervision/",
        "desk/leading/", "desk/leading/briefs/", "desk/leading/briefs/new/", "desk/hotline/", "desk/moderation/", "desk/callbacks/", "desk/cases/<str:number>/"]  # fmt: skip

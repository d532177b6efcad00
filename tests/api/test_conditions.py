"""Conditional requests: what is known is not sent again, and nobody acts on a case that changed since they read it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.foundation.people.public import make_token

pytestmark = pytest.mark.django_db
JSON = "application/json"


def program(login: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_token(login, name='test')}"})


def note(client: Client, number: str, **headers: str) -> Any:
    return client.post(f"/api/v1/cases/{number}/note", json.dumps({"text": "记一笔"}), content_type=JSON, headers=headers)


@pytest.mark.parametrize("path", ["/codes/kinds", "/departments", "/cases", "/cases/desk", "/cases/{number}/dossier", "/statistics"])
def test_what_a_reader_knows_is_not_sent_again(path: str, cast: Any) -> None:
    cast.now = timezone.now()
    address, desk = "/api/v1" + path.format(number=cast.report().matter.number), program("shen.paidan")
    first = desk.get(address)
    again = desk.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"] and "Authorization" in first["Vary"] and "private" in first["Cache-Control"]
    assert desk.get(address, headers={"If-None-Match": f'"other", W/{first["ETag"]}'}).status_code == 304
    assert desk.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_nobody_acts_on_a_case_that_changed_since_they_read_it(cast: Any) -> None:
    number, desk = cast.report().matter.number, program("shen.paidan")
    read = desk.get(f"/api/v1/cases/{number}/dossier")["ETag"]
    first = note(desk, number, **{"If-Match": read})
    assert first.status_code == 200
    second = note(desk, number, **{"If-Match": read})
    assert (second.status_code, second.json()["code"]) == (412, "case.changed")
    assert note(desk, number, **{"If-Match": first["ETag"]}).status_code == 200
    assert note(desk, number, **{"If-Match": "*"}).status_code == note(desk, number).status_code == 200


def test_time_alone_does_not_stand_in_the_way_of_an_action(cast: Any) -> None:
    number, desk = cast.report().matter.number, program("shen.paidan")
    version, _, digest = desk.get(f"/api/v1/cases/{number}/dossier")["ETag"].strip('"').partition("-")
    assert digest and note(desk, number, **{"If-Match": f'"{version}-{"0" * 16}"'}).status_code == 200


def test_a_stranger_does_not_learn_from_the_tag_that_staff_write_to_each_other(cast: Any) -> None:
    cast.now = timezone.now()
    case = cast.report()
    cast.act(case, "publish", by=cast.moderator)
    path = f"/api/v1/cases/{case.matter.number}"
    before = Client().get(path)["ETag"]
    assert note(program("shen.paidan"), case.matter.number).status_code == 200
    assert Client().get(path)["ETag"] == before


def test_whoever_may_not_see_a_case_learns_nothing_from_a_condition(cast: Any) -> None:
    number, reader = cast.report().matter.number, program("feng.juan")
    for condition in ("*", '"x"'):
        answer = reader.post(f"/api/v1/cases/{number}/note", "{}", content_type=JSON, headers={"If-Match": condition})
        assert answer.status_code in (404, 422)

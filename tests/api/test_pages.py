"""Lists come in pages by opaque signed cursors: every row once, whatever comes in meanwhile; no cursor is forged."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from django.test import Client

from gongban.foundation.people.public import make_token

pytestmark = pytest.mark.django_db


def program(login: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_token(login, name='test')}"})


def walked(client: Client, path: str) -> list[str]:
    """All numbers of a list, page by page."""
    found, cursor = [], ""
    while True:
        answer = client.get(f"{path}&cursor={cursor}").json()
        found += [row["number"] for row in answer["items"]]
        cursor = answer["next"]
        if not cursor:
            return found


@pytest.mark.parametrize("path", ["/api/v1/cases/mine?limit=2", "/api/v1/cases?limit=2", "/api/v1/cases/desk?scope=all&limit=2", "/api/v1/callbacks?limit=2"])
def test_every_row_comes_once(path: str, cast: Any) -> None:
    cases = [cast.report(f"第{n}盏路灯坏了没人修。") for n in range(5)]
    if "callbacks" in path:
        for case in cases:
            cast.bring(case, "closed")
    elif "?" in path.removeprefix("/api/v1/cases"):
        for case in cases:
            cast.act(case, "publish", by=cast.moderator)
    found = walked(program("chenxiaoyu" if "mine" in path else "he.jiexian" if "callbacks" in path else "shen.paidan"), path)
    assert sorted(found) == sorted(str(case.matter.number) for case in cases)


def test_what_comes_in_meanwhile_moves_no_row_to_another_page(cast: Any) -> None:
    for n in range(4):
        cast.report(f"第{n}盏路灯坏了没人修。")
    chen = program("chenxiaoyu")
    first = chen.get("/api/v1/cases/mine?limit=2").json()
    cast.report("新来的一件事情。")
    second = chen.get(f"/api/v1/cases/mine?limit=2&cursor={first['next']}").json()
    assert not {row["number"] for row in first["items"]} & {row["number"] for row in second["items"]}
    back = chen.get(f"/api/v1/cases/mine?limit=2&cursor={second['previous']}").json()
    assert back["items"] == first["items"]


def test_the_link_header_leads_on(cast: Any) -> None:
    for n in range(3):
        cast.report(f"第{n}盏路灯坏了没人修。")
    answer = program("chenxiaoyu").get("/api/v1/cases/mine?limit=2")
    address = re.fullmatch(r'<(http[^>]+)>; rel="next"', answer["Link"])
    assert address and program("chenxiaoyu").get(address[1]).json()["next"] == ""


def test_a_cursor_is_opaque_signed_and_of_one_list_with_its_filters(cast: Any) -> None:
    for n in range(3):
        cast.act(cast.report(f"第{n}盏路灯坏了没人修。"), "publish", by=cast.moderator)
    cursor = Client().get("/api/v1/cases?limit=1").json()["next"]
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[-1] ^= 1
    changed = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    for path in (f"/cases?cursor={changed}", f"/cases?kind=help&cursor={cursor}", f"/cases?cursor={cursor}x", "/cases?cursor=路"):
        answer = Client().get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["code"]) == (400, "list.cursor"), path
    assert Client().get(f"/api/v1/cases?limit=2&cursor={cursor}").status_code == 200
    assert program("chenxiaoyu").get(f"/api/v1/cases/mine?cursor={cursor}").status_code == 400

"""The pages on which people look for something ask the database a constant number of times, at most twelve, whatever there is to find."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongban.delivery.cases.public import Case
from gongban.foundation.territory.public import forget
from tests.cast import Cast

MOST = 12
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGES = [
    # who, address
    ("dispatcher", "/desk/"), ("dispatcher", "/desk/?scope=all"), ("dispatcher", "/desk/?scope=all&kind=help&category=01&colour=green"),
    ("dispatcher", "/desk/?scope=all&q=路灯"), ("handler", "/desk/?scope=department"), ("supervisor", "/desk/?scope=all"),
    ("", "/"), ("", "/cases/"), ("", "/cases/?kind=help&stage=open&category=01.01&days=365"), ("", "/cases/?q=路灯"), ("", "/map/"),
    ("", "/map/cases.geojson?window=112.6,30.2,113.0,30.5&zoom=10"), ("", "/map/cases.geojson?window=112.79,30.34,112.81,30.36&zoom=16"),
    ("dispatcher", "/desk/cases/NUMBER/"), ("handler", "/desk/cases/NUMBER/"), ("supervisor", "/desk/cases/NUMBER/"), ("editor", "/desk/items/"), ("publisher", "/desk/items/?state=in_force&q=许可"),
    ("", "/cases/NUMBER/"), ("chen", "/cases/NUMBER/"), ("chen", "/my/"),
]  # fmt: skip


def asked(client: Client, address: str) -> int:
    """The fewest of three visits: what is remembered for some seconds may just have to be read again."""
    found = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    return min(found)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_asks_at_most_twelve_times_and_no_more_often_where_there_is_more(cast: Cast, who: str, address: str) -> None:
    forget()
    others = [publish(cast, n) for n in range(6)]
    first = others.pop(1)  # one that is being worked on
    Case.objects.filter(pk__in=[case.pk for case in others[2:]]).update(publicity="waiting")
    client, address = Client(), address.replace("NUMBER", first.matter.number)
    if who:
        client.force_login(cast.account(getattr(cast, who)), backend=BACKEND)
    client.get(address)  # 记住的先读一遍 · what is remembered is read once
    few = asked(client, address)
    Case.objects.update(publicity="public")
    for n in range(6, 12):
        publish(cast, n)
    assert few <= MOST
    assert asked(client, address) == few


def publish(cast: Cast, n: int, **fields: Any) -> Case:
    case = cast.report(f"第{n}件：江边步道的路灯坏了，晚上很黑。", lon=112.7995 + n / 2_000, **fields)
    cast.act(case, "publish", by=cast.moderator)
    return cast.bring(case, "in_progress") if n % 2 else case

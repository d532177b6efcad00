"""Every account page in a real browser: no barriers, nothing wider than the screen, nothing that the policy refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import DESK, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
VISITS = [
    ("", PHONE, ["/login/", "/desk/login/"]),
    ("chen", PHONE, ["/account/", "/account/messages/", "/account/delete/", "/consent/"]),
    ("agent", PHONE, ["/account/"]),
    ("colleague", DESK, ["/desk/account/", "/desk/account/password/", "/desk/account/messages/"]),
    ("admin", DESK, ["/desk/people/add/", "/desk/people/luo.lixing/", "/desk/people/luo.lixing/hand-over/"]),
    ("admin", PHONE, ["/desk/people/luo.lixing/"]),
]


@pytest.mark.parametrize(("who", "screen", "addresses"), VISITS, ids=lambda value: value if isinstance(value, str) else "")
def test_account_pages_are_open_to_everybody(
    who: str, screen: dict[str, int], addresses: list[str], open_page: Callable[..., Any], live_server: Any, cast: Cast, axe: Callable[[Any], None]
) -> None:
    page = open_page(screen)
    if who:
        _sign_in(page, live_server.url, cast.account(getattr(cast, who)))
    for address in addresses:
        page.goto(address)
        assert page.url == live_server.url + address
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert page.troubles == []


def _sign_in(page: Any, url: str, account: Any) -> None:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])

"""The menu of the public pages leads to every place and marks where one is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongban.web.site.navigation import portal_menu
from tests.cast import Cast


@pytest.mark.parametrize(("path", "here"), [
    ("/", "home"), ("/services/", "services"), ("/services/food-permit/questions/", "services"), ("/bundles/restaurant/", "services"), ("/trades/", "services"),
    ("/cases/", "cases"), ("/map/", "map"), ("/my/", "me"), ("/report/", "report"), ("/help/", None),
])  # fmt: skip
def test_the_place_where_one_is_is_marked(path: str, here: str | None) -> None:
    assert [place.key for place in portal_menu(path) if place.current] == ([here] if here else [])


def test_a_phone_has_five_places_at_the_bottom_with_reporting_in_the_middle(cast: Cast) -> None:
    page = Client().get("/services/").content.decode()
    bar = re.findall(r'<a href="([^"]+)"', page[page.index('<nav class="tab-bar"') :].split("</nav>")[0])
    assert bar == ["/", "/services/", "/report/", "/cases/", "/my/"]

"""What is on trial in one district is read, found and asked there only, and nobody elsewhere ends up at a dead end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from gongban.design.catalogue.public import (
    Publishing,
    Submission,
    change_item,
    draft_item,
    publish,
    submit_draft,
)
from tests.cast import Cast
from tests.catalogue.conftest import drafting

pytestmark = pytest.mark.django_db
LINJIANG, WANGCHUAN = "990102000000", "990103000000"


def published(cast: Cast, pilot: list[str], **changes: Any) -> None:
    given = drafting(slug="small-shop", **changes)
    (draft_item if not changes else change_item)(given, by=cast.editor, at=cast.later())
    submit_draft(Submission(note="试点"), by=cast.editor, at=cast.later())
    publish(Publishing(pilot=pilot), by=cast.publisher, at=cast.later())


def page(path: str, status: int = 200, **given: str) -> str:
    answer = Client().get(path, given)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_new_item_on_trial_is_in_the_list_and_the_guide_of_its_district_only(cast: Cast) -> None:
    published(cast, [LINJIANG])
    assert "小店开业登记" in page("/services/", district=LINJIANG, theme="", department="shichang")
    assert "小店开业登记" not in page("/services/", district=WANGCHUAN, department="shichang") + page("/services/", department="shichang")
    here = page("/services/small-shop/", district=LINJIANG)
    assert "这是试点的新版" in here and f"/services/small-shop/questions/?district={LINJIANG}" in here
    assert "答几个问题" in here


@pytest.mark.parametrize("district", ["", WANGCHUAN])
def test_elsewhere_one_is_told_in_which_districts_it_is_on_trial(cast: Cast, district: str) -> None:
    published(cast, [LINJIANG])
    told = page("/services/small-shop/", status=404, district=district)
    assert "只在部分区试点" in told and f'href="/services/small-shop/?district={LINJIANG}">临江区' in told
    assert "没有这个事项" in page("/services/small-shop/questions/", status=404, district=district)


def test_of_an_item_that_is_changed_on_trial_everybody_else_reads_the_former_version_and_hears_of_the_trial(cast: Cast) -> None:
    published(cast, [])
    published(cast, [LINJIANG], visits=0)
    elsewhere, here = page("/services/small-shop/"), page("/services/small-shop/", district=LINJIANG)
    assert "新版正在这些区试点" in elsewhere and "不是最新的" not in elsewhere and "答几个问题" in elsewhere and "全程网上办" not in elsewhere
    assert "新版正在这些区试点" not in here and "这是试点的新版" in here and "全程网上办" in here
    assert "不是最新的" in page("/services/small-shop/", district=LINJIANG, version="1")


def test_the_search_finds_it_in_its_district_says_so_and_leads_there(cast: Cast) -> None:
    published(cast, [LINJIANG])
    there = page("/services/search/", q="小店开业登记", district=LINJIANG)
    link = re.search(r'href="(/services/search/chosen/[^"]+)">小店开业登记', there)
    assert link and Client().get(link[1]).headers["Location"] == f"/services/small-shop/?district={LINJIANG}"
    assert "小店开业登记</a>" not in page("/services/search/", q="小店开业登记", district=WANGCHUAN)
    everywhere = page("/services/search/", q="小店开业登记")
    assert re.search(r"小店开业登记</a></h2>.{0,200}临江区", everywhere, re.S)

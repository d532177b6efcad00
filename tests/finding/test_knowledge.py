"""Answers are found in everyday words while they are valid; notices hold where and when they say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongban.design.knowledge.public import (
    Article,
    Notice,
    article_named,
    current_notices,
    forget_articles,
    notices_at,
    search_answers,
)
from gongban.kernel.errors import NotFound
from tests.cast import MONDAY

NORTH = (112.7995, 30.3521)


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget_articles()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("租房能提公积金吗", "housing-fund-rent"), ("公积金能取出来交房租吗？", "housing-fund-rent"), ("自来水怎么是黄的", "water-yellow"),
        ("水费突然很高", "water-bill"), ("身份证掉了", "id-card-lost"), ("老板不发工资", "unpaid-wages"), ("养狗办证", "dog"),
        ("路灯不亮找谁", "street-light"), ("gongjijin", "housing-fund-leave housing-fund-loan housing-fund-rent"),
        ("how do I replace a lost ID card", "id-card-lost"), ("宝宝上医保要多久内办", "medical-newborn"),
    ],
)  # fmt: skip
def test_everyday_words_find_the_answer(asked: str, code: str) -> None:
    found = search_answers(asked, at=MONDAY)
    assert found and found[0].article.code in code.split()


@pytest.mark.parametrize("asked", ["", "   ", "？！", "的"])
def test_what_says_nothing_finds_nothing(asked: str) -> None:
    assert search_answers(asked, at=MONDAY) == []


def test_an_answer_out_of_date_is_not_told_any_more() -> None:
    article = Article.objects.get(code="street-light")
    late = MONDAY + timedelta(days=4000)
    assert article_named("street-light", at=MONDAY) == article
    assert search_answers("路灯不亮", at=late) == []
    with pytest.raises(NotFound):
        article_named("street-light", at=late)


def test_notices_hold_in_their_areas_and_time() -> None:
    Notice.objects.all().delete()
    common = {"kind": "water", "department_id": "shuijituan", "title_zh": "停水", "text_zh": "停水", "starts_at": MONDAY}
    ends = MONDAY + timedelta(hours=8)
    Notice.objects.create(code="here", areas=["990102000000"], ends_at=ends, **common)
    Notice.objects.create(code="there", areas=["990104000000"], ends_at=ends, **common)
    Notice.objects.create(code="all", areas=[], ends_at=ends + timedelta(hours=1), **common)
    here = [notice.code for notice in notices_at(MONDAY, lon=NORTH[0], lat=NORTH[1])]
    assert here == ["here", "all"]
    assert [notice.code for notice in notices_at(MONDAY + timedelta(hours=8))] == ["all"]
    assert {notice.code for notice in current_notices(MONDAY - timedelta(days=1))} == {"here", "there", "all"}

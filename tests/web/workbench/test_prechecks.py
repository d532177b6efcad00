"""An official writes a rule of the pre-check at the desk: without code, with what was understood, and what is wrong at its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongban.design.catalogue.public import desk_item, guide
from tests.cast import Cast
from tests.catalogue.test_forms import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "zh"})
    client.force_login(cast.account(cast.editor), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def part(cast: Cast) -> str:
    return f"/desk/items/{guide('small-food-permit', at=NOW).item}/parts/prechecks/"


RULE: dict[str, Any] = {"says_zh": "外卖要有包装间。", "condition": "NOT online_orders OR kitchen_area >= 8", "mend_zh": "隔出包装间。", "severity": "warns", "fields": ["kitchen_area"]}


def test_a_rule_is_written_and_stands_in_words(editor: Client, part: str, cast: Cast) -> None:
    assert editor.post(part + "new/", RULE).status_code == 302
    page = editor.get(part).content.decode()
    assert "外卖要有包装间。；要求：不属于“做网络外卖”，或者厨房面积至少 8 平方米；隔出包装间。；提醒，仍可提交" in page
    found = desk_item(guide("small-food-permit", at=NOW).item, by=cast.editor, at=NOW).guide.elements.prechecks[-1]
    assert (found.severity, found.fields) == ("warns", ("kitchen_area",))
    assert "已存进草稿：添加了智能预审“外卖要有包装间。”" in page


@pytest.mark.parametrize(
    ("changes", "said"), [({"condition": ""}, "这个字段是必填项。"), ({"says_zh": ""}, "这个字段是必填项。"), ({"condition": "kitchen_area >="}, "字符"), ({"fields": ["shoe_size"]}, "shoe_size")]
)
def test_what_is_wrong_is_told_at_its_field(editor: Client, part: str, changes: dict[str, Any], said: str) -> None:
    answer = editor.post(part + "new/", RULE | changes)
    assert answer.status_code == 422 and said in answer.content.decode()


def test_the_condition_is_chosen_without_code(editor: Client, part: str) -> None:
    page = editor.post(part + "new/", RULE | {"condition": "", "c_do": "add", "c_fact": "kitchen_area", "c_sign": ">=", "c_value": "8"}).content.decode()
    assert "平台读作" in page and "厨房面积至少 8 平方米" in page and "例如这样就符合" in page


OTHERS = [
    # what is looked at, how, the other fact, what is understood
    ("kitchen_area", "<", "shop_area", "厨房面积少于 店面面积"), ("opening_day", ">=", "today", "打算开业的日子不早于 今天"), ("shop_area", "<", "investment", "这一条还没有填好"),
    ("shop_area", "<", "shop_area", "这一条还没有填好"), ("shop_name", "=", "sign_text", "这一条还没有填好"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "sign", "other", "said"), OTHERS)
def test_a_fact_is_compared_with_another_of_the_same_kind(editor: Client, fact: str, sign: str, other: str, said: str) -> None:
    page = editor.post("/desk/items/conditions/", {"condition": "", "c_fact": fact, "c_sign": sign, "c_other": other, "c_do": "add"}).content.decode()
    assert said in page

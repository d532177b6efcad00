"""What a person reads: each clause in both languages, what is held, whether it is enough, and by how much it is missed."""

from __future__ import annotations

from datetime import date

import hypothesis
import pytest
from hypothesis import HealthCheck, assume, settings

from gongban.kernel.conditions import BadCondition, Given, Truth
from gongban.kernel.conditions.evaluating import decision
from tests.conditions.declared import FACTS
from tests.conditions.random_conditions import conditions, rows

SHOP: Given = {
    "employees": 312, "capital": 50_000_000, "turnover": 123_456, "premises": "home", "chain": False, "name": "小餐馆",
    "born": date(2010, 1, 1), "today": date(2026, 11, 27), "street": None,
}  # fmt: skip

LINES = [
    ("employees <= 300", "职工 312 人，最多 300 人：不符合，多 12 人", "employees: 312 people; at most 300 people: not met, 12 people too many"),
    ("300 >= employees", "职工 312 人，最多 300 人：不符合，多 12 人", "employees: 312 people; at most 300 people: not met, 12 people too many"),
    ("employees < 312", "职工 312 人，少于 312 人：不符合，多 1 人", "employees: 312 people; less than 312 people: not met, 1 people too many"),
    ("NOT employees < 300", "职工 312 人，至少 300 人：符合", "employees: 312 people; at least 300 people: met"),
    ("capital >= yuan(600000)", "注册资本 50 万元，至少 60 万元：不符合，少 10 万元", "registered capital: CNY 500,000; at least CNY 600,000: not met, CNY 100,000 too little"),
    ("turnover = 123456", "营业收入 1,234.56 元，等于 1,234.56 元：符合", "turnover: CNY 1,234.56; equals CNY 1,234.56: met"),
    ("turnover >= capital * 2", "营业收入 1,234.56 元、（注册资本 × 2） = 100 万元，营业收入至少 （注册资本 × 2）：不符合，少 998,765.44 元", "turnover: CNY 1,234.56, (registered capital × 2) = CNY 1,000,000; turnover at least (registered capital × 2): not met, CNY 998,765.44 too little"),
    ("age BETWEEN 18 AND 60", "年龄 16 岁，在 18 岁至 60 岁之间：不符合，少 2 岁", "age: 16 years; from 18 years to 60 years: not met, 2 years too few"),
    ("born < DATE '2000-01-01'", "生日 2010年1月1日，早于 2000年1月1日：不符合，晚 3,654 天", "birthday: 1 January 2010; before 1 January 2000: not met, 3,654 days too late"),
    ("today - born < 100", "（今天 − 生日） = 6,174 天，少于 100 天：不符合，多 6,075 天", "(today − birthday) = 6,174 days; less than 100 days: not met, 6,075 days too many"),
    ("premises IN ('own', 'rented')", "场所 自家住宅，是其中之一：自有、租用：不符合", "premises: a home; is one of: own, rented: not met"),
    ("premises <> 'home'", "场所 自家住宅，不是自家住宅：不符合", "premises: a home; is not a home: not met"),
    ("name LIKE '%餐馆'", "名称 “小餐馆”，以“餐馆”结尾：符合", "name: “小餐馆”; ends in “餐馆”: met"),
    ("name NOT LIKE '%饭店%'", "名称 “小餐馆”，不含有“饭店”：符合", "name: “小餐馆”; does not contain “饭店”: met"),
    ("NOT chain", "是连锁店：否，应为否：符合", "part of a chain: no; should be no: met"),
    ("street IS NOT NULL", "街道 没有，有街道：不符合", "street: none; has street: not met"),
    ("street = name", "街道 没有、名称 “小餐馆”，街道是名称：还不能判断", "street: none, name: “小餐馆”; street is name: not known yet"),
    ("area > 100", "面积 还不知道，多于 100 平方米：还不能判断", "floor area: not known yet; more than 100 m²: not known yet"),
    ("alcohol", "卖酒：还不知道，应为是：还不能判断", "sells alcohol: not known yet; should be yes: not known yet"),
    ("years_between(born, today) > 20", "从生日到今天的整年数 = 16 年，多于 20 年：不符合，少 5 年", "full years from birthday to today = 16 years; more than 20 years: not met, 5 years too few"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zh", "en"), LINES)
def test_a_clause_reads_as_an_official_would_say_it(text: str, zh: str, en: str) -> None:
    words = FACTS.condition(text).explain(SHOP).words
    assert (words.zh, words.en) == (zh, en)


def test_a_group_says_whether_all_or_any_is_needed_and_a_derived_fact_opens_up() -> None:
    line = FACTS.condition("NOT small AND (adult OR employees >= 100)").explain(SHOP)
    assert [(level, each.asked.zh, each.truth) for level, each in line.walk()] == [
        (0, "以下都要符合", Truth.YES),
        (1, "不属于“小型”", Truth.YES),
        (2, "符合以下之一即可", Truth.YES),
        (3, "职工至少 10 人", Truth.YES),
        (3, "营业收入至少 100 万元", Truth.NO),
        (1, "符合以下之一即可", Truth.YES),
        (2, "已成年", Truth.NO),
        (3, "年龄至少 18 岁", Truth.NO),
        (2, "职工至少 100 人", Truth.YES),
    ]
    assert line.facts == ("employees", "turnover", "born", "today")


@hypothesis.given(text=conditions)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_condition_can_be_told_and_each_line_agrees_with_the_answer(text: str) -> None:
    try:
        condition = FACTS.condition(text)
    except BadCondition:
        assume(False)
    for row in rows(7, 3):
        line = condition.explain(row)
        assert line.truth is Truth.of(decision(condition.tree)(row))
        for _, each in line.walk():
            assert each.words.zh and each.words.en and "{" not in each.words.zh + each.words.en
            assert each.distance is None or each.truth is Truth.NO


@pytest.mark.parametrize(("text", "zh", "en"), [
    ("area > 300 OR chain", "面积多于 300 平方米，或者是连锁店", "floor area more than 300 m² or part of a chain"),
    ("small AND (area > 300 OR alcohol)", "小型，并且（面积多于 300 平方米，或者卖酒）", "small and (floor area more than 300 m² or sells alcohol)"),
    ("NOT chain", "不属于“是连锁店”", "not “part of a chain”"),
    ("premises = 'home'", "场所是自家住宅", "premises is a home"),
])  # fmt: skip
def test_a_condition_is_said_in_one_phrase_where_nobody_is_asked(text: str, zh: str, en: str) -> None:
    phrase = FACTS.condition(text).explain({}).phrase
    assert (phrase.zh, phrase.en) == (zh, en)

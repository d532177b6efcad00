"""A small form for these tests: somebody opens a restaurant."""

from __future__ import annotations

from datetime import date

from gongban.kernel.conditions import Fact, Facts, Kind, Option
from gongban.kernel.forms import Field, Form, Known, Rule, Section, Severity, Want
from gongban.kernel.words import Words

TODAY = date(2026, 11, 27)


def words(zh: str) -> Words:
    return Words(zh, zh)


FACTS = Facts([
    Fact("name", Kind.TEXT, words("店名")),
    Fact("meals", Kind.BOOLEAN, words("做餐饮")),
    Fact("area", Kind.INTEGER, words("面积"), unit=words("平方米"), least=1, most=100_000),
    Fact("kitchen", Kind.INTEGER, words("厨房面积"), unit=words("平方米"), least=1, most=100_000),
    Fact("seats", Kind.INTEGER, words("餐位"), unit=words("个"), least=0, most=10_000),
    Fact("capital", Kind.MONEY, words("投资额"), least=0),
    Fact("opening", Kind.DATE, words("开业日期")),
    Fact("premises", Kind.CHOICE, words("场所"), options=(Option("own", words("自有")), Option("rented", words("租用")))),
    Fact("rent_until", Kind.DATE, words("租到哪天")),
    Fact("band", Kind.BOOLEAN, words("有乐队")),
    Fact("today", Kind.DATE, words("今天")),
    Fact("large", Kind.BOOLEAN, words("大型餐饮"), formula="area > 300 OR seats > 100"),
])  # fmt: skip


def when(text: str) -> Want:
    return Want(FACTS.condition(text))


def field(name: str, *wants: Want, section: str = "", optional: bool = False) -> Field:
    return Field(FACTS[name], FACTS[name].words, section=section, wants=wants or (Want(optional=optional),))


def rule(key: str, text: str, *, severity: Severity = Severity.STOPS, fields: tuple[str, ...] = (), applies: str = "") -> Rule:
    return Rule(key, FACTS.condition(text), words(f"{key}不行。"), words(f"请改{key}。"), severity, fields, FACTS.condition(applies) if applies else None)


FIELDS = (
    field("name", section="shop"),
    field("area", section="shop"),
    field("premises", section="shop"),
    field("rent_until", when("premises = 'rented'"), section="shop"),
    field("meals", section="food"),
    field("kitchen", when("meals"), section="food"),
    field("seats", when("meals"), section="food"),
    field("band", when("large"), section="food"),
    field("capital", optional=True),
    field("opening", optional=True),
)
RULES = (
    rule("kitchen_share", "kitchen * 5 >= area", fields=("kitchen",)),
    rule("seats_fit", "seats <= area", severity=Severity.WARNS),
    rule("lease", "rent_until >= today + 365"),
    rule("opens_later", "opening >= today"),
    rule("band_needs_room", "area >= 200", applies="band", fields=("band",)),
)
FORM = Form(FIELDS, RULES, (Section("shop", words("店面")), Section("food", words("餐饮"))))
KNOWN = {"today": Known(TODAY)}

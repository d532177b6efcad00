"""The facts that these tests speak of: a small shop in Jiangcheng."""

from gongban.kernel.conditions import Fact, Facts, Kind, Option
from gongban.kernel.words import Words

DECLARED = (
    Fact("employees", Kind.INTEGER, Words("职工", "employees"), unit=Words("人", "people"), least=0, most=10_000_000),
    Fact("area", Kind.INTEGER, Words("面积", "floor area"), unit=Words("平方米", "m²"), least=0, most=1_000_000),
    Fact("capital", Kind.MONEY, Words("注册资本", "registered capital")),
    Fact("turnover", Kind.MONEY, Words("营业收入", "turnover")),
    Fact("name", Kind.TEXT, Words("名称", "name")),
    Fact("street", Kind.TEXT, Words("街道", "street")),
    Fact("chain", Kind.BOOLEAN, Words("是连锁店", "part of a chain")),
    Fact("alcohol", Kind.BOOLEAN, Words("卖酒", "sells alcohol")),
    Fact("born", Kind.DATE, Words("生日", "birthday")),
    Fact("today", Kind.DATE, Words("今天", "today")),
    Fact(
        "premises",
        Kind.CHOICE,
        Words("场所", "premises"),
        options=(
            Option("own", Words("自有", "own")),
            Option("rented", Words("租用", "rented")),
            Option("home", Words("自家住宅", "a home")),
        ),
    ),
    Fact("age", Kind.INTEGER, Words("年龄", "age"), unit=Words("岁", "years"), formula="years_between(born, today)"),
    Fact("adult", Kind.BOOLEAN, Words("已成年", "of age"), formula="age >= 18"),
    Fact("small", Kind.BOOLEAN, Words("小型", "small"), formula="employees < 10 AND turnover < yuan(1000000)"),
)
FACTS = Facts(DECLARED)

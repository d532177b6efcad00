"""`gongban bench conditions`: how fast is one condition of five clauses, over a million rows and for one person?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from gongban.cli.bench.report import JsonOption, WriteOption, tell
from gongban.kernel.conditions import Fact, Facts, Kind, Option, Value
from gongban.kernel.words import Words

if TYPE_CHECKING:
    from gongban.kernel.conditions.columns import Column

KEYS = {
    "rows_per_s": "五个子句的一个条件，成批每秒判几行 · rows a second, one condition of five clauses in bulk",
    "hand_written_rows_per_s": "同样的五个子句，手写 numpy · the same five clauses, written by hand in numpy",
    "one_us": "判一个人用几微秒 · microseconds for one person",
    "hand_written_one_us": "手写 Python 判同一个人 · the same person, written by hand in Python",
    "with_unknown_rows_per_s": "每列一成未知时，成批每秒几行（两个掩码） · rows a second when a tenth of each column is unknown (two masks)",
    "reading_us": "读一次条件的文字（切词、分析、核对） · microseconds to read the text: tokens, syntax, checks",
    "met": "其中符合的行数 · rows that meet it",
}
ROWS, TIMES = 1_000_000, 15
TEXT = "employees <= 300 AND turnover < yuan(400000000) AND premises IN ('own', 'rented') AND NOT blacklisted AND founded < DATE '2024-01-01'"
FACTS = Facts([
    Fact("employees", Kind.INTEGER, Words("职工", "employees")),
    Fact("turnover", Kind.MONEY, Words("营业收入", "turnover")),
    Fact("premises", Kind.CHOICE, Words("场所", "premises"), options=tuple(Option(code, Words(code, code)) for code in ("own", "rented", "home"))),
    Fact("blacklisted", Kind.BOOLEAN, Words("失信", "on the list of broken promises")),
    Fact("founded", Kind.DATE, Words("成立日期", "founded")),
])  # fmt: skip
ONE: dict[str, Value] = {"employees": 12, "turnover": 90_000_000, "premises": "own", "blacklisted": False, "founded": date(2020, 5, 1)}


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="conditions", epilog="例 · example:  gongban bench conditions --json")(conditions)


def conditions(json: JsonOption = False, write: WriteOption = None) -> None:
    """条件语言多快：成批与一个人，旁边是手写的 · The language of conditions in bulk and for one, beside hand-written code."""
    condition = FACTS.condition(TEXT)
    columns = _columns(unknown=0.0)
    found = condition.masks(columns, ROWS)
    if (found.true != _by_hand(columns)).any():
        raise AssertionError("the condition and the code written by hand disagree")
    part = _columns(unknown=0.1)
    figures: Mapping[str, Any] = {
        "rows_per_s": _rate(lambda: condition.masks(columns, ROWS)),
        "hand_written_rows_per_s": _rate(lambda: _by_hand(columns)),
        "one_us": _microseconds(lambda: condition.decide(ONE)),
        "hand_written_one_us": _microseconds(lambda: _one_by_hand(ONE)),
        "with_unknown_rows_per_s": _rate(lambda: condition.masks(part, ROWS)),
        "reading_us": _microseconds(lambda: FACTS.condition(TEXT), 200),
        "met": int(found.true.sum()),
    }
    tell("conditions", KEYS, figures, json=json, write=write)


def _columns(unknown: float) -> dict[str, Column]:
    """Enterprises by chance, always the same."""
    import numpy as np

    from gongban.kernel.conditions.columns import Column

    chance = np.random.default_rng(20261127)
    values = {
        "employees": chance.lognormal(3, 1.5, ROWS).astype(np.int64),
        "turnover": chance.lognormal(23, 2, ROWS).astype(np.int64),
        "premises": chance.integers(0, 3, ROWS),
        "blacklisted": chance.random(ROWS) < 0.02,
        "founded": chance.integers(10_000, 20_500, ROWS),
    }
    texts = {"premises": ("own", "rented", "home")}
    return {
        name: Column(column, chance.random(ROWS) >= unknown if unknown else None, texts.get(name, ())) for name, column in values.items()
    }


def _by_hand(columns: Mapping[str, Column]) -> Any:
    """What somebody would write for this one condition."""
    employees, turnover, premises, blacklisted, founded = (column.values for column in columns.values())
    own_or_rented = (premises == 0) | (premises == 1)
    return (employees <= 300) & (turnover < 40_000_000_000) & own_or_rented & ~blacklisted & (founded < 19_723)


def _one_by_hand(one: Mapping[str, Any]) -> bool:
    return (
        one["employees"] <= 300
        and one["turnover"] < 40_000_000_000
        and one["premises"] in ("own", "rented")
        and not one["blacklisted"]
        and one["founded"] < date(2024, 1, 1)
    )


def _rate(run: Callable[[], object]) -> int:
    """Rows a second of processor time in the median run: others on the machine must not decide."""
    return round(ROWS / _median(run, TIMES, 1))


def _microseconds(run: Callable[[], object], times: int = 20_000) -> float:
    return round(_median(run, 7, times) / times * 1_000_000, 2)


def _median(run: Callable[[], object], repeats: int, times: int) -> float:
    run()
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        for _ in range(times):
            run()
        taken.append(time.process_time() - begun)
    return sorted(taken)[repeats // 2]

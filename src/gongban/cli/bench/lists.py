"""`gongban bench lists`: how long does the application take for the pages on which people look for something, at a million cases?

In the application: from the request to the whole answer, through every middleware, the database and the template, in one
process; without network and HTTP server. `queries` is the largest number that a request of the page asked.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import typer

from gongban.cli.bench.instance import CITY
from gongban.cli.bench.looking import looks
from gongban.cli.bench.prepared import MILLION, CasesOption, HomeOption, prepared
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell

KEYS = {
    "cases": "件数 · cases",
    "queries": "一次请求最多问数据库几次 · the most queries of a request",
    "p50_ms": "一半在这以内 · half within", "p95_ms": "百分之九十五在这以内 · 95 of 100 within",
    "cpu_ms": "应用进程每次的处理器时间 · processor time of the application for each",
}  # fmt: skip
ROUNDS = 120


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="lists", epilog="例 · example:  gongban bench lists --json --home /tmp/million")(lists)


def lists(
    json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY, home: HomeOption = None, cases: CasesOption = MILLION,
    only: str = typer.Option("", help="只测名字里有这个词的页 · only pages whose names hold this"),
    rounds: int = typer.Option(ROUNDS, min=10, help="每页看几次 · looks at each page"),
) -> None:  # fmt: skip
    """一百万件时的清单、检索、地图、一件诉求、统计 · Lists, search, map, one case and statistics at a million cases."""
    with prepared(home, city, cases) as there:
        from django.conf import settings

        logging.disable(logging.INFO)  # 每次请求一行的记录不打印 · no line for each request
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        pages = {name: measured(client, addresses, rounds) for name, client, addresses in looks() if only in name}
        figures: dict[str, Any] = {"cases": there, **pages}
    tell("lists", KEYS, figures, json=json, write=write)


@dataclass
class Seen:
    """What the requests of one page cost."""

    took: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        ordered = sorted(self.took)
        return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


def measured(client: Any, addresses: Sequence[str], rounds: int) -> dict[str, Any]:
    for address in addresses[:: max(1, len(addresses) // 6)]:  # 热身 · what every worker has done after its first requests
        client.get(address)
    seen, begun = Seen(), time.process_time()
    for turn in range(rounds):
        _look(client, addresses[turn * len(addresses) // rounds if rounds < len(addresses) else turn % len(addresses)], seen)
    spent = (time.process_time() - begun) / rounds
    return {"p50_ms": seen.percentile(50), "p95_ms": seen.percentile(95), "queries": max(seen.queries), "cpu_ms": round(1000 * spent, 1)}


def _look(client: Any, address: str, seen: Seen) -> None:
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        begun = time.perf_counter()
        answer = client.get(address)
        seen.took.append(time.perf_counter() - begun)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} was answered with {answer.status_code}")
    seen.queries.append(len(asked))

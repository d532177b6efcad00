"""`gongban bench floor`: what does this machine give the bare minimum? The other figures are read against it."""

from __future__ import annotations

import time
import uuid

import psycopg
import typer

from gongban.cli.bench.report import JsonOption, WriteOption, tell

KEYS = {
    "python_loops_per_s": "十万次加法每秒几遍 · a hundred thousand additions, times a second",
    "bare_commits_per_s": "一个连接每秒提交几行 · rows that one connection commits a second",
}


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="floor", epilog="例 · example:  gongban bench floor --json")(floor)


def floor(json: JsonOption = False, write: WriteOption = None) -> None:
    """机器的底：空循环与逐行提交 · What the machine gives: an empty loop and single commits."""
    tell("floor", KEYS, {"python_loops_per_s": round(_loops()), "bare_commits_per_s": round(_commits())}, json=json, write=write)


def _loops(seconds: float = 0.5) -> float:
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        sum(range(100_000))
        times += 1
    return times / (time.perf_counter() - begun)


def _commits(seconds: float = 2.0) -> float:
    from gongban.cli.database.temporary import temporary_database

    with temporary_database(durable=True) as url, psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        connection.execute("CREATE TABLE floor (id uuid PRIMARY KEY, said text)")
        begun, rows = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            connection.execute("INSERT INTO floor VALUES (%s, %s)", [uuid.uuid4(), "路灯不亮"])
            rows += 1
        return rows / (time.perf_counter() - begun)

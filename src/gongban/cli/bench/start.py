"""`gongban bench start`: how long from the command to the first page of a city that exists, and how much memory it takes?"""

from __future__ import annotations

import time

import typer

from gongban.cli.bench.instance import CITY, Instance, loaded_city, running, temporary_home
from gongban.cli.bench.machine import cpu_seconds, memory_mb
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell

KEYS = {
    "seconds": "从 gongban up 到第一个网页（已有城市）· from `gongban up` to the first page, existing city",
    "seconds_first": "同上，刚装好的家（收集静态文件）· the same for a fresh home, which gathers its static files",
    "cpu_seconds": "为此用掉的处理器时间（与机器忙不忙无关）· processor time spent on it, whatever else the machine does",
    "memory_mb": "整座城市空闲时的内存：网页、任务、数据库，共享的只算一次 · memory of the whole idle city, shared pages once",
    "processes": "进程数 · processes",
}
QUIET = 8.0  # seconds after which the idle city is measured


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="start", epilog="例 · example:  gongban bench start --json")(start)


def start(json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY) -> None:
    """启动时间和空闲内存 · Time to the first page, memory of the idle city."""
    with temporary_home() as home:
        loaded_city(home, city)
        with running(home) as first:
            seconds_first = first.seconds
        with running(home) as again:
            spent = cpu_seconds(_everything(again))
            time.sleep(QUIET)
            programs = _everything(again)
            figures = {
                "seconds": round(again.seconds, 1), "seconds_first": round(seconds_first, 1),
                "cpu_seconds": round(spent, 1), "memory_mb": round(memory_mb(programs)), "processes": len(programs),
            }  # fmt: skip
    tell("start", KEYS, figures, json=json, write=write)


def _everything(instance: Instance) -> list[int]:
    return sorted({*instance.programs(), *instance.servers()})

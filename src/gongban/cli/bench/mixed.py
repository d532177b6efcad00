"""`gongban bench mixed`: does the city stand an hour of ten million people, in ten minutes, all kinds of work at once?

3,000 reports, 6,000 steps of staff, 30,000 look-ups, 3,000 callbacks come at their planned moments (pacing.py) over HTTP.
The time of each runs from its planned moment; what is left for the worker when the last is answered is counted.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import Annotated, Any

import psycopg
import typer

from gongban.cli.bench.instance import CITY, Instance, running, temporary_home
from gongban.cli.bench.pacing import Outcome, Player
from gongban.cli.bench.planning import planned
from gongban.cli.bench.population import heard
from gongban.cli.bench.prepared import CasesOption, HomeOption, prepared
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell
from gongban.cli.saying import err

KEYS = {
    "minutes": "几分钟里 · minutes", "cases": "开始时已有的诉求 · cases at the beginning", "errors": "没有成功的请求 · requests without success",
    "backlog": "最后一个请求答复时，还没封存、没读到的事件和没办的后台任务 · events not yet sealed or read, and jobs, when the last request was answered",
    "backlog_gone_s": "之后几秒全部办完 · seconds after which all of it was done", "requests": "请求数 · requests", "late_s": "比计划晚几秒结束 · seconds later than planned",
    "report": "受理 · reports received", "step": "工作人员办一步 · steps of staff", "look": "查看 · look-ups", "callback": "回访 · callbacks",
    "count": "次数 · how many", "p50_ms": "一半在这以内 · half within", "p99_ms": "百分之九十九在这以内 · 99 of 100 within",
}  # fmt: skip
CASES = 240_000  # of which some 3,500 wait for their callback
BACKLOG = (
    "SELECT (SELECT count(*) FROM journal_event e WHERE NOT EXISTS (SELECT FROM journal_place p WHERE p.event_id = e.id))"
    " + (SELECT coalesce(sum((SELECT max(position) FROM journal_place) - position), 0) FROM journal_reader)"
    " + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now())"
)
PATIENCE = 900.0


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="mixed", epilog="例 · example:  gongban bench mixed --json --minutes 1")(mixed)


def mixed(
    json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY, home: HomeOption = None, cases: CasesOption = CASES,
    minutes: Annotated[float, typer.Option(min=0.05, help="多少分钟；请求数按比例 · minutes; the numbers go with them")] = 10.0,
) -> None:  # fmt: skip
    """千万人口城市的一小时，十分钟里来 · An hour of a city of ten million in ten minutes."""
    with nullcontext(home.absolute()) if home else temporary_home() as place:
        with prepared(place, city, cases) as there:
            heard()
            plan = planned(minutes)
        with running(place) as instance:
            _seconds_until_done(instance)  # 先让启动时的事办完 · what the start has to do is done first
            outcome = Player(instance.address).play(plan)
            left = _backlog(instance)
            gone = _seconds_until_done(instance)
    for example in outcome.examples:
        err.print(example, markup=False)
    whole = {"minutes": minutes, "cases": there, "requests": sum(map(len, outcome.took.values())), "errors": sum(outcome.errors.values()),
             "late_s": round(max(0.0, outcome.seconds - 60 * minutes), 1), "backlog": left, "backlog_gone_s": gone}
    tell("mixed", KEYS, whole | {kind: _seen(outcome, kind) for kind in sorted(outcome.took)}, json=json, write=write)


def _seen(outcome: Outcome, kind: str) -> dict[str, Any]:
    return {"count": len(outcome.took[kind]), "p50_ms": outcome.percentile(kind, 50), "p99_ms": outcome.percentile(kind, 99), "errors": outcome.errors[kind]}


def _backlog(instance: Instance) -> int:
    with psycopg.connect(instance.database_url) as connection:
        found = connection.execute(BACKLOG).fetchone()
    return int(found[0]) if found else 0


def _seconds_until_done(instance: Instance) -> float | None:
    """None when something is still left after PATIENCE."""
    begun = time.monotonic()
    while _backlog(instance):
        if time.monotonic() - begun > PATIENCE:
            return None
        time.sleep(0.2)
    return round(time.monotonic() - begun, 1)

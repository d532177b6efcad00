"""`gongban bench intake`: how many reports a second does the running city take, beside what the database alone could?

Programs with a channel's token send new reports over 32 kept connections to two web workers; each answer is waited for.
In the same run the same statement, one case each, is sent from bare psycopg connections: the ratio of both is the figure.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from gongban.cli.bench.bare import bare_per_second
from gongban.cli.bench.instance import CITY, Instance, loaded_city, running, temporary_home
from gongban.cli.bench.machine import cpu_seconds
from gongban.cli.bench.report import CityOption, JsonOption, UrlOption, WriteOption, tell
from gongban.cli.bench.sending import Sent, send_reports
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

KEYS = {
    "requests_per_s": "每秒收到的诉求 · reports received a second",
    "p50_ms": "一半请求在这以内 · half of the requests within",
    "p99_ms": "百分之九十九在这以内 · 99 of 100 within",
    "bare_sql_per_s": "同一语句由裸 psycopg 连接逐件写 · the same statement from bare psycopg connections, one case each",
    "bare_gathered_per_s": "裸连接每条语句 16 件 · the same, 16 cases a statement",
    "ratio": "requests_per_s / bare_sql_per_s",
    "app_cpu_ms": "网页进程每件的处理器时间 · processor time of the web processes for each",
    "follow_cpu_ms": "工作进程同时用去的 · processor time of the worker meanwhile: seals, masks, search, suggestions",
    "db_cpu_ms": "数据库每件的处理器时间 · processor time of PostgreSQL for each",
    "lost": "已答复却没有的 · answered and not there",
    "doubled": "写了两次的 · written twice",
    "errors": "没有答复 201 的 · answers other than 201",
}
ConnectionsOption = Annotated[int, typer.Option(min=1, max=512, help="同时的连接数 · connections at the same time")]
SecondsOption = Annotated[float, typer.Option(min=1, help="测多少秒 · how long")]


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="intake", epilog="例 · example:  gongban bench intake --json --connections 32")(intake)


def intake(
    json: JsonOption = False, write: WriteOption = None, url: UrlOption = None, city: CityOption = CITY, connections: ConnectionsOption = 32,
    seconds: SecondsOption = 8.0, token: Annotated[str, typer.Option(envvar="GONGBAN_BENCH_TOKEN", help="配合 --url：渠道的令牌 · with --url: a channel's token")] = "",
) -> None:  # fmt: skip
    """受理：真实 HTTP 提交，每件都是新内容 · Intake: real HTTP, each report new."""
    figures = _of_running(url, token, connections, seconds) if url else _of_own(city, connections, seconds)
    tell("intake", KEYS, figures, json=json, write=write)


def _of_running(url: str, token: str, connections: int, seconds: float) -> dict[str, Any]:
    """Only what can be seen from outside: no database, no processes."""
    if not token:
        raise Refusal("bench.token", Words("测运行中的实例要给令牌：--token。", "Measuring a running instance needs a token: --token."))
    return _seen(send_reports(url, token, connections, seconds))


def _of_own(city: Path, connections: int, seconds: float) -> dict[str, Any]:
    with temporary_home() as home:
        loaded_city(home, city)
        with running(home) as instance:
            token = _channel_token(instance)
            send_reports(instance.address, token, connections, 2.0)  # 热身 · caches, prepared statements
            return _measured(instance, token, connections, seconds)


def _channel_token(instance: Instance) -> str:
    """A token of the first member of staff of the loaded city, over a channel of its own."""
    with psycopg.connect(instance.database_url) as connection:
        row = connection.execute("SELECT login FROM people_account WHERE kind = 'staff' AND is_active ORDER BY login LIMIT 1").fetchone()
    if row is None:
        raise Refusal("bench.nobody", Words("这座城市没有工作人员账号。", "This city has no account of staff."))
    return instance.run("token", "create", row[0], "--name", f"bench-{secrets.token_hex(3)}", "--channel", "wechat").split()[-1]


def _measured(instance: Instance, token: str, connections: int, seconds: float) -> dict[str, Any]:
    before = _used(instance)
    sent = send_reports(instance.address, token, connections, seconds)
    app, worker, database = (now - then for now, then in zip(_used(instance), before, strict=True))
    lost, doubled = _compared(instance, sent)  # 裸语句重复同一文字，先比 · the bare statement repeats one text: compare first
    bare = bare_per_second(instance.database_url, seconds / 2)
    many = max(len(sent.numbers), 1)
    return _seen(sent) | {
        "bare_sql_per_s": round(bare), "bare_gathered_per_s": round(bare_per_second(instance.database_url, seconds / 2, rows=16)),
        "ratio": round(sent.per_second / bare, 3), "app_cpu_ms": round(1000 * app / many, 3), "follow_cpu_ms": round(1000 * worker / many, 3), "db_cpu_ms": round(1000 * database / many, 3),
        "lost": lost, "doubled": doubled,
    }  # fmt: skip


def _used(instance: Instance) -> tuple[float, float, float]:
    """Processor time so far of the web server, of everything else of ours, of PostgreSQL."""
    web = cpu_seconds(instance.web())
    return web, cpu_seconds(instance.programs()) - web, cpu_seconds(instance.servers())


def _seen(sent: Sent) -> dict[str, Any]:
    return {"requests_per_s": round(sent.per_second), "p50_ms": sent.percentile(50), "p99_ms": sent.percentile(99), "errors": sent.errors}


def _compared(instance: Instance, sent: Sent) -> tuple[int, int]:
    """How many answered numbers are not there with their events, and how many texts stand twice."""
    with psycopg.connect(instance.database_url) as connection:
        there = connection.execute(
            "SELECT count(*) FROM matters_matter m JOIN cases_case c ON c.matter_id = m.id WHERE m.number = ANY(%s) "
            "AND (SELECT count(*) FROM journal_event e WHERE e.matter = m.id) >= 2", [sent.numbers]).fetchone()
        twice = connection.execute("SELECT count(*) FROM (SELECT text FROM cases_case GROUP BY text HAVING count(*) > 1) t").fetchone()
    return len(sent.numbers) - (there[0] if there else 0), twice[0] if twice else 0

"""`gongban bench process`: a thousand running diagrams, each read, advanced one step and written; the engine alone, without a database."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from datetime import time as clock_time

import typer

from gongban.cli.bench.report import JsonOption, WriteOption, tell

KEYS = {
    "running": "正在走的流程图（并联审查的样例） · running diagrams (the sample reviewed in parallel)",
    "per_s": "每秒走几步：读出、办一步、存回 · steps a second: read, one step done, written again",
    "load_ms": "读出一份进度并接回引擎 · reading one state and giving it back to the engine",
    "step_ms": "引擎走一步（完成任务、过网关） · one step of the engine: a task done, gateways passed",
    "save_ms": "存成文字 · writing the state as text",
    "slowest_part": "最慢的一段 · the slowest part",
    "state_bytes": "一份进度的文字有几个字节 · bytes of one saved state",
    "publishing_ms": "发布前检查这张图一次 · checking the diagram once before it is published",
}
RUNNING = 1_000


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="process", epilog="例 · example:  gongban bench process --json")(process)


def process(json: JsonOption = False, write: WriteOption = None) -> None:
    """流程引擎多快：一千张正在走的图各走一步 · A thousand running diagrams, each advanced one step."""
    from gongban.kernel.calendar import WorkingCalendar
    from gongban.kernel.conditions import Facts
    from gongban.kernel.process import (
        SERVICES,
        begin,
        check,
        complete,
        diagram,
        parallel_sample,
        read_state,
        waiting,
    )
    from gongban.kernel.process.living import Living

    calendar, at = WorkingCalendar("Asia/Shanghai", ((clock_time(9), clock_time(17)),)), datetime(2026, 11, 27, 2, tzinfo=UTC)
    facts, xml = Facts(), parallel_sample()
    read = diagram(xml, facts=facts)
    begun = begin(read, {}, at=at, calendar=calendar)
    # 一半停在第二家，一半停在会合之前 · half of them stand before the second review, half before the join
    texts = [begun.saved(), complete(begun, "review#1", "agreed", at=at, calendar=calendar).saved()]
    states = [texts[number % 2] for number in range(RUNNING)]
    spent = {"load": 0.0, "step": 0.0, "save": 0.0}
    for text in states:
        started = time.perf_counter()
        state = read_state(read, text)
        Living.of(state, state.results)
        loaded = time.perf_counter()
        done = complete(state, "second#1", "needed", at=at, calendar=calendar)
        stepped = time.perf_counter()
        done.saved()
        spent["load"] += loaded - started
        spent["step"] += stepped - loaded
        spent["save"] += time.perf_counter() - stepped
    if "inspect#1" not in [each.key for each in waiting(done)]:
        raise AssertionError("the processes did not move")
    # complete 自己也接回引擎一次，算在读里 · `complete` gives it to the engine again: counted with the reading
    again = _once(lambda: Living.of(state, state.results))
    parts = {"load": spent["load"] / RUNNING, "step": max(spent["step"] / RUNNING - again, 0.0), "save": spent["save"] / RUNNING}
    figures = {
        "running": RUNNING, "per_s": int(1 / sum(parts.values())), **{f"{name}_ms": round(seconds * 1000, 3) for name, seconds in parts.items()},
        "slowest_part": max(parts, key=lambda name: parts[name]), "state_bytes": len(texts[1].encode()),
        "publishing_ms": round(_once(lambda: check(xml, facts=facts, services=SERVICES)) * 1000, 1),
    }  # fmt: skip
    tell("process", KEYS, figures, json=json, write=write)


def _once(call: object, times: int = 200) -> float:
    """Seconds of one call, over many."""
    started = time.perf_counter()
    for _ in range(times):
        call()  # type: ignore[operator]
    return (time.perf_counter() - started) / times

"""What could the database alone take? The statement of intake from bare psycopg connections, each in a process of its own."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

PROCESSES = 16


def bare_per_second(url: str, seconds: float, rows: int = 1) -> float:
    """Cases that the processes together write a second, `rows` in each statement."""
    command = [sys.executable, "-c", f"from gongban.cli.bench.bare import write; write({seconds!r}, {rows!r})"]
    writers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    _say(writers, {"url": url, "row": _row(url)})
    for writer in writers:  # 都连好了才开始 · a process that still imports would be counted as a slow database
        assert writer.stdout
        writer.stdout.readline()
    _say(writers, {"begin": time.time() + 0.2})
    return sum(float(writer.communicate()[0]) for writer in writers) / seconds


def _say(writers: Iterable[subprocess.Popen[str]], facts: Mapping[str, Any]) -> None:
    for writer in writers:
        assert writer.stdin
        writer.stdin.write(json.dumps(facts) + "\n")
        writer.stdin.flush()


def _row(url: str) -> dict[str, Any]:
    """A case as the application wrote the last one, for writing it again under new ids."""
    from gongban.delivery.cases.statement import COLUMNS

    ids = {name for name, kind in COLUMNS.items() if kind == "uuid"}
    events = "(SELECT to_jsonb(e) FROM journal_event e WHERE e.matter = m.id AND e.seq = {})"
    query = f"""
        SELECT to_jsonb(m) || to_jsonb(c) || to_jsonb(p) || to_jsonb(t), {events.format(1)}, {events.format(2)}, c.text, m.title
        FROM matters_matter m JOIN cases_case c ON c.matter_id = m.id JOIN matters_party p ON p.matter_id = m.id
        JOIN matters_timer t ON t.matter_id = m.id ORDER BY m.id DESC LIMIT 1"""
    with psycopg.connect(url) as connection:
        found = connection.execute(query).fetchone()
    assert found
    facts, opened, deadline, text, title = found
    row = {name: facts.get(name) for name in COLUMNS if name not in ids}
    row |= {name: facts.get(f"{name}_id") for name in ("category", "board", "area", "enterprise")}
    row |= {name: opened[name] for name in ("actor", "actor_role", "acting_for", "organisation")}
    return row | {
        "answer": None, "asked": None, "answer_kind": None, "answer_body": None, "number": "", "text": text, "title": title, "at": facts["opened_at"], "opened_payload": opened["payload"], "deadline_payload": deadline["payload"],
        "reporter": None, "author": opened["actor"] if len(opened["actor"]) == 36 else None,
    }  # fmt: skip


def write(seconds: float, rows: int) -> None:
    """One process: write until the time is over, then say how many."""
    from gongban.delivery.cases.statement import COLUMNS, RECEIVE
    from gongban.kernel.identifiers import uuid7

    facts = json.loads(sys.stdin.readline())
    fresh = [name for name, kind in COLUMNS.items() if kind == "uuid" and name not in ("reporter", "author")]
    with psycopg.connect(facts["url"], autocommit=True, prepare_threshold=0) as connection:
        connection.execute("SELECT 1")
        print("ready", flush=True)
        time.sleep(max(0.0, json.loads(sys.stdin.readline())["begin"] - time.time()))
        until, count = time.perf_counter() + seconds, 0
        while time.perf_counter() < until:
            given = [facts["row"] | {name: str(uuid7()) for name in fresh} | _keys() for _ in range(rows)]
            connection.execute(RECEIVE, [json.dumps(given, ensure_ascii=False)])
            count += rows
    print(count)


def _keys() -> dict[str, str]:
    """What is new of each besides its ids: number, source key, the kept answer of as many characters as a real one."""
    key = secrets.token_hex(20)
    return {"number": key[:30], "source_key": key, "answer": key, "asked": key, "answer_kind": "application/json", "answer_body": "x" * 320}

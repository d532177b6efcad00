"""What must hold after the worst: everything acknowledged is there once, its clock runs, nobody was told twice."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import psycopg

from gongban.cli.bench.instance import Instance


def settled(city: Instance, seconds: float = 120.0) -> None:
    """Until everything that follows from events is done: sealed, read by every listener, sent."""
    until = time.monotonic() + seconds
    waiting = (
        "SELECT (SELECT count(*) FROM journal_event e LEFT JOIN journal_place p ON p.event_id = e.id WHERE p.position IS NULL)"
        " + (SELECT coalesce(sum((SELECT max(position) FROM journal_place) - position), 0) FROM journal_reader)"
        " + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL)"
    )
    with psycopg.connect(city.database_url, autocommit=True) as connection:
        while (left := connection.execute(waiting).fetchone()[0]) > 0:  # type: ignore[index]
            assert time.monotonic() < until, f"{left} events, positions or jobs are left after {seconds:.0f} s"
            time.sleep(0.5)


def nothing_is_lost_or_doubled(city: Instance, acknowledged: dict[str, str]) -> None:
    """Every acknowledged key has exactly one case under the number that was told."""
    with psycopg.connect(city.database_url) as connection:
        rows = connection.execute("SELECT right(c.text, 36), m.number FROM cases_case c JOIN matters_matter m ON m.id = c.matter_id").fetchall()
        opened = connection.execute("SELECT matter, count(*) FROM journal_event WHERE kind = 'case_opened' GROUP BY matter").fetchall()
    stored = Counter(key for key, _ in rows)
    numbers = {str(key): str(number) for key, number in rows}
    assert {key: numbers.get(key) for key in acknowledged} == acknowledged, "what was acknowledged is there, under the number that was told"
    assert [key for key, times in stored.items() if times > 1] == [], "a report sent again is the same case"
    assert len(opened) == len(rows) and {times for _, times in opened} == {1}, "each case was opened once in the journal"


def every_clock_runs_from_receipt(city: Instance) -> None:
    """Each case has one clock of its resident, begun at its receipt and due after it."""
    with psycopg.connect(city.database_url) as connection:
        wrong = connection.execute(
            "SELECT m.number FROM matters_matter m LEFT JOIN matters_timer t ON t.matter_id = m.id AND t.name = 'resident'"
            " GROUP BY m.number, m.opened_at HAVING count(t.*) <> 1 OR min(t.started_at) <> m.opened_at OR min(t.due_at) <= m.opened_at"
        ).fetchall()
    assert wrong == []


def nobody_is_told_twice(home: Path) -> None:
    """No letter was carried twice."""
    outbox = home / "outbox" / "messages.jsonl"
    told = Counter(json.loads(line)["key"] for line in outbox.read_text(encoding="utf-8").splitlines()) if outbox.exists() else Counter()
    assert [key for key, times in told.items() if times > 1] == []

"""Copying the invented cases in: without indexes, in two processes, then the indexes and what follows from the cases.

Only for the benchmark's own home: foreign keys are not checked while copying.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from gongban.cli.bench.population.city_facts import read_facts
from gongban.cli.bench.population.drawing import DAY, Draughtsman, Given, lines_of
from gongban.cli.bench.population.tables import Table, tables
from gongban.cli.saying import err
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

SPAN = 730 * DAY  # two years
CHUNK = 4_000
PROCESSES = 2


def peopled(cases: int) -> int:
    """See to it that the database of this process holds so many invented cases; returns how many it holds. An empty city is filled once."""
    from gongban.delivery.cases.public import Case
    from gongban.outcome.insight.public import has_counted

    there = Case.objects.count()
    if there >= cases:
        if not has_counted():  # 上次准备到一半就停了 · the last preparation was cut short
            _follow()
        return there
    if there:
        raise Refusal("bench.population", Words(f"这个实例里有 {there} 件，不是空的；请换一个 --home。", f"This home holds {there} cases already; name another one by --home."))
    _fill(cases)
    return cases


def _fill(cases: int) -> None:
    from django.db import connections

    given = Given(read_facts(), int(time.time()), SPAN, cases)
    kinds = tables()
    with _without_indexes([table.name for table in kinds.values()]):
        connections.close_all()
        chunks = [(first, min(first + CHUNK, cases + 1)) for first in range(1, cases + 1, CHUNK)]
        with multiprocessing.get_context("fork").Pool(PROCESSES, _begin, (given, kinds, os.environ["DATABASE_URL"])) as pool:
            for done, _ in enumerate(pool.imap_unordered(_copy, chunks), 1):
                _tell(done * CHUNK, cases)
    _follow()


_kept: list[Any] = []  # 子进程里的：城市、表、地址、画手 · within a process: city, tables, address, draughtsman


def _begin(given: Given, kinds: dict[str, Table], url: str) -> None:
    from gongban.foundation.search.public import vector

    given = replace(given, vector=vector)
    _kept[:] = [given, kinds, url, Draughtsman(given)]


def _copy(span: tuple[int, int]) -> None:
    given, kinds, url, draughtsman = _kept
    lines: dict[str, list[str]] = defaultdict(list)
    for serial in range(*span):
        for table, rows in lines_of(draughtsman.case(serial), given).items():
            lines[table] += rows
    copy_lines(lines, kinds, url)


def copy_lines(lines: Mapping[str, list[str]], kinds: Mapping[str, Table], url: str) -> None:
    """Write lines by table, in one transaction."""
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for label, rows in lines.items():
            with connection.cursor().copy(kinds[label].copy) as copy:
                copy.write(("".join(row + kinds[label].ending for row in rows)).encode())


@contextmanager
def _without_indexes(names: list[str]) -> Iterator[None]:
    """Indexes that keep no rule are dropped, and made anew after the block from all rows at once."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname JOIN pg_index x ON x.indexrelid = c.oid "
            "WHERE i.tablename = ANY(%s) AND NOT x.indisunique", [names])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for setting in ("maintenance_work_mem = '1GB'", "max_parallel_maintenance_workers = 1"):
            cursor.execute(f"SET {setting}")
        for name, definition in found:
            begun = time.monotonic()
            cursor.execute(definition)
            err.print(f"  {name} {time.monotonic() - begun:.0f} s", highlight=False)


def _follow() -> None:
    """What the worker of a running city would have done by now."""
    from django.db import connection
    from django.utils import timezone

    from gongban.delivery.cases.jobs import trace_recent
    from gongban.outcome.insight.public import recount_all

    trace_recent(int(timezone.now().timestamp()))
    recount_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def heard() -> None:
    """Seal the events of the invented cases, and let no listener be told of them: they happened before anybody listened."""
    from gongban.foundation.journal.public import pass_over, seal_all

    if seal_all():
        pass_over()


def _tell(done: int, cases: int) -> None:
    if done % (25 * CHUNK) < CHUNK:
        err.print(f"  {min(done, cases):,} / {cases:,}", highlight=False)

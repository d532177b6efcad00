"""The database at one moment: rows by table, the journal's head and the dump all see the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from gongban.cli.backup.manifest import Head
from gongban.cli.backup.programs import dump


@dataclass(frozen=True)
class Snapshot:
    """An open transaction that sees the database as it was when it began; others go on writing."""

    url: str
    connection: psycopg.Connection
    name: str

    def dump(self, target: Path) -> None:
        """Write what is seen to a file."""
        dump(self.url, target, self.name)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return counts(self.connection)

    def head(self) -> Head:
        """The journal's last seal."""
        row = self.connection.execute("SELECT id, last_position, digest, suite FROM journal_seal ORDER BY id DESC LIMIT 1").fetchone()
        return Head(*row) if row else Head()

    def photos(self) -> set[str]:
        """Ids of all photos, as their folders are called."""
        return {row[0].hex for row in self.connection.execute("SELECT id FROM files_photo")}


@contextmanager
def snapshot_of(url: str) -> Iterator[Snapshot]:
    """The database at this moment, for as long as the block lasts."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield Snapshot(url, connection, row[0])


def counts(connection: psycopg.Connection) -> dict[str, int]:
    """Rows by table of the schema that we use."""
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return {name: _count(connection, name) for (name,) in names}


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])

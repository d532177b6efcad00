"""Saving a database to a file and beginning anew."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from gongban.cli.backup.programs import dump
from gongban.cli.database.readiness import EXTENSIONS
from gongban.cli.home import Home


def back_up_and_renew(home: Home, url: str) -> Path:
    """Save the database to the home's backups, then replace it by an empty one; return the file."""
    target = home.backups / f"gongban-{datetime.now(UTC):%Y%m%d-%H%M%S}.dump"
    dump(url, target)
    empty(url)
    # 库外留存的日志封存头属于旧库 · the journal's head outside belongs to the former database
    head = home.path / "journal-head.json"
    if head.exists():
        head.rename(target.with_suffix(".journal-head.json"))
    return target


def empty(url: str) -> None:
    """Drop everything in the schema; works without the right to make databases."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        for name in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))

"""Saving a database to a file and beginning anew."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from gongban.cli.database import refusals
from gongban.cli.database.owner import owner_for_us
from gongban.cli.database.programs import programs_for
from gongban.cli.database.readiness import EXTENSIONS
from gongban.cli.home import Home


def dump(url: str, target: Path) -> None:
    """Write a database to a file (pg_dump's custom format, 0600); Refusal when it cannot be saved whole."""
    program = programs_for(owner_for_us()) / "pg_dump"
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        command = [str(program), "--format=custom", f"--dbname={url}"]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    if done.returncode != 0:
        target.unlink()
        raise refusals.cannot(target, done.stderr)


def back_up_and_renew(home: Home, url: str) -> Path:
    """Save the database to the home's backups, then replace it by an empty one; return the file."""
    target = home.backups / f"gongban-{datetime.now(UTC):%Y%m%d-%H%M%S}.dump"
    dump(url, target)
    _empty(url)
    # 库外留存的日志封存头属于旧库 · the journal's head outside belongs to the former database
    head = home.path / "journal-head.json"
    if head.exists():
        head.rename(target.with_suffix(".journal-head.json"))
    return target


def _empty(url: str) -> None:
    """Drop everything in the schema; works without the right to make databases."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        for name in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))

"""Whether a database can carry us: it exists, has the extensions, and searches Chinese."""

from __future__ import annotations

from urllib.parse import urlparse

import psycopg
from psycopg import errors, sql

from gongban.cli.database import refusals
from gongban.cli.database.server import Running

EXTENSIONS = ("pg_trgm", "btree_gist", "btree_gin")


def make_ready(server: Running, name: str = "gongban") -> str:
    """Give the embedded server the extensions and the database `name`; return its address."""
    with _connect(server.url("template1")) as template:
        _extend(template, server.url("template1"))
    with _connect(server.url("postgres")) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    check_ready(server.url(name))
    return server.url(name)


def check_ready(url: str) -> None:
    """Refuse a database that does not answer, lacks an extension, or cannot find Chinese fragments."""
    with _connect(url) as connection:
        _extend(connection, url)
        found = connection.execute("SELECT show_trgm('路灯')").fetchone()
        if not found or not found[0]:
            raise refusals.no_chinese_trigrams(without_password(url))


def without_password(url: str) -> str:
    """An address that may be shown."""
    parts = urlparse(url)
    return f"{parts.hostname or ''}:{parts.port or 5432}{parts.path}"


def _connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise refusals.unreachable(without_password(url)) from error


def _extend(connection: psycopg.Connection, url: str) -> None:
    present = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
    for name in EXTENSIONS:
        if name not in present:
            _add(connection, name, url)


def _add(connection: psycopg.Connection, name: str, url: str) -> None:
    try:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
    except (errors.UniqueViolation, errors.DuplicateObject):
        return  # 另一进程同时添加 · another process has just added it
    except psycopg.Error as error:
        raise refusals.no_extension(name, without_password(url)) from error

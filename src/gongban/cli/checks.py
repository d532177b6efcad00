"""What `gongban check` looks at: each finding is one line."""

from __future__ import annotations

from pathlib import Path

from gongban.cli.home import Home
from gongban.cli.instance import opened
from gongban.cli.saying import err, step
from gongban.kernel.words import Words


def check_instance(home: Home) -> bool:
    """Whether the instance is sound; says what is and what is not. Refusal when the database cannot be opened."""
    with opened(home, "gongban check"):
        step("数据库可用，能检索中文", "the database answers and can search Chinese")
        findings = [*_open_keys(home.path / "keys"), *_tables()]
    for finding in findings:
        err.print(f"[red]✗[/] {finding.zh}\n{finding.en}")
    if not findings:
        step("密钥和数据表正常", "keys and tables are in order")
    return not findings


def _open_keys(folder: Path) -> list[Words]:
    open_files = [file for file in folder.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
    return [
        Words(f"密钥 {file} 别人也能读；请执行 chmod 600 {file}。", f"Others can read the key {file}; run chmod 600 {file}.")
        for file in open_files
    ]


def _tables() -> list[Words]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from gongban.cli.migrations import misfits

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not (missing or misfits()):
        return []
    return [Words("数据表与程序版本不符；请运行 gongban up。", "The tables do not fit this version; run gongban up.")]

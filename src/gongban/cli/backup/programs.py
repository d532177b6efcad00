"""Running pg_dump and pg_restore: ours or the machine's, whichever is new enough; never a password in sight."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gongban.cli.backup import refusals
from gongban.cli.database.owner import owner_for_us
from gongban.cli.database.programs import programs_for


def dump(url: str, target: Path, snapshot: str = "") -> None:
    """Write a database to a file (pg_dump's custom format, 0600), as one snapshot sees it when one is named."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    seen = [f"--snapshot={snapshot}"] if snapshot else []
    try:
        _run(url, "pg_dump", "--format=custom", "--compress=1", "--no-owner", "--no-privileges", f"--file={target}", *seen)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def fill(url: str, saved: Path) -> None:
    """Put a saved database into an empty one, whole or not at all."""
    _run(url, "pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction", saved)


def _run(url: str, name: str, *words: str | Path) -> None:
    facts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    # 口令走环境变量：命令行谁都能看 · the password goes by the environment: command lines are seen by everybody
    environment = os.environ | {"PGPASSWORD": facts.pop("password", ""), "LC_ALL": "C"}
    where = make_conninfo("", **facts)
    command = [_program(url, name), f"--dbname={where}", *words]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise refusals.program_failed(name, done.stderr)


def _program(url: str, name: str) -> Path:
    """The first program that knows a server of this version; ours when none does, which then says so itself."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        server = connection.info.server_version // 10_000
    found = list(_candidates(name))
    return next((each for each in found if _major(each) >= server), found[0])


def _candidates(name: str) -> Iterator[Path]:
    yield programs_for(owner_for_us()) / name
    if (installed := shutil.which(name)) is not None:
        yield Path(installed)


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0

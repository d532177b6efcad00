"""How the data folder comes into being: whole or not at all, able to search Chinese."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongban.cli.database import refusals
from gongban.cli.database.place import Place, write_secret

ROLE = "gongban"

# 适合小机器；提交即落盘 · good for a small machine; what is committed is on the disk
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "100",
    "shared_buffers": "'256MB'",
    "effective_cache_size": "'1GB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "'1GB'",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # 语句里可能有个人信息，不写入日志 · statements may hold personal data: they are not logged
    "log_statement": "'none'",
    "log_min_error_statement": "'panic'",
    "log_error_verbosity": "'terse'",
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "'128MB'",
             "wal_level": "'minimal'", "max_wal_senders": "0"}


def create(place: Place, *, durable: bool = True) -> None:
    """Make the data folder if there is none; `durable=False` trades safety for speed (tests only)."""
    if place.data.exists():
        _check_whole(place)
        return
    place.base.parent.mkdir(parents=True, exist_ok=True)
    place.owner.make_folder(place.base)
    place.remember()
    _initialise(place, durable)


def _check_whole(place: Place) -> None:
    for needed in ("PG_VERSION", "global/pg_control", "postgresql.conf"):
        if not (place.data / needed).exists():
            raise refusals.damaged(place.data, f"缺少 · missing {needed}")


def _initialise(place: Place, durable: bool) -> None:
    """initdb beside the final folder, then rename: an interrupted creation is begun again, never used."""
    fresh, password = place.base / "data.new", place.base / "password"
    shutil.rmtree(fresh, ignore_errors=True)
    password.unlink(missing_ok=True)
    write_secret(password, place.password)
    place.owner.give(password)
    try:
        _run_initdb(place, fresh, password)
    finally:
        password.unlink(missing_ok=True)
    _write_settings(fresh, SETTINGS if durable else SETTINGS | FOR_TESTS)
    fresh.rename(place.data)


def _run_initdb(place: Place, fresh: Path, password: Path) -> None:
    done = place.owner.run(
        place.program("initdb"), "-D", fresh, "-U", ROLE, f"--pwfile={password}",
        "--auth-host=scram-sha-256", "--auth-local=reject", "--encoding=UTF8",
        "--locale-provider=builtin", "--locale=C.UTF-8", "--lc-messages=C", "--no-instructions",
    )
    if done.returncode != 0:
        raise refusals.cannot(place.base, done.stderr)


def _write_settings(data: Path, settings: dict[str, str]) -> None:
    with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\n# gongban\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))

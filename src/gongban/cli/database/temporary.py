"""A server for one test run: fast, forgetful, in a private folder that goes with the run."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongban.cli.database.owner import Owner, owner_for_us
from gongban.cli.database.place import Place
from gongban.cli.database.programs import system_folder
from gongban.cli.database.readiness import make_ready
from gongban.cli.database.server import start, stop
from gongban.kernel.errors import Refusal

_PREFIX = "gongban-test-"


@contextmanager
def temporary_database(name: str = "gongban", *, durable: bool = False) -> Iterator[str]:
    """The address of an empty database, gone after the block; leftovers of killed runs are cleared first.

    `durable`: as safe (and slow) as an instance's own, for measuring.
    """
    owner = owner_for_us()
    parent = Path(tempfile.gettempdir()) if owner.uid is None else system_folder()
    _clear_leftovers(parent, owner)
    base = parent / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    place = Place(base, owner, secrets.token_urlsafe(24))
    try:
        yield make_ready(start(place, durable=durable), name)
    finally:
        _remove(place)


def _remove(place: Place) -> None:
    with suppress(Refusal):
        stop(place, seconds=10)
    shutil.rmtree(place.base, ignore_errors=True)


def _clear_leftovers(parent: Path, owner: Owner) -> None:
    for base in parent.glob(f"{_PREFIX}*"):
        pid = base.name.removeprefix(_PREFIX).split("-")[0]
        with suppress(FileNotFoundError):  # 另一次运行可能正在清它 · another run may just be clearing it
            if pid.isdigit() and not _alive(int(pid)) and base.stat().st_uid in (owner.uid, os.geteuid()):
                _remove(Place(base, owner, ""))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

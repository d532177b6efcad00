"""The settings of every test run: a PostgreSQL of its own, a home of its own, keys known to nobody else.

The first process of a run starts the server and names it in the environment; xdist's workers inherit it.
DATABASE_URL, when set, names a server of one's own instead.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from gongban.cli.database.temporary import temporary_database
from gongban.kernel.cipher import KeyRing

_run = ExitStack()
atexit.register(_run.close)


def _begin_run() -> None:
    if "GONGBAN_TEST_RUN" not in os.environ:
        os.environ["GONGBAN_TEST_RUN"] = _run.enter_context(tempfile.TemporaryDirectory(prefix="gongban-home-"))
        os.environ.pop("GONGBAN_HOME", None)
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = _run.enter_context(temporary_database())
    home = Path(os.environ["GONGBAN_TEST_RUN"]) / os.environ.get("PYTEST_XDIST_WORKER", "single")
    (home / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any((home / "keys").glob("*.json")):
        KeyRing.create(home / "keys")
    os.environ["GONGBAN_HOME"] = str(home)
    os.environ.setdefault("GONGBAN_SECRET_KEY", "of-tests-only-and-of-no-instance")


_begin_run()

from gongban.web.site.settings import *  # noqa: E402, F403 - the home above must be known first

# 口令散列故意慢，测试不测它 · password hashing is slow on purpose; tests other than its own need not wait
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]

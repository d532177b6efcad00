"""Opening an instance for a command: its database answers, Django is set up, and what we started we stop."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from gongban.cli.database.place import Place, place_of
from gongban.cli.database.readiness import check_ready, make_ready
from gongban.cli.database.server import Running, start, status, stop
from gongban.cli.home import Home
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@contextmanager
def opened(home: Home, what: str) -> Iterator[None]:
    """The instance for one command: a running one is shared, else the database runs as long as the block."""
    home.prepare()
    with ExitStack() as stack:
        if home.is_held():
            _use(_database_of_running(home))
        else:
            stack.enter_context(home.hold(what))
            stack.enter_context(database(home))
        set_up_django(home)
        yield


@contextmanager
def database(home: Home) -> Iterator[Place | None]:
    """DATABASE_URL answers within the block: the server of one's own (None), else the embedded one, stopped afterwards."""
    if os.environ.get("DATABASE_URL"):
        check_ready(os.environ["DATABASE_URL"])
        yield None
        return
    place = place_of(home.path)
    _use(make_ready(start(place)))
    try:
        yield place
    finally:
        os.environ.pop("DATABASE_URL", None)
        _stop(place)


def set_up_django(home: Home) -> None:
    """Let Django know home and settings; once per process."""
    import django

    os.environ["GONGBAN_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongban.web.site.settings")
    django.setup()


def _stop(place: Place) -> None:
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()
    stop(place)


def _use(url: str) -> None:
    os.environ.setdefault("DATABASE_URL", url)


def _database_of_running(home: Home) -> str:
    """The database of the instance that runs; it may still be starting."""
    if os.environ.get("DATABASE_URL"):
        return os.environ["DATABASE_URL"]
    place = place_of(home.path)
    found: Running | None = None
    for _ in range(100):
        found = status(place)
        if found is not None:
            return make_ready(found)
        time.sleep(0.1)
    words = Words("实例正在启动或停止，请稍后再试。", "The instance is starting or stopping; try again in a moment.")
    raise Refusal("home.busy", words, status=503)

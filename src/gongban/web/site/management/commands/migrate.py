"""Django's migrate, for a connection that prepares its statements.

Migrations of others run several SQL commands in one string, which a prepared statement cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    """Prepares nothing while it migrates, and prepares again afterwards."""

    def handle(self, *args: Any, **options: Any) -> None:
        with _unprepared(options["database"]):
            super().handle(*args, **options)


@contextmanager
def _unprepared(database: str) -> Iterator[None]:
    connection = connections[database]
    connection.ensure_connection()
    former = connection.connection.prepare_threshold
    connection.connection.prepare_threshold = None
    try:
        yield
    finally:
        if connection.connection is not None:
            connection.connection.prepare_threshold = former

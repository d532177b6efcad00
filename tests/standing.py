"""The sample city stands in every test database: loaded once, and put back after a test that really commits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

CITY = Path(__file__).parent.parent / "cities" / "jiangcheng"


def load_standing_city() -> None:
    """Load the sample city and keep its rows in memory, so that they can be put back in milliseconds."""
    from gongban.cli.city import load

    load(CITY)
    _empty_the_journal()
    _put_back_after_flush(_rows())


def _empty_the_journal() -> None:
    """Loading a city publishes its catalogue, which is written down; tests count from a journal without events."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM journal_event")


def _rows() -> dict[str, bytes]:
    """Every table that holds something, as PostgreSQL copies it out."""
    found = {}
    for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
        with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
            content = b"".join(bytes(part) for part in copied)
        if content and table != "django_migrations":
            found[table] = content
    return found


def _put_back_after_flush(rows: dict[str, bytes]) -> None:
    """Django empties all tables after a test that commits. The journal forbids that to everybody but this test database."""
    plain: Callable[..., Any] = DatabaseOperations.execute_sql_flush

    def flush(operations: DatabaseOperations, statements: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
            plain(operations, statements)
            for table, content in rows.items():
                with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as copied:
                    copied.write(content)
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):  # 编号接着数 · ids go on from there
                cursor.execute(statement)
        _forget()

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


def _forget() -> None:
    from gongban.foundation.journal.public import head_file

    head_file().unlink(missing_ok=True)
    forget_all()


def forget_all() -> None:
    """Forget every table that is remembered for some seconds."""
    from gongban.delivery.cases.public import forget_rulebooks
    from gongban.exchange.open311.public import forget_offer
    from gongban.foundation.facts.public import forget_declared
    from gongban.foundation.people.public import forget_departments
    from gongban.foundation.territory.public import forget, forget_shapes

    forget(), forget_shapes(), forget_rulebooks(), forget_departments(), forget_declared(), forget_offer()

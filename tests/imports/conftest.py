"""A second city for a test: Boston in place of the standing one, put back by the test's own rollback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.standing import forget_all

ROOT = Path(__file__).parents[2]
BOSTON = ROOT / "cities" / "boston"


@pytest.fixture
def boston(db: None) -> Iterator[Path]:
    """The folder of Boston, loaded; an instance holds one city, so the standing one steps aside."""
    from gongban.cli.city import load

    _empty()
    forget_all()
    load(BOSTON)
    forget_all()
    yield BOSTON
    forget_all()


def _empty() -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - {"django_migrations"}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in sorted(tables):
            cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("SET LOCAL session_replication_role = origin")

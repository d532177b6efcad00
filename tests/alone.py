"""Sealing in a test that shares its database server with others.

A server counts transactions over all its databases, so the tests of another worker would hold back the sealing of
ours. In these tests everything of our own is committed: the horizon may lie just above our own last number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from gongban.foundation.journal import sealing


def own_horizon() -> int:
    """A transaction number above all that this test has used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint + 1")
        (horizon,) = cursor.fetchone()
    return int(horizon)


@contextmanager
def sealing_alone() -> Iterator[None]:
    """Seal everything that was committed here, whatever runs beside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_try_horizon", own_horizon)
        yield

"""Numbers of applications and parts: the day and a serial, given when an application is submitted, under the lock of the day's row."""

from __future__ import annotations

from datetime import date

from django.db import connection

from gongban.foundation.territory.public import city


def next_number(day: date) -> str:
    """The number of the next application of a day, such as JCBJ20260302-000017; its parts add -01, -02. The caller holds the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO applications_series (day, last) VALUES (%s, 1) ON CONFLICT (day) DO UPDATE SET last = applications_series.last + 1 RETURNING last", [day]
        )
        (serial,) = cursor.fetchone()
    return f"{city().number_prefix}BJ{day:%Y%m%d}-{serial:06d}"


def part_number(application: str, place: int) -> str:
    """The number of a part of an application, counted from 1."""
    return f"{application}-{place:02d}"

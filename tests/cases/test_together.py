"""What is read in one question is what is read table by table: same rows, same order, same values."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongban.delivery.cases.models import Application, Assignment, Case
from gongban.foundation.files.public import Photo
from gongban.foundation.matters.public import Attachment, Entry, Matter, Party, Timer
from gongban.foundation.together import hold, together
from tests.cast import Cast


def columns(row: Any) -> dict[str, Any]:
    """Every value of a row, by column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def played(cast: Cast) -> Case:
    """A case on which much has happened: returned, dispatched again, paused."""
    case = cast.bring(cast.report("江边步道的路灯坏了三盏，晚上很黑。"), "return_asked")
    cast.act(case, "note", {"text": "引号 \" 反斜线 \\ 换行\n表情 🙂"}, by=cast.handler)
    return case


def test_one_question_reads_what_many_read(played: Case) -> None:
    asked = [
        Case.objects.all(), Matter.objects.order_by("-pk"), Assignment.objects.order_by("sent_at", "pk"), Application.objects.all(), Timer.objects.order_by("pk"),
        Party.objects.order_by("pk"), Entry.objects.order_by("at", "pk"), Attachment.objects.all(), Photo.objects.all(),
    ]  # fmt: skip
    found = together(*asked)
    assert [[columns(row) for row in rows] for rows in found] == [[columns(row) for row in rows] for rows in asked]
    assert sum(map(len, found)) > 10


def test_what_is_selected_along_comes_along(played: Case) -> None:
    with CaptureQueriesContext(connection) as queries:
        (part,), (case,) = together(
            Assignment.objects.filter(case=played).select_related("department", "handler"),
            Case.objects.filter(pk=played.pk).select_related("matter__holder", "category", "joined_into__matter"),
        )  # fmt: skip
        assert part.department.name_zh and case.matter.holder == part.department and case.joined_into is None
    assert len(queries) == 1


def test_rows_come_in_the_order_that_was_asked_for(cast: Cast) -> None:
    for n in range(12):
        cast.report(f"第{n}件：路灯坏了，晚上很黑。")
    (down, up) = together(Matter.objects.order_by("-number"), Matter.objects.order_by("number")[:5])
    assert [row.number for row in down] == sorted((row.number for row in down), reverse=True)
    assert [row.number for row in up] == sorted(row.number for row in down)[:5]


def test_what_is_held_is_not_asked_again(played: Case) -> None:
    (parts,) = together(Assignment.objects.filter(case=played))
    hold(played, "assignments", parts)
    with CaptureQueriesContext(connection) as queries:
        assert list(played.assignments.all()) == parts
    assert len(queries) == 0

"""An action asks the database only so often: what it asks more is paid at every case of the city."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongban.delivery.cases.publicity import masked_all
from tests.cast import Cast

MOST = {"accept": 9, "dispatch": 18, "sign_in": 15, "first_contact": 15, "note": 10}


def asked(queries: CaptureQueriesContext) -> list[str]:
    """What was asked, without savepoints."""
    return [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]


def test_every_step_of_the_usual_way_keeps_to_its_number_of_queries(cast: Cast) -> None:
    case, found = cast.report("江边的路灯坏了三盏。"), {}
    ways = (
        ("accept", {}, cast.operator), ("dispatch", {"department": "chengguan"}, cast.dispatcher), ("sign_in", {}, cast.handler),
        ("first_contact", {"text": "约好了。"}, cast.handler), ("note", {"text": "备件已领。"}, cast.handler),
    )  # fmt: skip
    for action, given, by in ways:
        with CaptureQueriesContext(connection) as queries:
            cast.act(case, action, given, by=by)
        found[action] = len(asked(queries))
    assert {action: count for action, count in found.items() if count > MOST[action]} == {}


def test_a_note_writes_nothing_into_the_row_of_the_case(cast: Cast) -> None:
    case = cast.bring(cast.report("江边的路灯坏了三盏。"), "in_progress")
    with CaptureQueriesContext(connection) as queries:
        cast.act(case, "note", {"text": "备件已领。"}, by=cast.handler)
    assert not [sql for sql in asked(queries) if sql.startswith('UPDATE "cases_case"')]


@pytest.mark.parametrize("number", [1, 4])
def test_names_are_looked_up_once_for_all_texts_of_a_case(cast: Cast, number: int) -> None:
    case = cast.report("江边的路灯坏了三盏。")
    with CaptureQueriesContext(connection) as queries:
        masked_all(case, *["王小明家门口的灯"] * number)
    assert len([sql for sql in asked(queries) if "matters_party" in sql]) == 1

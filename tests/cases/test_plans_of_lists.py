"""Lists and counts of the workbench are read by index, whatever lies in the archive."""

from __future__ import annotations

import pytest
from django.db import connection

from gongban.delivery.cases.models import Case
from gongban.delivery.cases.oversight import supervision_counts, unmoderated
from gongban.delivery.cases.sheets import sheet
from gongban.delivery.cases.worklists import Wanted, at_work, to_do_counts, worklist
from tests.cast import Cast


@pytest.fixture(autouse=True)
def indexes_count(db: None) -> None:
    """Let the planner take an index where there is one, although the test's tables are tiny."""
    with connection.cursor() as cursor:
        for way in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
            cursor.execute(f"SET LOCAL {way} = off")


def test_the_most_urgent_cases_come_in_the_order_of_the_index_of_limits(cast: Cast) -> None:
    plan = worklist(cast.dispatcher, Wanted(scope="all"), cast.now)[:30].explain()
    assert "matter_by_due" in plan and "Incremental Sort" not in plan


def test_what_waits_for_moderation_is_found_by_its_own_index(cast: Cast) -> None:
    assert "case_to_moderate" in unmoderated(cast.moderator).explain()


def test_what_is_still_open_is_known_from_the_index_alone() -> None:
    plan = Case.objects.filter(at_work()).explain()
    assert "Seq Scan on matters_matter" not in plan and any(index in plan for index in ("matter_open", "matter_queue")), plan


def test_counts_leave_the_archive_out_but_not_a_closed_case_whose_exclusion_is_to_be_decided(cast: Cast) -> None:
    filed, asked = cast.bring(cast.report("修好了的灯。"), "filed"), cast.bring(cast.report("没有依据的事。"), "closed")
    cast.act(asked, "ask_exclusion", {"text": "诉求没有依据。"}, by=cast.reviewer)
    assert not Case.objects.filter(at_work(), pk=filed.pk).exists()
    assert supervision_counts(cast.supervisor, cast.now)["exclusions"] == 1
    assert to_do_counts(cast.supervisor, cast.now)["supervision"] == 1


def test_a_list_by_words_has_the_same_order_and_pages_as_one_without(cast: Cast) -> None:
    for text in ("路灯坏了一盏。", "路灯坏了两盏。", "路灯坏了三盏。"):
        cast.report(text)
    plain = worklist(cast.operator, Wanted(scope="all"), cast.now)
    found = worklist(cast.operator, Wanted(scope="all", words="路灯"), cast.now)
    assert [case.pk for case in found] == [case.pk for case in plain]
    first = sheet(found, size=2)
    assert [case.pk for case in sheet(found, first.next, size=2).rows] == [list(plain)[2].pk]

"""What is not closed in time is urged by itself, once for each dispatch (A4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongban.delivery.cases.models import Case
from gongban.delivery.cases.overdue import urge_overdue
from gongban.foundation.matters.public import Timer
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast) -> tuple[Case, Timer]:
    """A case in progress and its holder's running limit."""
    case = cast.bring(cast.report("路灯不亮，走路看不见。"), "in_progress")
    return case, Timer.objects.get(matter=case.matter_id, name="holder", stopped_at__isnull=True)


def test_a_case_is_urged_only_after_its_limit_and_only_once(held) -> None:
    case, timer = held
    assert urge_overdue(timer.due_at - timedelta(minutes=1)) == 0
    assert [urge_overdue(timer.due_at + timedelta(minutes=1)), urge_overdue(timer.due_at + timedelta(days=3))] == [1, 0]
    case.refresh_from_db()
    assert case.urged and case.urgings.get().urged_by is None


def test_a_unit_that_gets_it_again_is_urged_again(held, cast) -> None:
    case, timer = held
    urge_overdue(timer.due_at + timedelta(minutes=1))
    later = timer.due_at + timedelta(hours=1)
    cast.act(case, "answer", {"text": "已修复。", "evidence": "照片"}, by=cast.handler, when=later)
    cast.act(case, "approve_answer", by=cast.reviewer, when=later + timedelta(hours=1))
    cast.act(case, "redo", {"text": "还是不亮。"}, by=cast.dispatcher, when=later + timedelta(hours=2))
    assert urge_overdue(later + timedelta(days=60)) == 1


def test_a_pause_or_an_extension_keeps_it_from_being_urged(held, cast) -> None:
    case, timer = held
    cast.act(case, "ask_extension", {"amount": 1, "text": "等配件。"}, by=cast.handler, when=timer.due_at - timedelta(hours=2))
    cast.act(case, "grant_extension", {"text": "同意。"}, by=cast.dispatcher, when=timer.due_at - timedelta(hours=1))
    assert urge_overdue(timer.due_at + timedelta(minutes=1)) == 0


def test_cases_of_an_old_system_are_left_to_the_supervisors(held) -> None:
    case, timer = held
    Case.objects.filter(pk=case.pk).update(channel="import")
    assert urge_overdue(timer.due_at + timedelta(days=30)) == 0


def test_a_city_may_switch_it_off(held) -> None:
    _, timer = held
    Mechanism.objects.create(code="A4.automatic", name_zh="逾期自动督办", name_en="Automatic urging", state="off")
    forget()
    try:
        assert urge_overdue(timer.due_at + timedelta(days=1)) == 0
    finally:
        forget()

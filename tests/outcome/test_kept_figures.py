"""Figures that are kept month by month are those that the slow count finds, whatever happens in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from gongban.foundation.journal.public import Event
from gongban.foundation.journal.recording import LATER
from gongban.kernel.city import CityFolder, Report
from gongban.kernel.words import Words
from gongban.outcome.insight import keeping, loading
from gongban.outcome.insight.keeping import counted, note_changes, recount_changed, summed
from gongban.outcome.insight.models import CountedMonth, Figure
from gongban.outcome.insight.public import open_statistics, recount_all
from gongban.outcome.insight.terms import Counts, Dimension
from gongban.outcome.ratings.public import Callback, answer
from tests.cast import Cast, at
from tests.standing import CITY

SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)
ENDS = ("received", "accepted", "dispatched", "in_progress", "answered", "closed", "filed", "refused", "withdrawn", "return_asked", "joined")


def hear(since: int = 0) -> int:
    """Let the figures hear of every event after the first `since`; returns how many there are now."""
    events = list(Event.objects.order_by("recorded_at", "id"))
    note_changes(events[since:])
    return len(events)


def without_sign_in(cells: dict[Dimension, dict[str, Counts]]) -> dict[str, dict[str, Counts]]:
    """Whether somebody is late with signing in is told by the clock, not by an event; no open figure is made of it."""
    plain = {cut.value: {code: replace(each, to_sign=0, signed=0) for code, each in found.items()} for cut, found in cells.items()}
    return {cut: {code: each for code, each in found.items() if each != Counts()} for cut, found in plain.items()}


def something(cast: Cast, dice: Random) -> None:
    """A case somewhere in half a year, brought somewhere; sometimes judged, redone, chased, excluded or reclassified much later."""
    when = at("2026-01-05 09:00") + timedelta(days=dice.randrange(150), hours=dice.randrange(9))
    case = cast.report(f"第{dice.randrange(10**6)}件，路灯不亮。", kind=dice.choice(("help", "complaint", "inquiry")), when=when)
    state = dice.choice(ENDS)
    if state != "joined":
        cast.bring(case, state)
    later = when + timedelta(days=dice.randrange(1, 70))
    further: dict[str, tuple[str, dict[str, Any], Any]] = {
        "in_progress": ("chase", {"text": "请快一点。"}, cast.chen), "accepted": ("reclassify", {"kind": "suggestion", "urgency": "normal"}, cast.dispatcher),
        "filed": ("redo", {"text": "没有修好。"}, cast.supervisor), "dispatched": ("withdraw", {}, cast.chen),
    }  # fmt: skip
    if state in further and dice.random() < 0.7:
        action, given, who = further[state]
        cast.act(case, action, given, by=who, when=later)
    asked = Callback.objects.open().filter(case=case).first()
    if asked and dice.random() < 0.7:
        answer(asked.pk, {"contacted": True, "solved": dice.choice(("yes", "partly", "no")), "satisfaction": dice.choice((1, 3, 5))}, by=cast.operator, at=later)


@pytest.mark.parametrize("seed", range(4))
def test_kept_figures_are_those_of_the_slow_count_and_only_what_changed_is_counted_anew(cast: Cast, seed: int) -> None:
    dice, heard = Random(seed), 0
    keeping.recount_all()
    for _round in range(3):
        for _ in range(4):
            something(cast, dice)
        heard = hear(heard)
        while recount_changed():
            pass
        kept, _since = summed(SINCE, UNTIL, timezone.now())
        assert without_sign_in(kept) == without_sign_in(counted(SINCE, UNTIL, timezone.now()))
    assert CountedMonth.objects.filter(counted_at__isnull=False).exists() and Figure.objects.exists()


def test_a_step_in_april_changes_the_month_in_which_the_case_was_opened(cast: Cast) -> None:
    case = cast.bring(cast.report(when=at("2026-03-02 09:00")), "filed")
    hear()
    recount_changed()
    cast.act(case, "redo", {"text": "没有修好。"}, by=cast.supervisor, when=at("2026-04-20 09:00"))
    hear()
    assert set(CountedMonth.stale().values_list("month", flat=True)) == {"2026-03", "2026-04"}


def test_what_happens_to_one_month_leaves_the_others_as_they_are(cast: Cast) -> None:
    cast.report(when=at("2026-02-02 09:00"))
    hear()
    recount_changed()
    before = CountedMonth.objects.get(pk="2026-02").counted_at
    known = Event.objects.count()
    cast.report(when=at("2026-03-02 09:00"))
    hear(known)
    assert recount_changed() == 1
    assert CountedMonth.objects.get(pk="2026-02").counted_at == before


def test_months_that_were_never_counted_are_counted_by_whoever_asks(cast: Cast) -> None:
    for month in (1, 2, 3):
        cast.report(when=datetime(2026, month, 10, 2, tzinfo=UTC))
    keeping.recount("2026-02")
    kept, _since = summed(SINCE, UNTIL, timezone.now())
    assert {month: each.received for month, each in kept[Dimension.MONTH].items()} == {"2026-01": 1, "2026-02": 1, "2026-03": 1}


def test_asking_costs_the_same_few_queries_whether_months_are_kept_or_not(cast: Cast, django_assert_max_num_queries: Any) -> None:
    cast.report(when=at("2026-03-02 09:00"))
    open_statistics(months=12, until=UNTIL)
    from gongban.outcome.insight.public import forget_figures

    forget_figures()
    recount_all()
    for month in keeping.months_between(date(2025, 7, 1), UNTIL):
        keeping.recount(month)
    with django_assert_max_num_queries(8):
        open_statistics(months=12, until=UNTIL)


def test_figures_say_since_when_they_hold(cast: Cast) -> None:
    cast.report(when=at("2026-03-02 09:00"))
    keeping.recount("2026-03")
    counted_at = CountedMonth.objects.get(pk="2026-03").counted_at
    assert open_statistics(months=1, until=date(2026, 3, 31)).computed_at == counted_at


def test_every_event_of_a_case_and_its_callbacks_is_heard_of() -> None:
    kinds, _listener = LATER["gongban.outcome.insight.keeping.note_changes"]
    assert kinds >= {"case_opened", "moderated", "dispatched", "closed", "reopened", "filed", "excluded", "chased", "rated", "unreached", "denied"}


@pytest.mark.parametrize(("changed", "stale"), [({"added": 3, "unchanged": 9}, False), ({"changed": 1}, True), ({"ended": 1}, True)])
def test_a_loading_that_changes_rules_has_every_kept_month_counted_anew(cast: Cast, changed: dict[str, int], stale: bool) -> None:
    cast.report("路灯不亮。", when=at("2026-01-05 09:00"))
    recount_all()
    report = Report()
    report.count("categories", Words("分类", "categories"), **changed)
    loading.load(CityFolder(CITY), report)
    assert CountedMonth.stale().exists() is stale

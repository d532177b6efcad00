"""The demonstration: every state is there, nothing lies in the future, the journal is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from gongban.cli.demo import fill
from gongban.cli.demo.pictures import SCENES, draw
from gongban.cli.demo.script import Play, read_play
from gongban.delivery.cases.public import CASE, Case
from gongban.foundation.files.drawing import fingerprint
from gongban.foundation.files.public import distance
from gongban.foundation.journal.models import Event
from gongban.foundation.journal.public import seal_all, verify
from gongban.kernel.city import CityFolder
from tests.alone import sealing_alone
from tests.standing import CITY

pytestmark = pytest.mark.django_db

# where each story of demo/cases.yaml ends
ENDS = {
    "received": "received", "refused": "refused", "answered_at_once": "filed", "handed_over": "handed_over", "dispatched": "dispatched",
    "returned": "return_asked", "under_study": "under_study", "in_progress": "in_progress", "overdue": "in_progress",
    "extended": "in_progress", "answered": "answered", "closed": "closed", "unreached": "filed", "redone": "filed", "filed": "filed",
    "praised": "filed", "withdrawn": "withdrawn", "joined": "joined", "reinspected": "filed", "excluded": "filed",
    "urged": "in_progress", "raised": "filed", "solve_first": "closed",
}  # fmt: skip


@pytest.fixture(scope="module")
def play(django_db_setup: None, django_db_blocker: Any) -> Iterator[Play]:
    """The demonstration, really played once for this module and wiped afterwards."""
    with django_db_blocker.unblock():
        fill(CITY)
        with sealing_alone():
            seal_all()
        yield read_play(CityFolder(CITY))
        call_command("flush", verbosity=0, interactive=False)


def test_every_case_ends_where_its_story_ends(play: Play) -> None:
    found = {(case.matter.title, case.text): case.matter.state for case in Case.objects.select_related("matter")}
    wrong = {
        script.key: found[script.more["title"], script.more["text"]]
        for script in play.scripts
        if found[script.more["title"], script.more["text"]] != ENDS[script.story]
    }
    assert (wrong, len(found)) == ({}, len(play.scripts))


def test_every_state_but_one_that_lasts_a_moment_is_shown(play: Play) -> None:
    shown = Counter(Case.objects.values_list("matter__state", flat=True))
    assert set(shown) == {state.code for state in CASE.states} - {"accepted"}
    assert min(shown.values()) >= 2


def test_nothing_lies_in_the_future_and_a_case_goes_forward_in_time(play: Play) -> None:
    now, last = timezone.now(), {}
    assert not Event.objects.filter(occurred_at__gt=now).exists()
    for event in Event.objects.exclude(matter=None).order_by("matter", "seq", "id"):
        assert last.get(event.matter, event.occurred_at) <= event.occurred_at <= now
        last[event.matter] = event.occurred_at


def test_the_journal_verifies(play: Play) -> None:
    assert verify().sound


def test_there_is_something_to_do_for_every_desk(play: Play) -> None:
    cases = Case.objects.all()
    assert cases.filter(publicity="waiting").count() >= 5
    assert cases.filter(publicity="public").count() >= 150
    assert cases.filter(urged=True).exists() and cases.filter(raised_at__isnull=False).exists()
    assert cases.filter(callbacks__standing="open", matter__state="closed").exists()
    assert cases.filter(matter__due_at__lt=timezone.now(), matter__state="in_progress").exists()
    assert not cases.filter(kind="report").exclude(publicity="never").exists()


def test_a_second_start_plays_nothing(play: Play) -> None:
    assert fill(CITY) == 0


@pytest.mark.parametrize("kind", sorted(SCENES))
def test_near_same_cases_show_near_same_drawings(kind: str) -> None:
    first, second = (pixels(draw(kind, "d1", key)) for key in ("d1", "d2"))
    others = [pixels(draw(kind, scene, "d1")) for scene in ("d6", "d7", "d8", "d9")]
    assert (first.size, first.tobytes() != second.tobytes()) == ((640, 480), True)
    assert distance(fingerprint(first), fingerprint(second)) <= 4
    assert max(distance(fingerprint(first), fingerprint(other)) for other in others) > 24


def pixels(stream: BytesIO) -> Image.Image:
    return Image.open(stream).convert("RGB")

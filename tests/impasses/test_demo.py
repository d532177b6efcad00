"""The sample city shows ratings and impasses as a person meets them: waiting, rated well and badly, being mended; done and being coordinated."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from gongban.cli.demo.points import play_points
from gongban.delivery.impasses.public import Impasse
from gongban.kernel.city import BrokenCity, CityFolder
from gongban.outcome.ratings.public import Invitation, Rectification, counts_of
from tests.cast import Cast
from tests.standing import CITY

pytestmark = pytest.mark.django_db


def test_the_sample_points_stand_in_their_states(cast: Cast) -> None:
    now = timezone.now()
    assert play_points(CityFolder(CITY), now=now) == Invitation.objects.count() + Impasse.objects.count() == 8
    found = counts_of()
    assert (found.invited, found.rated, found.unrated, found.bad) == (5, 4, 1, 2)
    assert sorted(Rectification.objects.values_list("matter__state", flat=True)) == ["opened", "replied"]
    assert sorted(Impasse.objects.values_list("matter__state", flat=True)) == ["coordinating", "done", "taken"]
    assert play_points(CityFolder(CITY), now=now) == 0, "once only"


def test_a_broken_demonstration_names_file_and_line(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "city.yaml").touch()
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "points.yaml").write_text("impasses:\n  - {resident: nobody, cause: other, text: 办不成}\n", encoding="utf-8")
    with pytest.raises(BrokenCity, match=r"demo/points\.yaml:2"):
        play_points(CityFolder(tmp_path), now=timezone.now())

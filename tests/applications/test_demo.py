"""The sample city shows applications as people and offices meet them: done, in review, to be completed, a draft."""

from __future__ import annotations

from gongban.cli.demo.applications import play_applications
from gongban.cli.demo.licences import play_licences
from gongban.delivery.applications.public import Application, Part, filling
from gongban.kernel.city import CityFolder
from tests.applications.conftest import CITY, NOW, Desk


def test_the_sample_applications_stand_in_their_states(desk: Desk) -> None:
    folder = CityFolder(CITY)
    play_licences(folder, now=NOW)
    assert play_applications(folder, now=NOW) == Application.objects.count() == 6
    states = sorted(Part.objects.values_list("matter__state", flat=True))
    assert states == ["concluded", "concluded", "correcting", "in_review", "in_review"]
    fire = Part.objects.get(name_zh__contains="消防安全检查")
    assert [task.element for task in fire.tasks.filter(done_at=None)] == ["second"], "half way through its diagram"
    assert Application.objects.filter(stage="draft").count() == 1
    assert play_applications(folder, now=NOW) == 0, "once only"


def test_the_cook_has_two_licences_at_hand_for_his_restaurant(desk: Desk) -> None:
    play_licences(CityFolder(CITY), now=NOW)
    draft = desk.begin("restaurant")
    desk.fill(draft, {"shop_area": 320, "kitchen_area": 90, "seats": 120, "by_commitment": False})
    offered = {each.offered.type_id for each in filling(draft, at=NOW).materials if each.offered}
    assert offered >= {"business-licence", "identity-card"}

"""Whoever applied is asked to rate each handling when it ends, once for each part (一事一评)."""

from __future__ import annotations

from gongban.outcome.ratings.public import Invitation, InvitationStanding, Subject, rate
from tests.applications.conftest import LARGE, Desk


def test_each_part_that_has_ended_may_be_rated_once_by_who_applied(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    while todo := [part for part in shop.parts(made).values() if part.matter.state == "received"]:
        for part in todo:
            shop.grant(part)
    parts = {part.pk: part for part in shop.parts(made).values()}
    asked = {each.subject: each for each in Invitation.objects.filter(kind=Subject.PART)}
    assert set(asked) == set(parts)
    assert {(each.account_id, each.department_id, each.number) for each in asked.values()} == {
        (made.account_id, part.department_id, part.matter.number) for part in parts.values()}  # fmt: skip
    one = next(iter(asked.values()))
    assert one.standing(shop.now) is InvitationStanding.OPEN and one.item and one.version == parts[one.subject].version
    assert rate(one.pk, {"level": 4, "tags": ["406"]}, by=shop.cook, at=shop.now).level == 4

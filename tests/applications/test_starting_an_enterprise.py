"""Starting an enterprise (企业开办): a person applies, the enterprise comes into being with the grant, and what follows is issued to it."""

from __future__ import annotations

from typing import Any

import pytest

from gongban.delivery.applications.public import Application, Part, application_of, foresee, my_applications
from gongban.delivery.licences.public import Licence
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Agent, Enterprise, actor_of
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.identifiers.credit_code import check_character
from tests.applications.conftest import NOW, SHOP, Desk
from tests.cast import actor

CODE = "91990102MA0009000" + check_character("91990102MA0009000")
SAID: dict[str, Any] = {"entity": "company", "hires_now": True, "shop_name": "江城晓雨文化有限公司"}


@pytest.fixture
def made(desk: Desk) -> Application:
    """Chen applies, in person, for everything that a new company needs."""
    return desk.apply("start-enterprise", SAID, desk.cast.chen)


def first(desk: Desk, made: Application) -> Part:
    return desk.parts(made)["licence"]


def test_with_the_grant_the_enterprise_is_there_the_person_speaks_for_it_and_the_licence_is_its_own(desk: Desk, made: Application) -> None:
    part = desk.grant(first(desk, made), credit_code=CODE.lower())
    enterprise = Enterprise.objects.get(pk=CODE)
    assert enterprise.name_zh == SAID["shop_name"]
    agent = Agent.objects.get(enterprise=enterprise)
    assert (str(agent.account_id), agent.capacity) == (desk.cast.chen.account, "legal_representative")
    licence = Licence.objects.get(pk=part.licence)
    assert (licence.type_id, licence.enterprise_id, licence.account_id) == ("business-licence", CODE, None)
    assert Event.objects.get(kind="enterprise_founded").payload == {"enterprise": CODE, "representative": desk.cast.chen.account}


def test_everything_that_waited_goes_on_for_the_new_enterprise_to_its_end(desk: Desk, made: Application) -> None:
    desk.grant(first(desk, made), credit_code=CODE)
    assert desk.parts(made)["seal"].matter.state == "received"
    for part in [each for each in desk.parts(made).values() if each.matter.state == "received"]:
        desk.grant(part)
    assert {part.matter.state for part in desk.parts(made).values()} == {"concluded"}
    assert made.materials.get(made_by="licence").licence == first(desk, made).licence, "the seal's office was given the new licence"


def test_the_application_stays_the_person_s_own_and_the_enterprise_is_chosen_to_act_for(desk: Desk, made: Application) -> None:
    desk.grant(first(desk, made), credit_code=CODE)
    assert application_of(made.pk, by=desk.cast.chen).founded_id == CODE
    assert [row.pk for row in my_applications(desk.cast.chen, at=NOW).rows] == [made.pk]
    account = desk.cast.account(desk.cast.chen)
    assert actor_of(account, at=NOW, enterprise=CODE).enterprise == CODE
    assert desk.begin("signboard", actor_of(account, at=NOW, enterprise=CODE), "item").enterprise_id == CODE


@pytest.mark.parametrize(
    ("code", "why"),
    [("", "credit_code.missing"), ("123", "credit_code.malformed"), (CODE[:-1] + ("A" if CODE[-1] != "A" else "B"), "credit_code.check_digit"), (SHOP, "enterprise.registered")],
)
def test_a_code_that_cannot_be_is_named_at_its_field_and_nothing_is_decided(desk: Desk, made: Application, code: str, why: str) -> None:
    part = first(desk, made)
    with pytest.raises(Refusal) as refused:
        desk.grant(part, credit_code=code)
    assert (refused.value.code, refused.value.field) == (why, "credit_code")
    part.matter.refresh_from_db()
    assert part.matter.state == "in_review" and not Event.objects.filter(kind="enterprise_founded").exists()


def test_what_the_grant_would_say_is_seen_before_and_founds_nothing(desk: Desk, made: Application) -> None:
    part = first(desk, made)
    fields = {"credit_code": CODE, "entity": "company", "representative": "陈晓雨", "founded": "2027-01-04", "address": "渡口街 8 号", "scope": "文化活动"}
    assert foresee(part, {"outcome": "granted", "fields": fields}, by=desk.office("shichang"), at=NOW)["scope"] == "文化活动"
    assert not Enterprise.objects.filter(pk=CODE).exists() and part.application.founded is None


def test_a_refusal_founds_nothing(desk: Desk, made: Application) -> None:
    part = first(desk, made)
    desk.review(part)
    desk.act(part, "decide", {"outcome": "refused", "reason": "名称与他人重复"})
    made.refresh_from_db()
    assert made.founded is None and desk.parts(made)["seal"].matter.state == "waiting"


def test_a_fee_keeps_the_licence_back_and_not_the_enterprise(desk: Desk, made: Application) -> None:
    part = first(desk, made)
    Part.objects.filter(pk=part.pk).update(fee=5000)
    part.refresh_from_db()
    desk.grant(part, credit_code=CODE)
    assert Enterprise.objects.filter(pk=CODE).exists() and part.licence is None
    desk.pay(part)
    assert Licence.objects.get(pk=first(desk, made).licence).enterprise_id == CODE


def test_two_new_enterprises_never_share_a_code(desk: Desk, made: Application) -> None:
    desk.grant(first(desk, made), credit_code=CODE)
    other = desk.apply("start-enterprise", {**SAID, "shop_name": "江城浩然文化有限公司"}, actor("hedusheng"))
    with pytest.raises((Conflict, Refusal), match=r"enterprise\.registered"):
        desk.grant(first(desk, other), credit_code=CODE)

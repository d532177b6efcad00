"""Drafts: saved answer by answer, gone on with on another device or at a counter, signed by several, erased with the account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gongban.delivery.applications.filling import licences_of
from gongban.delivery.applications.public import (
    Application,
    abandon,
    ask_to_sign,
    begin,
    digest_of,
    filling,
    own_records,
    refresh,
    save,
    sign,
    to_sign,
)
from gongban.delivery.licences.public import issue
from gongban.foundation.facts.public import Party, held_of
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Agent, AssuranceNeeded, erase_account, identity_of
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.applications.conftest import IDENTITY, NOW, SHOP, Desk
from tests.cast import actor

CLERK = "ying.chunhui"


def answer(draft: Application, by: Actor, **answers: Any) -> Application:
    return save(draft.pk, {"answers": answers}, by=by, at=NOW)


def test_what_was_begun_is_gone_on_with_and_not_begun_twice(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    answer(draft, shop.cook, shop_area=80)
    assert shop.begin("restaurant").pk == draft.pk


def test_two_devices_that_save_different_answers_keep_both(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    answer(draft, shop.cook, shop_area=80)
    answer(draft, replace(shop.cook, channel="phone"), seats=30)
    found = filling(Application.objects.get(pk=draft.pk), at=NOW)
    assert (found.answers["shop_area"], found.answers["seats"]) == (80, 30)
    assert Event.objects.get(kind="channel_switched").payload == {"application": str(draft.pk), "before": "web", "after": "phone"}


@pytest.mark.parametrize(("name", "value"), [("shop_area", "large"), ("shop_area", -1), ("no_such_fact", 1), ("entity", "nobody"), ("small_catering", True)])
def test_an_answer_that_does_not_fit_is_refused_at_its_field_and_nothing_is_lost(shop: Desk, name: str, value: Any) -> None:
    draft = shop.begin("restaurant")
    answer(draft, shop.cook, seats=30)
    with pytest.raises(Refusal) as refused:
        answer(draft, shop.cook, **{name: value})
    assert refused.value.field == name
    assert filling(Application.objects.get(pk=draft.pk), at=NOW).answers == {"seats": 30}


def test_nobody_else_opens_a_draft(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    for who in (shop.cast.chen, shop.cast.handler, shop.cast.chief, shop.cast.anonymous, actor(CLERK)):
        with pytest.raises(NotFound):
            answer(draft, who, shop_area=1)


def test_a_draft_that_is_given_up_forgets_what_was_written(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    answer(draft, shop.cook, shop_area=80)
    abandon(draft.pk, by=shop.cook, at=NOW)
    draft.refresh_from_db()
    assert (draft.stage, draft.answers) == ("abandoned", "")


def test_at_a_counter_the_application_is_the_person_s_own(shop: Desk) -> None:
    clerk = actor(CLERK)
    given = {"subject": "item", "slug": "social-card", "applicant_name": "陈晓雨", "applicant_number": "990101199104120026", "phone": "13000000001"}
    draft = begin(given, by=clerk, at=NOW)
    assert (draft.channel, str(draft.account_id), str(draft.clerk_id)) == ("counter", shop.cast.chen.account, clerk.account)
    assert filling(draft, at=NOW).held["born"].value is not None


@pytest.mark.parametrize("who", ["handler", "reviewer", "operator", "anonymous"])
def test_only_who_serves_at_a_counter_takes_in_for_others(shop: Desk, who: str) -> None:
    with pytest.raises(Forbidden):
        begin({"subject": "item", "slug": "social-card", "applicant_name": "陈晓雨", "applicant_number": "990101199104120026"}, by=getattr(shop.cast, who), at=NOW)


def test_an_id_number_that_is_none_is_named_at_its_field(shop: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        begin({"subject": "item", "slug": "social-card", "applicant_name": "陈晓雨", "applicant_number": "990101199104120027"}, by=actor(CLERK), at=NOW)
    assert refused.value.field == "applicant_number"


def test_all_who_were_asked_sign_what_stands_there_now(shop: Desk) -> None:
    draft = shop.begin("signboard", subject="item")
    shop.fill(draft)
    asked = ask_to_sign(draft.pk, "13000000001", "owner", by=shop.cook, at=NOW)
    with pytest.raises(Conflict, match=r"application\.not_signed"):
        shop.submit(draft)
    assert [each.pk for each in to_sign(shop.cast.chen)] == [asked.pk]
    draft.refresh_from_db()
    sign(asked.pk, digest_of(draft), by=shop.cast.chen, at=NOW)
    answer(draft, shop.cook, sign_area_sqm=8)
    with pytest.raises(Conflict, match=r"application\.not_signed"):
        shop.submit(draft)
    draft.refresh_from_db()
    with pytest.raises(Conflict, match=r"signature\.changed"):
        sign(asked.pk, "0" * 64, by=shop.cast.chen, at=NOW)
    sign(asked.pk, digest_of(draft), by=shop.cast.chen, at=NOW)
    assert shop.submit(draft).number


def test_what_was_said_of_oneself_is_held_and_never_asked_again(shop: Desk) -> None:
    party = Party(account=shop.cast.chen.account)
    made = shop.apply("social-card", by=shop.cast.chen, subject="item")
    typed = [name for event in Event.objects.filter(kind="field_typed") for name in event.payload["facts"]]
    held = held_of(party, by=SYSTEM)
    about_her = [name for name in typed if filling(made, at=NOW).wanted.declarations()[name].about == "person"]
    assert all(name in held for name in about_her)
    again = shop.begin("social-card", shop.cast.chen, "item")
    assert not {name for name in about_her if filling(again, at=NOW).answers.get(name)}


def test_a_guide_that_was_published_anew_is_shown_before_it_is_submitted(shop: Desk) -> None:
    draft = shop.begin("signboard", subject="item")
    shop.fill(draft)
    Application.objects.filter(pk=draft.pk).update(version=draft.pk)
    with pytest.raises(Conflict, match=r"application\.definition_changed"):
        shop.submit(draft)
    refresh(draft.pk, by=shop.cook, at=NOW)
    assert shop.submit(draft).number


def test_a_copy_of_one_s_data_has_the_applications_and_leaving_erases_the_drafts(shop: Desk) -> None:
    chen = shop.cast.chen
    made = shop.apply("social-card", by=chen, subject="item")
    shop.begin("passport", chen, "item")
    assert [each["number"] for each in own_records(chen)] == [made.number, None]
    account = shop.cast.account(chen)
    with pytest.raises(Conflict, match=r"account\.applications_open"):
        erase_account(account, by=chen, at=NOW)
    shop.act(shop.parts(made)["item"], "withdraw", by=chen)
    erase_account(account, by=chen, at=NOW)
    assert [row.stage for row in Application.objects.filter(slug__in=["social-card", "passport"])] == ["submitted"]
    assert SHOP


def test_another_agent_who_goes_on_with_an_enterprise_s_draft_shows_no_data_and_no_licence_of_the_first(shop: Desk) -> None:
    cook, chen = shop.cast.account(shop.cook), shop.cast.account(shop.cast.chen)
    card = {**IDENTITY, "holder_name": "何渡生", "holder_number": identity_of(cook)["id_number"]}
    issue(card, key="JCB0:identity", by=SYSTEM, at=NOW)
    draft = shop.begin("food-permit", subject="item")
    assert "identity-card" in licences_of(draft, at=NOW)
    Agent.objects.create(account=chen, enterprise_id=SHOP, capacity="agent", since=NOW, granted_by=cook)
    other = replace(shop.cast.chen, enterprise=SHOP)
    answer(draft, other, shop_name="老渡口餐饮店")
    draft.refresh_from_db()
    assert draft.account == chen and set(licences_of(draft, at=NOW)) == {"business-licence"}
    assert answer(draft, shop.cook, shop_name="老渡口").account == cook


def test_an_agent_s_own_card_does_not_stand_for_that_of_the_legal_representative(shop: Desk) -> None:
    cook, chen = shop.cast.account(shop.cook), shop.cast.account(shop.cast.chen)
    issue({**IDENTITY, "holder_name": "陈江月", "holder_number": identity_of(chen)["id_number"]}, key="JCB0:agent", by=SYSTEM, at=NOW)
    Agent.objects.create(account=chen, enterprise_id=SHOP, capacity="agent", since=NOW, granted_by=cook)
    draft = shop.begin("food-permit", replace(shop.cast.chen, enterprise=SHOP), "item")
    assert (draft.account, set(licences_of(draft, at=NOW))) == (chen, {"business-licence"})


def test_a_draft_takes_a_phone_and_submitting_takes_a_real_name(shop: Desk) -> None:
    only_phone = actor("wuhaoran")
    draft = shop.begin("social-card", only_phone, "item")
    shop.fill(draft, by=only_phone)
    with pytest.raises(AssuranceNeeded) as refused:
        shop.submit(draft, only_phone)
    assert (refused.value.code, refused.value.link) == ("assurance.real_name", "/me/identity/")
    draft.refresh_from_db()
    assert draft.stage == "draft"

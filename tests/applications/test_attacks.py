"""What somebody with bad intentions tries: guessed numbers and ids, papers and consents of others, a signature that fills in, ended authority, texts that are no texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.test import Client

from gongban.delivery.applications.listeners import told
from gongban.delivery.applications.public import (
    Commitment,
    Material,
    Part,
    Signature,
    Sought,
    abandon,
    act,
    act_on_commitment,
    application_numbered,
    application_of,
    apply_again,
    ask_to_sign,
    attach,
    begin,
    choose,
    commitment_of,
    count_parts,
    detach,
    drop_signer,
    filling,
    items_in_charge,
    list_parts,
    looks_at_materials,
    my_applications,
    open_actions,
    open_commitment_actions,
    open_material,
    own_applications,
    own_records,
    part_of,
    parts_in_charge,
    past_materials,
    refresh,
    refuse_to_sign,
    relations,
    save,
    seen_applications,
    sign,
    submit,
    to_check,
    to_sign,
    visible,
)
from gongban.delivery.licences.public import Share, look_by_consent
from gongban.design.bundles.public import bundle
from gongban.foundation.files.public import Document
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Agent, actor_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.applications.conftest import BUSINESS, LARGE, NOW, SHOP, Desk
from tests.cast import Cast

SURE = {"truthful": True, "share": True}
WATCHING = {"supervisor", "chief"}  # 督查和政务服务部门负责人看全市 · they watch all offices
REVIEWING = {"other_handler", "other_reviewer"}  # 住建局参加消防检查的审查 · their department gives its opinion on the fire check
STRANGERS = sorted({*Cast.STAFF, *Cast.RESIDENTS, "anonymous"} - WATCHING - REVIEWING)
TEXTS = "shop_name"


class Target:
    """A fire check that was granted on a promise: application, part, material and commitment, and a draft beside it."""

    def __init__(self, shop: Desk) -> None:
        self.made = shop.apply("fire-check", {**LARGE, "by_commitment": True}, subject="item")
        self.part: Part = shop.parts(self.made)["item"]
        shop.grant(self.part)
        self.number = self.part.matter.number
        self.commitment = Commitment.objects.get(part=self.part, kind="licence")
        self.material = Material.objects.filter(application=self.made, document__isnull=False)[0]
        self.draft = shop.begin("restaurant")
        shop.fill(self.draft, LARGE)
        self.draft.refresh_from_db()


@pytest.fixture
def target(shop: Desk) -> Target:
    return Target(shop)


def size(found: Any) -> int:
    """How much a list, a page, a query or a count gives away."""
    if isinstance(found, models.QuerySet):
        return found.count()
    if isinstance(found, int):
        return found
    return len(found) if isinstance(found, Collection) else len(found.rows)


READS: dict[str, Callable[[Target, Actor], Any]] = {
    "application_of": lambda what, by: application_of(what.made.pk, by=by),
    "application_of a draft": lambda what, by: application_of(what.draft.pk, by=by),
    "application_numbered": lambda what, by: application_numbered(str(what.made.number), by=by),
    "part_of": lambda what, by: part_of(what.number, by=by),
    "commitment_of": lambda what, by: commitment_of(what.commitment.pk, by=by),
    "open_material": lambda what, by: open_material(what.material.pk, by=by, at=NOW),
}
LISTS: dict[str, Callable[[Target, Actor], Any]] = {
    "my_applications": lambda what, by: my_applications(by, at=NOW),
    "own_applications": lambda what, by: own_applications(by),
    "seen_applications": lambda what, by: seen_applications(by, NOW),
    "own_records": lambda what, by: own_records(by),
    "visible": lambda what, by: visible(by, NOW),
    "parts_in_charge": lambda what, by: parts_in_charge(by),
    "items_in_charge": lambda what, by: items_in_charge(by),
    "to_check": lambda what, by: to_check(by),
    "to_sign": lambda what, by: to_sign(by),
    "past_materials": lambda what, by: past_materials(by),
    "looks_at_materials": lambda what, by: looks_at_materials(by),
    "relations": lambda what, by: relations(what.part, by, NOW),
    "open_actions": lambda what, by: open_actions(what.part, by),
    "open_commitment_actions": lambda what, by: [row for row in open_commitment_actions(what.commitment, what.part, by) if row],
    **{f"list_parts {tab}": lambda what, by, tab=tab: list_parts(by, Sought(tab), at=NOW) for tab in ("due", "paused", "review", "done")},  # type: ignore[misc]
    **{f"count_parts {tab}": lambda what, by, tab=tab: count_parts(by, Sought(tab), at=NOW) for tab in ("due", "paused", "review", "done")},  # type: ignore[misc]
    "list_parts by number": lambda what, by: list_parts(by, Sought("done", words=what.number), at=NOW),
    "list_parts by item": lambda what, by: list_parts(by, Sought("done", item=str(what.part.item)), at=NOW),
}
WRITES: dict[str, Callable[[Target, Actor], Any]] = {
    "act": lambda what, by: act(what.number, "withdraw", by=by, at=NOW),
    "decide": lambda what, by: act(what.number, "decide", {"outcome": "granted"}, by=by, at=NOW),
    "act_on_commitment": lambda what, by: act_on_commitment(what.commitment.pk, "check_data", by=by, at=NOW),
    "apply_again": lambda what, by: apply_again(what.number, {}, by=by, at=NOW),
    "save": lambda what, by: save(what.draft.pk, {"answers": {"shop_area": 1}}, by=by, at=NOW),
    "attach": lambda what, by: attach(what.draft.pk, {"key": "layout", "document": str(uuid4())}, by=by, at=NOW),
    "detach": lambda what, by: detach(what.draft.pk, "layout", by=by, at=NOW),
    "choose": lambda what, by: choose(what.draft.pk, {"delivery": "counter"}, by=by, at=NOW),
    "refresh": lambda what, by: refresh(what.draft.pk, by=by, at=NOW),
    "submit": lambda what, by: submit(what.draft.pk, SURE, by=by, at=NOW),
    "abandon": lambda what, by: abandon(what.draft.pk, by=by, at=NOW),
    "ask_to_sign": lambda what, by: ask_to_sign(what.draft.pk, "13000000001", "owner", by=by, at=NOW),
    "drop_signer": lambda what, by: drop_signer(what.draft.pk, uuid4(), by=by),
    "sign": lambda what, by: sign(uuid4(), "0" * 64, by=by, at=NOW),
}


def gives_away(doing: Callable[[Target, Actor], Any], target: Target, by: Actor) -> bool:
    """Whether something that opens one thing opens it."""
    try:
        doing(target, by)
    except NotFound:
        return False
    return True


def test_what_follows_can_fail_the_applicant_opens_everything_and_the_office_its_lists(shop: Desk, target: Target) -> None:
    assert [name for name, read in READS.items() if not gives_away(read, target, shop.cook)] == []
    office = shop.office("xiaofang")
    empty = [name for name, read in LISTS.items() if not size(read(target, office)) + size(read(target, shop.cook))]
    assert set(empty) <= {"to_sign", "looks_at_materials", "open_actions", *(f"{what}_parts {tab}" for what in ("list", "count") for tab in ("due", "paused", "review"))}


def leaks(target: Target, by: Actor) -> list[str]:
    """Everything that opens, changes or lists something for somebody."""
    opened = [name for name, doing in {**READS, **WRITES}.items() if gives_away(doing, target, by)]
    return opened + [name for name, read in LISTS.items() if size(read(target, by))]


def test_numbers_and_ids_open_nothing_for_who_has_nothing_to_do_with_it(target: Target, cast: Cast) -> None:
    assert {who: leaks(target, getattr(cast, who)) for who in STRANGERS} == {who: [] for who in STRANGERS}


def test_who_watches_the_city_reads_parts_but_no_draft_no_paper_and_does_nothing(target: Target, cast: Cast) -> None:
    for who in WATCHING:
        by: Actor = getattr(cast, who)
        opened = {name for name, read in READS.items() if gives_away(read, target, by)}
        assert opened == {"application_of", "application_numbered", "part_of", "commitment_of"}
        for write in WRITES.values():
            with pytest.raises((NotFound, Forbidden)):
                write(target, by)


def test_a_number_next_to_one_s_own_is_no_door(shop: Desk, target: Target, cast: Cast) -> None:
    own = shop.apply("social-card", by=cast.chen, subject="item")
    assert application_numbered(str(own.number), by=cast.chen).pk == own.pk
    with pytest.raises(NotFound):
        application_numbered(str(target.made.number), by=cast.chen)
    assert [row.pk for row in my_applications(cast.chen, at=NOW).rows] == [own.pk]


# ---- 别人的材料、同意、签名、授权 · papers, consents, signatures and authority of others


def test_a_paper_of_somebody_else_goes_in_by_no_way(shop: Desk, target: Target, cast: Cast) -> None:
    chen = cast.chen
    draft = shop.begin("social-card", chen, "item")
    for given in ({"document": str(target.material.document)}, {"kept": str(target.material.pk)}):
        with pytest.raises(NotFound):
            attach(draft.pk, {"key": "photo", **given}, by=chen, at=NOW)
    made = shop.apply("social-card", by=chen, subject="item")
    part = shop.parts(made)["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "other", "how": "请说明"}]})
    key = made.materials.filter(document__isnull=False)[0].key
    with pytest.raises(NotFound):
        shop.act(part, "correct", {"text": "补", "documents": {key: str(target.material.document)}}, by=chen)
    shop.act(part, "terminate", {"reason": "other", "text": "演示"}, by=shop.office(part.department_id))
    with pytest.raises(NotFound):
        apply_again(part.matter.number, {"documents": {key: str(target.material.document)}}, by=chen, at=NOW)
    assert Document.objects.filter(pk=target.material.document).exists()


def test_a_consent_for_one_part_opens_the_licence_for_no_other_part_and_no_other_office(shop: Desk) -> None:
    parts = shop.parts(shop.apply("restaurant", LARGE))
    shares = {row.matter: row for row in Share.objects.filter(matter__in=[part.matter.number for part in parts.values()])}
    part = next(part for part in parts.values() if part.matter.number in shares)
    share, other = shares[part.matter.number], next(each for each in parts.values() if each.department_id != part.department_id)
    assert look_by_consent(share.pk, part.matter.number, by=shop.office(part.department_id), at=NOW).type_id == BUSINESS["type"]
    for number in (other.matter.number, "", part.matter.number[:-1]):
        with pytest.raises(Forbidden, match=r"consent\.none"):
            look_by_consent(share.pk, number, by=shop.office(part.department_id), at=NOW)
    with pytest.raises(NotFound):
        look_by_consent(share.pk, part.matter.number, by=shop.office(other.department_id), at=NOW)
    assert Event.objects.filter(kind="licence_share_misused").count() == 3


def test_who_is_asked_to_sign_reads_and_signs_and_does_nothing_else(shop: Desk, target: Target, cast: Cast) -> None:
    chen = cast.chen
    asked = ask_to_sign(target.draft.pk, "13000000001", "owner", by=shop.cook, at=NOW)
    assert application_of(target.draft.pk, by=chen).pk == target.draft.pk
    done = {name for name, write in WRITES.items() if gives_away(write, target, chen)}
    assert done == set()
    with pytest.raises(NotFound):
        refuse_to_sign(asked.pk, by=cast.emma, at=NOW)
    drop_signer(target.draft.pk, asked.pk, by=shop.cook)
    with pytest.raises(NotFound):
        application_of(target.draft.pk, by=chen)
    assert not Signature.objects.exists()


def test_an_agent_whose_authority_has_ended_opens_nothing_more(shop: Desk, target: Target) -> None:
    account = shop.cast.account(shop.cook)
    Agent.objects.filter(account=account, enterprise=SHOP).update(until=NOW)
    former = actor_of(account, at=NOW, enterprise=SHOP)
    assert former.enterprise is None and leaks(target, former) == []


def agent_for(cast: Cast, *items: str) -> Actor:
    """Chen, whom the restaurant has given authority for these items long ago."""
    Agent.objects.create(account=cast.account(cast.chen), enterprise_id=SHOP, capacity="agent", since=cast.MONDAY, items=list(items))
    return replace(cast.chen, enterprise=SHOP)


def test_an_agent_applies_only_for_what_the_authority_names(shop: Desk, cast: Cast) -> None:
    other = agent_for(cast, "signboard")
    assert shop.begin("signboard", other, "item").enterprise_id == SHOP
    for slug, subject in (("food-permit", "item"), ("restaurant", "bundle")):
        with pytest.raises(Forbidden, match=r"agent\.not_covered"):
            shop.begin(slug, other, subject)


def test_an_agent_sees_and_does_nothing_in_what_the_authority_does_not_name(target: Target, cast: Cast) -> None:
    assert leaks(target, agent_for(cast, "signboard")) == []


def test_an_agent_sees_and_does_what_the_authority_names_and_no_draft_beside_it(shop: Desk, target: Target, cast: Cast) -> None:
    other = agent_for(cast, "fire-check")
    opened = {name for name, read in READS.items() if gives_away(read, target, other)}
    assert opened == set(READS) - {"application_of a draft"}
    assert [row.pk for row in my_applications(other, at=NOW).rows] == [target.made.pk] == [row.pk for row in own_applications(other, NOW)]
    assert relations(target.part, other, NOW) == {"applicant"}


@pytest.mark.parametrize("items", [("bundle:restaurant",), ("all",)])
def test_an_agent_for_the_whole_life_event_goes_on_with_its_draft(target: Target, cast: Cast, items: tuple[str, ...]) -> None:
    save(target.draft.pk, {"answers": {"seats": 30}}, by=agent_for(cast, *items), at=NOW)


def test_an_agent_for_every_part_of_a_life_event_sees_it_and_for_all_but_one_does_not(target: Target, cast: Cast) -> None:
    parts = sorted({part.item for part in bundle("restaurant", at=NOW).contents.parts})
    other = agent_for(cast, *parts)
    assert own_applications(other, NOW).filter(pk=target.draft.pk).exists()
    Agent.objects.filter(account=cast.account(cast.chen), enterprise=SHOP).update(items=parts[1:])
    assert not own_applications(other, NOW).filter(pk=target.draft.pk).exists()


@pytest.mark.parametrize("when", ["supplement", "withdraw", "again", "sign"])
def test_authority_narrowed_in_the_middle_ends_every_later_act_of_the_agent(shop: Desk, cast: Cast, when: str) -> None:
    other = agent_for(cast, "signboard", "food-permit")
    part = shop.parts(shop.apply("signboard", by=other, subject="item"))["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "other", "how": "请说明"}]}) if when == "supplement" else None
    shop.act(part, "terminate", {"reason": "other", "text": "演示"}) if when == "again" else None
    draft = shop.begin("signboard", other, "item") if when == "sign" else None
    Agent.objects.filter(account=cast.account(cast.chen), enterprise=SHOP).update(items=["food-permit"])
    doing = {
        "supplement": lambda: act(part.matter.number, "correct", {"text": "已说明"}, by=other, at=NOW), "withdraw": lambda: act(part.matter.number, "withdraw", by=other, at=NOW),
        "again": lambda: apply_again(part.matter.number, {}, by=other, at=NOW), "sign": lambda: ask_to_sign(draft.pk, "13000000001", "owner", by=other, at=NOW),  # type: ignore[union-attr]
    }  # fmt: skip
    with pytest.raises(NotFound):
        doing[when]()


def test_only_who_may_speak_in_it_is_told_how_it_goes(shop: Desk, target: Target, cast: Cast) -> None:
    agent_for(cast, "signboard")
    cook = cast.account(shop.cook)
    assert list(told(target.made, NOW)) == [cook]
    Agent.objects.filter(account=cast.account(cast.chen), enterprise=SHOP).update(items=["fire-check"])
    assert set(told(target.made, NOW)) == {cook, cast.account(cast.chen)}


# ---- 不是文字的文字 · texts that are no texts


@pytest.mark.parametrize("text", ["长" * 100_000, "老\x00渡口", "老\x1b[31m渡口", "老\ud800渡口", ["老渡口"], {"zh": "老渡口"}, 1, True, 1.5])
def test_an_answer_that_is_no_text_is_refused_at_its_field(shop: Desk, text: Any) -> None:
    draft = shop.begin("fire-check", subject="item")
    with pytest.raises(Refusal) as refused:
        save(draft.pk, {"answers": {TEXTS: text}}, by=shop.cook, at=NOW)
    assert refused.value.field == TEXTS


@pytest.mark.parametrize("text", ["昨天", "2026-02-30", "=cmd|' /C calc'!A0", "0001-01-01", "", 20260101, True])
def test_a_day_that_is_none_is_refused_at_its_field(shop: Desk, text: Any) -> None:
    draft = shop.begin("restaurant")
    with pytest.raises(Refusal) as refused:
        save(draft.pk, {"answers": {"opening_day": text}}, by=shop.cook, at=NOW)
    assert refused.value.field == "opening_day"


@pytest.mark.parametrize("number", [10**30, -1, 1.5, "80", True, float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_at_its_field(shop: Desk, number: Any) -> None:
    draft = shop.begin("restaurant")
    with pytest.raises(Refusal) as refused:
        save(draft.pk, {"answers": {"shop_area": number}}, by=shop.cook, at=NOW)
    assert refused.value.field == "shop_area"


NASTY = ["<script>alert(1)</script>", "'; DROP TABLE applications_part; --", "=cmd|' /C calc'!A0", "{{ 7*7 }}{% now %}", "${jndi:ldap://x}", "../../../etc/passwd"]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_that_means_something_elsewhere_is_kept_as_the_text_that_it_is(shop: Desk, text: str) -> None:
    made = shop.apply("fire-check", {**LARGE, TEXTS: text}, subject="item")
    assert filling(made, at=NOW).answers[TEXTS] == text
    assert Part.objects.count() == 1


def test_a_correction_changes_what_was_asked_for_and_what_the_part_holds_and_no_fact_beside_it(shop: Desk) -> None:
    part = shop.parts(shop.apply("fire-check", LARGE, subject="item"))["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "写全称"}]})
    for name, value in (("bank_account", "1"), ("employees", 3), ("no_such_fact", 1), ("x" * 500, 1)):
        with pytest.raises(Refusal, match=r"application\.unknown_field"):
            shop.act(part, "correct", {"values": {"shop_name": "老渡口餐饮店", name: value}}, by=shop.cook)
    shop.act(part, "correct", {"values": {"shop_name": "老渡口餐饮店"}}, by=shop.cook)
    assert part.matter.state == "received"


# ---- 日志里没有人的话 · the journal holds no word of a person

SECRETS = {"shop_name": "秘密店名甲", "shop_address": "秘密街九号乙", "contact_phone": "13900009999"}


def test_after_a_whole_walk_no_event_holds_a_word_of_the_person(shop: Desk, cast: Cast) -> None:
    made = shop.begin("fire-check", subject="item")
    shop.fill(made, {**LARGE, **SECRETS})
    choose(made.pk, {"delivery": "post", "post_address": "秘密街十号丙"}, by=shop.cook, at=NOW)
    shop.submit(made)
    part = shop.parts(made)["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "秘密补正丁"}]})
    shop.act(part, "correct", {"values": {"shop_name": "秘密店名戊"}, "text": "秘密说明己"}, by=shop.cook)
    shop.review(part)
    shop.act(part, "decide", {"outcome": "refused", "reason": "秘密理由庚"})
    again = apply_again(part.matter.number, {"values": {"shop_name": "秘密店名辛"}}, by=shop.cook, at=NOW)
    shop.act(again, "withdraw", by=shop.cook)
    clerk = {"subject": "item", "slug": "social-card", "applicant_name": "陈晓雨", "applicant_number": "990101199104120026", "phone": "13000000001"}
    counter = begin(clerk, by=cast.clerk, at=NOW)
    shop.fill(counter, by=cast.clerk)
    shop.submit(counter, cast.clerk)
    told = json.dumps([[each.payload, each.actor, each.organisation] for each in Event.objects.all()], ensure_ascii=False)
    found = [word for word in ("秘密", "13900009999", "陈晓雨", "990101199104120026", "13000000001", "何渡生", "渡口街") if word in told]
    assert found == [] and len(told) > 2000


# ---- 页面上 · on pages

BACKEND = "django.contrib.auth.backends.ModelBackend"


def pages_of(target: Target) -> list[str]:
    part = f"/desk/applications/{target.number}/"
    draft, made = f"/apply/{target.draft.pk}/", f"/account/applications/{target.made.pk}/"
    return [part, f"{part}print/", f"{part}materials/{target.material.pk}/", made, draft, *(f"{draft}{step}/" for step in ("questions", "form", "materials", "check")), f"/materials/{target.material.pk}/"]


def test_addresses_with_numbers_of_others_show_nothing_to_who_has_nothing_to_do_with_it(target: Target, cast: Cast) -> None:
    for who in ("chen", "zhou", "agent", "handler", "clerk", "helper", "admin"):
        browser = Client()
        browser.force_login(cast.account(getattr(cast, who)), backend=BACKEND)
        shown = {page: browser.get(page).status_code for page in pages_of(target)}
        assert not {page: status for page, status in shown.items() if status not in (302, 403, 404)}, who
    own = Client()
    own.force_login(cast.account("hedusheng"), backend=BACKEND)
    kept = own.session
    kept[FOR_ENTERPRISE] = SHOP
    kept.save()
    shown = {page: own.get(page).status_code for page in pages_of(target)}
    assert {page for page, status in shown.items() if status == 200} >= {page for page in shown if page.startswith(("/account/", "/materials/"))}


def test_a_text_that_means_something_to_a_browser_is_shown_as_text(shop: Desk) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    made = shop.apply("fire-check", {**LARGE, TEXTS: evil}, subject="item")
    part = shop.parts(made)["item"]
    shop.act(part, "ask_correction", {"points": [{"what": "other", "how": evil}]})
    shop.act(part, "correct", {"text": evil}, by=shop.cook)
    office = Client()
    office.force_login(shop.cast.account(shop.office("xiaofang")), backend=BACKEND)
    for page in (f"/desk/applications/{part.matter.number}/", f"/desk/applications/{part.matter.number}/print/"):
        shown = office.get(page).content.decode()
        assert "<script>alert(1)" not in shown and "<img src=x" not in shown
        assert "&lt;script&gt;alert(1)" in shown, page

"""How sure we are who somebody is: the phone, the real name (at a counter), the legal person with its agents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongban.foundation.journal.models import Event
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import inbox
from gongban.foundation.messages.sending import letter_of
from gongban.foundation.people.models import Account, Agent, Proof, Resident
from gongban.foundation.people.public import (
    Assurance,
    AssuranceNeeded,
    actor_of,
    agents_of,
    assurance_of,
    grant_agent,
    identity_of,
    lay_down,
    prove_at_counter,
    require,
    revoke_agent,
    send_code,
    send_counter_code,
    sign_in_with,
)
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast, actor, at

pytestmark = pytest.mark.django_db
NEW_PHONE, NUMBER = "13000000955", "99010119900307872X"
CHEN_NUMBER = "990101199104120026"
FIRM = "91990100MA0000000D"
MINUTE = timedelta(minutes=1)


def code() -> str:
    return str(letter_of(Message.objects.filter(template__in=["people.code", "people.counter_code"]).order_by("told_at", "pk").last()).values["code"])  # type: ignore[arg-type]


def at_counter(cast: Cast, phone: str = NEW_PHONE, when: Any = MONDAY, **given: Any) -> Proof:
    send_counter_code(phone, by=cast.clerk, at=when)
    asked = {"phone": phone, "code": code(), "name": "周小满", "id_number": NUMBER, "seen": True, **given}
    return prove_at_counter(asked, by=cast.clerk, at=when + MINUTE)


def refused(cast: Cast, **given: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        at_counter(cast, **given)
    return refusal.value.code


# ---- at the counter


def test_whoever_comes_with_card_and_phone_is_known_by_their_real_name(cast: Cast) -> None:
    proof = at_counter(cast)
    assert identity_of(proof.account) == {"phone": f"+86{NEW_PHONE}", "id_number": NUMBER, "full_name": "周小满"}
    person = actor_of(proof.account, at=MONDAY)
    held = assurance_of(person, MONDAY)
    assert (held.level, held.way, held.since) == (Assurance.REAL_NAME, "counter", MONDAY + MINUTE)
    assert (str(proof.clerk_id), proof.department_id) == (cast.clerk.account, "zhengshuju")


def test_what_identifies_a_person_stands_neither_in_the_journal_nor_in_clear(cast: Cast) -> None:
    proof = at_counter(cast)
    event = Event.objects.get(kind="identity_proved")
    assert event.payload == {"account": str(proof.account_id), "way": "counter", "department": "zhengshuju"}
    row = Resident.objects.get(account=proof.account)
    assert NUMBER not in row.id_number + row.id_number_lookup and "周小满" not in row.full_name


def test_the_person_is_told_on_their_phone_too(cast: Cast) -> None:
    proof = at_counter(cast)
    assert [note.subject for note in inbox(str(proof.account_id))] == ["您的账号已实名"]
    assert Message.objects.filter(template="people.identity_proved", way="sms").count() == 1


@pytest.mark.parametrize(("given", "why"), [
    ({"seen": False}, "identity.not_seen"),
    ({"id_number": "990101199003078721"}, "id_number.check_digit"),
    ({"id_number": "123"}, "id_number.malformed"),
    ({"code": "000000x"}, "sign_in.code_wrong"),
    ({"name": " "}, "input.string_too_short"),
    ({"id_number": CHEN_NUMBER}, "identity.other_account"),
])  # fmt: skip
def test_what_does_not_fit_proves_nobody(cast: Cast, given: dict[str, Any], why: str) -> None:
    assert refused(cast, **given) == why
    assert not Proof.objects.filter(way="counter").exists()


def test_only_counter_clerks_prove_identities(cast: Cast) -> None:
    for who in (cast.operator, cast.handler, cast.admin, cast.chen, cast.helper):
        with pytest.raises(Refusal, match=r"identity\.not_clerk"):
            send_counter_code(NEW_PHONE, by=who, at=MONDAY)
        with pytest.raises(Refusal, match=r"identity\.not_clerk"):
            prove_at_counter({}, by=who, at=MONDAY)


def test_a_code_told_to_a_clerk_opens_no_account_and_a_login_code_proves_nothing(cast: Cast) -> None:
    send_counter_code(NEW_PHONE, by=cast.clerk, at=MONDAY)
    with pytest.raises(Refusal, match=r"sign_in\.code_over"):
        sign_in_with(NEW_PHONE, code(), at=MONDAY)
    send_code("13000000956", at=MONDAY)
    asked = {"phone": "13000000956", "code": code(), "name": "周小满", "id_number": NUMBER, "seen": True}
    with pytest.raises(Refusal, match=r"sign_in\.code_over"):
        prove_at_counter(asked, by=cast.clerk, at=MONDAY)


def test_one_account_for_an_id_number_and_the_refusal_is_written_down(cast: Cast) -> None:
    assert refused(cast, id_number=CHEN_NUMBER) == "identity.other_account"
    event = Event.objects.get(kind="identity_refused")
    assert event.payload["why"] == "other_account" and "account" in event.payload


def test_a_new_phone_takes_the_real_name_along_and_the_former_account_is_told(cast: Cast) -> None:
    chen = cast.account(cast.chen)
    proof = at_counter(cast, name="陈晓雨", id_number=CHEN_NUMBER, moves=True)
    assert identity_of(proof.account)["id_number"] == CHEN_NUMBER
    assert identity_of(chen)["id_number"] == "" and assurance_of(cast.chen, MONDAY).level is Assurance.PHONE
    assert "您的实名已转到另一个手机号" in [note.subject for note in inbox(str(chen.pk))]
    assert Event.objects.filter(kind="identity_moved").count() == 1


def test_an_account_that_is_somebody_s_becomes_nobody_else_s(cast: Cast) -> None:
    at_counter(cast)
    assert refused(cast, when=at("2026-03-03 10:00"), id_number="110101199003074354") == "identity.already"


def test_proving_again_renews_the_proof(cast: Cast) -> None:
    at_counter(cast)
    again = at_counter(cast, when=at("2026-03-03 10:00"), name="周大满")
    assert identity_of(again.account)["full_name"] == "周大满"
    assert Proof.objects.filter(account=again.account, ended_at=None).count() == 1 and Proof.objects.filter(account=again.account).count() == 2


# ---- what an act needs

NEEDS = [  # who, level held, in words
    ("anonymous", "none", "没有用居民账号登录。"),
    ("outsider", "phone", "只核实过手机号。"),
    ("chen", "real_name", "已实名：随城市文件装入。"),
    ("agent", "legal_person", "已实名的法定代表人。"),
    ("clerk", "none", "没有用居民账号登录。"),
]


@pytest.mark.parametrize(("who", "level", "words"), NEEDS)
def test_everybody_has_a_level_with_its_reason(cast: Cast, who: str, level: str, words: str) -> None:
    held = assurance_of(getattr(cast, who), MONDAY)
    assert (held.level, held.reason.zh) == (level, words)


@pytest.mark.parametrize(("who", "needed", "link"), [
    (ANONYMOUS, Assurance.PHONE, "/login/"),
    ("outsider", Assurance.REAL_NAME, "/me/identity/"),
    ("outsider", Assurance.LEGAL_PERSON, "/me/identity/"),
    ("chen", Assurance.LEGAL_PERSON, "/account/"),
])  # fmt: skip
def test_a_refusal_says_how_to_get_there(cast: Cast, who: Actor | str, needed: Assurance, link: str) -> None:
    with pytest.raises(AssuranceNeeded) as refusal:
        require(who if isinstance(who, Actor) else getattr(cast, who), needed, MONDAY)
    assert (refusal.value.code, refusal.value.link, refusal.value.status) == (f"assurance.{needed}", link, 403)


def test_an_agent_reaches_only_the_items_of_the_authority(cast: Cast) -> None:
    clerk = actor("qiannuo", "web", FIRM)
    held = {item: assurance_of(clerk, MONDAY, item).level.value for item in ("food-permit", "signboard", "marriage", "")}
    assert held == {"food-permit": "legal_person", "signboard": "legal_person", "marriage": "real_name", "": "real_name"}
    with pytest.raises(AssuranceNeeded, match="legal_person"):
        require(clerk, Assurance.LEGAL_PERSON, MONDAY, "marriage")


# ---- agents


def grant(cast: Cast, by: Actor | None = None, **given: Any) -> Agent:
    asked = {"name": "林若溪", "phone": "13000000003", "items": ["food-permit"], "until": date(2026, 6, 30), **given}
    return grant_agent(asked, by=by or cast.agent, at=MONDAY)


def test_the_legal_representative_authorises_somebody_for_items_and_a_time(cast: Cast) -> None:
    made = grant(cast)
    lin = Account.objects.get(login="linruoxi")
    then = actor_of(lin, at=at("2026-06-30 23:59"), enterprise=FIRM)
    assert assurance_of(then, at("2026-06-30 23:59"), "food-permit").level is Assurance.LEGAL_PERSON
    assert actor_of(lin, at=at("2026-07-01 00:00"), enterprise=FIRM).enterprise is None, "over with the day"
    assert [each.pk for each in agents_of(cast.agent, at=MONDAY) if each.granted_by_id] == [made.pk]
    assert "您成为江城青禾精密机械有限公司的经办人" in [note.subject for note in inbox(str(lin.pk))]
    assert Event.objects.get(kind="agent_granted").payload["items"] == ["food-permit"]


@pytest.mark.parametrize(("given", "why"), [
    ({"name": "林小溪"}, "agent.unknown"),
    ({"phone": "13000000955"}, "agent.unknown"),
    ({"name": "吴浩然", "phone": "13000000006"}, "agent.unknown"),
    ({"name": "赵文博", "phone": "13000000021"}, "agent.unknown"),
    ({"name": "钱诺", "phone": "13000000024"}, "agent.stands"),
    ({"items": []}, "input.too_short"),
    ({"until": date(2026, 3, 1)}, "agent.until"),
    ({"until": date(2036, 3, 1)}, "agent.until"),
])  # fmt: skip
def test_an_authority_that_does_not_fit_is_not_given(cast: Cast, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        grant(cast, **given)
    assert refusal.value.code == why


def test_only_the_legal_representative_authorises(cast: Cast) -> None:
    for who, why in ((cast.chen, "assurance.legal_person"), (actor("sunkexin", "web", "91990100MA00001029"), "agent.not_representative")):
        with pytest.raises(Refusal) as refusal:
            grant(cast, by=who)
        assert refusal.value.code == why


def test_an_authority_that_is_taken_back_or_laid_down_ends_at_once(cast: Cast) -> None:
    made, lin = grant(cast), Account.objects.get(login="linruoxi")
    later = MONDAY + MINUTE
    revoke_agent(made.pk, by=cast.agent, at=later)
    assert actor_of(lin, at=later, enterprise=FIRM).enterprise is None
    again = grant(cast, name="Emma Clarke", phone="13000000009")
    lay_down(again.pk, by=cast.emma, at=later)
    assert [event.payload["by"] for event in Event.objects.filter(kind="agent_ended").order_by("id")] == ["representative", "agent"]


def test_nobody_ends_what_is_not_theirs(cast: Cast) -> None:
    made = grant(cast)
    own = Agent.objects.get(account__login="zhaowenbo").pk
    for act, who, which in ((revoke_agent, actor("hedusheng", "web", "92990102MA0000203U"), made.pk), (lay_down, cast.chen, made.pk), (lay_down, cast.agent, own)):
        with pytest.raises(Refusal, match=r"agent\.not_found"):
            act(which, by=who, at=MONDAY)

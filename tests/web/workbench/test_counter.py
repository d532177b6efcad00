"""The counter: anything the city offers is taken in here by the same functions as online, and the receipt says what comes next."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongban.delivery.applications.public import Application
from gongban.delivery.assistance.public import give
from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Membership, actor_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.outcome.ratings.public import Invitation, ServiceRating, code_of, rate
from tests.applications.conftest import Desk, plain
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.cast import Cast
from tests.files import papers
from tests.web.workbench.test_applications import page, signed_in

CARD = "990101199104120026"  # 陈晓雨的 · an invented number that fits
HERE = "/desk/counter/"


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast, cast.clerk)


def begun(clerk: Client, slug: str = "id-card", **given: str) -> str:
    """The page of a new draft."""
    who = {"applicant_name": "陈晓雨", "applicant_number": CARD, "phone": "13000000051", **given}
    answer = clerk.post(f"{HERE}new/?subject=item&slug={slug}", who)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def answer_all(clerk: Client, where: str) -> str:
    """Answer each question by its first button, or with something that fits; the page of the form."""
    for _turn in range(40):
        shown = page(clerk, where)
        if 'class="question"' not in shown:
            return shown
        button = re.search(r'<button class="button" name="(\w+)" value="([\w-]+)"', shown)
        name = button.group(1) if button else re.search(r'id="answer" name="(\w+)"', shown).group(1)  # type: ignore[union-attr]
        clerk.post(where, {name: button.group(2) if button else ("2026-03-20" if 'type="date"' in shown else "3")})
    raise AssertionError("the questions do not end")


def filled(where: str) -> dict[str, str]:
    """What fits every field that is still asked for."""
    from gongban.delivery.applications.public import filling

    row = Application.objects.get(pk=where.strip("/").rpartition("/")[2])
    found = filling(row, at=timezone.now())
    said = {each.name: plain(each.declaration) for each in found.fields if each.is_missing}
    given = {name: {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value) for name, value in said.items()}
    return given | {f"paper-{place}": "1" for place, each in enumerate(found.materials) if each.is_missing}


def taken_in(clerk: Client) -> None:
    """A clerk at the hall takes something in, to be collected there."""
    clerk.post("/desk/outlets/", {"counter": "city-centre/1"})
    where = begun(clerk)
    answer_all(clerk, where)
    sent = {**filled(where), "step": "submit", "delivery": "counter", "together": "1", "truthful": "1", "share": "1"}
    assert clerk.post(where, sent).status_code == 302


def colleague(cast: Cast) -> Actor:
    """Another clerk of the service office who serves at the same hall."""
    who = cast.dispatcher
    Membership.objects.create(account=cast.account(who), department_id="zhengshuju", role=Role.COUNTER, since=cast.MONDAY)
    there = actor_of(cast.account(who), at=timezone.now())
    begin_duty(Serving(outlet="city-centre", counter="2"), by=there, at=timezone.now())
    return there


def test_any_item_and_life_event_is_found_by_everyday_words(clerk: Client) -> None:
    shown = page(clerk, HERE, q="身份证")
    assert "slug=id-card" in shown
    assert "subject=bundle&amp;slug=restaurant" in page(clerk, HERE, q="餐饮店")
    assert "没有找到" in page(clerk, HERE, q="紫微斗数排盘")


def test_only_clerks_serve_here(cast: Cast) -> None:
    assert signed_in(cast, cast.handler).get(HERE).status_code == 403
    assert signed_in(cast, cast.chen).get(HERE)["Location"].startswith("/desk/login/")


@pytest.mark.parametrize("number", ["123", "990101199104120027", "91990100MA0000000X"])
def test_a_number_that_cannot_be_is_told_at_its_field(clerk: Client, number: str) -> None:
    answer = clerk.post(f"{HERE}new/?subject=item&slug=id-card", {"applicant_name": "甲", "applicant_number": number, "phone": ""})
    assert answer.status_code in (400, 422) and "id_applicant_number_error" in answer.content.decode()
    assert not Application.objects.exists()


def test_taken_in_on_paper_with_a_receipt_and_seen_by_the_applicant_themselves(clerk: Client, cast: Cast, desk: Desk) -> None:
    where = begun(clerk)
    answer_all(clerk, where)
    early = clerk.post(where, {"step": "submit", "delivery": "counter", "together": "1"})
    assert early.status_code == 422 and "请确认所填内容和材料真实" in early.content.decode()
    given = filled(where)
    done = clerk.post(where, {**given, "step": "submit", "delivery": "counter", "together": "1", "truthful": "1", "share": "1"})
    assert done.status_code == 302 and done["Location"].endswith("/receipt/"), done.content.decode()[-6000:]
    made = Application.objects.get()
    assert (made.channel, made.clerk, made.account) == ("counter", cast.account(cast.clerk), cast.account(cast.chen))
    shown = page(clerk, done["Location"])
    assert str(made.number) in shown and "前告知是否受理" in shown and "收到的材料" in shown
    assert clerk.get(f"{HERE}{made.pk}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert [each.payload["channel"] for each in Event.objects.filter(kind="submitted")] == ["counter"]
    assert "陈晓雨" in page(clerk, HERE)


def test_what_is_handed_in_may_be_given_back_and_scanned_instead(clerk: Client) -> None:
    where = begun(clerk)
    shown = answer_all(clerk, where)
    places = re.findall(r'name="paper-(\d+)"', shown)
    if not places:
        pytest.skip("this item needs no paper in this city")
    clerk.post(where, {f"paper-{places[0]}": "1", "step": "save"})
    assert Application.objects.get().materials.get().given == "paper"
    clerk.post(where, {"drop": places[0]})
    assert not Application.objects.get().materials.exists()
    bad = clerk.post(where, {"step": "save", f"file-{places[0]}": SimpleUploadedFile("a.pdf", b"nothing", "application/pdf")})
    assert bad.status_code == 422
    clerk.post(where, {"step": "save", f"file-{places[0]}": SimpleUploadedFile("a.pdf", papers.pdf(), "application/pdf")})
    assert Application.objects.get().materials.get().given == "document"


def test_another_clerk_sees_nothing_of_it(clerk: Client, cast: Cast) -> None:
    where = begun(clerk)
    other = signed_in(cast, cast.member("zhengshuju", "counter", but=cast.clerk))
    assert other.get(where).status_code == 404


def test_an_enterprise_is_taken_down_by_its_credit_code(clerk: Client) -> None:
    where = begun(clerk, "food-permit", applicant_name="老渡口", applicant_number="92990102MA0000203U")
    assert Application.objects.get().enterprise_id == "92990102MA0000203U" and "老渡口餐饮店" in page(clerk, where)


def test_a_draft_is_given_up_with_all_that_was_written(clerk: Client) -> None:
    where = begun(clerk)
    assert clerk.post(where, {"step": "abandon"})["Location"] == HERE
    assert Application.objects.get().stage == "abandoned"


def test_the_list_is_of_today_and_an_earlier_day_is_in_the_address(clerk: Client, desk: Desk) -> None:
    taken_in(clerk)
    made = Application.objects.get()
    assert str(made.number) in page(clerk, HERE)
    yesterday = calendar().local_day(timezone.now()) - timedelta(days=1)
    assert str(made.number) not in page(clerk, HERE, day=yesterday.isoformat())
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=1))
    assert str(made.number) in page(clerk, HERE, day=yesterday.isoformat()) and str(made.number) not in page(clerk, HERE)
    for nonsense in ("2999-01-01", "gestern", "0000-00-00"):
        assert "今天还没有收过件" in page(clerk, HERE, day=nonsense)


def test_a_granted_result_waits_at_the_counter_and_a_colleague_of_the_outlet_hands_it_over(clerk: Client, cast: Cast, desk: Desk) -> None:
    taken_in(clerk)
    part = Application.objects.get().parts.get()
    assert part.application.collect_at == "city-centre"
    desk.now = part.application.submitted_at  # type: ignore[assignment]
    desk.grant(part)
    other = signed_in(cast, colleague(cast))
    shown = page(other, HERE, show="waiting")
    assert part.matter.number in shown and "陈晓雨" in shown
    assert part.matter.number not in page(other, HERE, show="waiting", number="JC2001")
    assert other.post(f"{HERE}hand-over/", {"number": part.matter.number, "receipt": "陈晓雨"})["Location"].startswith("/desk/ratings/visits/")
    part.matter.refresh_from_db()
    assert part.matter.state == "concluded"
    assert "没有等领取的" in page(clerk, HERE, show="waiting")
    late = clerk.post(f"{HERE}hand-over/", {"number": part.matter.number, "receipt": "陈晓雨"}, follow=True)
    assert late.status_code == 200 and "已办结" in late.content.decode()


def test_an_assistant_who_gives_a_draft_up_goes_back_to_the_mandates(cast: Cast) -> None:
    until = calendar().local_day(timezone.now()) + timedelta(days=9)
    mandate = give({"kind": "act", "assistant": "fu.bangban", "items": ["id-card"], "until": until}, by=cast.chen, at=timezone.now())
    assert f"{until.isoformat()} 为止" in page(signed_in(cast, cast.chen), "/me/mandates/")
    helper = signed_in(cast, cast.helper)
    where = str(helper.post(f"{HERE}assist/", {"of": "id-card", "mandate": str(mandate.pk)})["Location"])
    shown = page(helper, where)
    assert f'href="{HERE}"' not in shown.split("<main")[1] and 'href="/desk/assistance/mandates/"' in shown
    assert helper.post(where, {"step": "abandon"})["Location"] == "/desk/assistance/mandates/"
    assert "已放弃" in page(helper, "/desk/assistance/mandates/")
    acts = page(signed_in(cast, cast.chen), "/me/mandates/acts/")
    assert "替您放弃了草稿" in acts and acts.count("居民身份证申领、换领、补领") == 2 and where.strip("/").rpartition("/")[2] not in acts


def test_who_was_served_at_a_counter_is_asked_once_a_visit_and_nothing_counts_as_good(clerk: Client, cast: Cast, desk: Desk) -> None:
    taken_in(clerk)
    made = Application.objects.get()
    asked = Invitation.objects.get(kind="visit")
    assert f"/rate/{code_of(asked.pk)}/code.svg" in page(clerk, f"{HERE}{made.pk}/receipt/")
    desk.now = made.submitted_at  # type: ignore[assignment]
    desk.grant(made.parts.get())
    fetched = clerk.post(f"{HERE}hand-over/", {"number": made.parts.get().matter.number, "receipt": "陈晓雨"})
    assert fetched["Location"] == f"/desk/ratings/visits/{asked.pk}/", "handed in and fetched on one day: one visit"
    assert f"/rate/{code_of(asked.pk)}/code.svg" in page(clerk, fetched["Location"]) and not ServiceRating.objects.exists()
    rate(asked.pk, {"level": 2}, by=cast.anonymous.as_party(str(asked.pk)).over("qr"), at=timezone.now())
    assert "code.svg" not in page(clerk, fetched["Location"]) and "/rate/" not in page(clerk, f"{HERE}{made.pk}/receipt/")


def test_away_from_a_counter_nobody_is_asked(clerk: Client) -> None:
    where = begun(clerk)
    answer_all(clerk, where)
    clerk.post(where, {**filled(where), "step": "submit", "delivery": "electronic", "together": "1", "truthful": "1", "share": "1"})
    made = Application.objects.get()
    assert made.stage == "submitted" and not Invitation.objects.exists() and "/rate/" not in page(clerk, f"{HERE}{made.pk}/receipt/")

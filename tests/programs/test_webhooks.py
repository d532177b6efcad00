"""Webhooks: who hears of what, in which order, signed how, again when, and what becomes of a receiver that fails."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.announcing import OF_EVERYBODY, OF_STAFF, tell_programs
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import make_token, revoke_token
from gongban.foundation.programs.models import Delivery, Subscription
from gongban.foundation.programs.public import is_signed, send_due
from gongban.foundation.programs.webhooks.sending import forget_deliveries
from gongban.foundation.programs.webhooks.terms import PAUSED_AFTER, WAITS
from tests.programs.receiver import Receiver, receiver

pytestmark = pytest.mark.django_db
JSON = "application/json"
ALL = [*OF_EVERYBODY, *OF_STAFF]


class Program:
    """A program with a token that subscribes over the API."""

    def __init__(self, login: str, **given: Any) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {make_token(login, name=f'hook-{login}', **given)}"})

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/v1/webhooks{path}", json.dumps(body or {}), content_type=JSON)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/webhooks{path}").json()

    def subscribe(self, url: str, kinds: list[str], **more: Any) -> dict[str, Any]:
        answer = self.post("", {"name": "接收程序", "url": url, "kinds": kinds, **more})
        assert answer.status_code == 201, answer.content
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def there(settings: Any) -> Any:
    with receiver() as kept:
        settings.WEBHOOK_HOSTS = [kept.host]
        yield kept


@pytest.fixture
def desk(cast: Any) -> Program:
    cast.now = timezone.now()
    return Program("shen.paidan")


def tell(cast: Any) -> None:
    """What the worker does with the journal: let the listener read what was written, in its order."""
    tell_programs(list(Event.objects.filter(kind__in=ALL).order_by("pk")))


def test_without_subscriptions_a_batch_costs_one_query(cast: Any, django_assert_num_queries: Any) -> None:
    for n in range(3):
        cast.report(f"第{n}盏路灯坏了没人修。")
    events = list(Event.objects.filter(kind="case_opened"))
    with django_assert_num_queries(1):
        tell_programs(events)


def sent(at: datetime | None = None) -> int:
    return send_due(at or timezone.now() + timedelta(seconds=1))


def test_a_program_hears_of_the_steps_of_a_case_in_their_order(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ["case_opened", "dispatched", "signed_in", "closed"])
    case = cast.bring(cast.report(), "closed")
    tell(cast)
    sent()
    assert [kind for kind, _ in there.seen()] == ["case_opened", "dispatched", "signed_in", "closed"]
    numbers = [seq for _, seq in there.seen()]
    assert numbers == sorted(numbers) and {one["data"]["case"] for one in there.got} == {case.matter.number}
    assert there.got[1]["data"]["department"] == cast.DEPARTMENT


def test_nothing_personal_is_sent(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ALL)
    case = cast.report("张三丰家门口的路灯坏了，电话13000000088。", name="张三丰", phone="13000000088")
    cast.bring(case, "closed")
    tell(cast)
    sent()
    told = b"".join(body for _, body in there.raw)
    assert len(there.got) > 5
    for secret in ("张三丰", "13000000088", "路灯", str(cast.chen.account), str(cast.handler.account)):
        assert secret.encode() not in told


def test_deliveries_are_signed_and_say_when(cast: Any, desk: Program, there: Receiver) -> None:
    secret = desk.subscribe(there.url, ["case_opened"])["secret"]
    cast.report()
    tell(cast)
    sent()
    headers, body = there.raw[0]
    assert is_signed(headers, body, secret) and headers["webhook-suite"] == "international"
    assert headers["webhook-signature"].startswith("v1,") and headers["webhook-id"] == json.loads(body)["id"]
    assert not is_signed(headers, body + b" ", secret) and not is_signed({**headers, "webhook-timestamp": "1"}, body, secret)
    assert not is_signed(headers, body, "whsec_AAAA")


def test_the_national_suite_signs_by_sm3(cast: Any, desk: Program, there: Receiver, settings: Any) -> None:
    settings.GONGBAN_SUITE = "guomi"
    secret = desk.subscribe(there.url, ["case_opened"])["secret"]
    desk.post(f"/{desk.get('')['items'][0]['id']}/ping")
    sent()
    headers, body = there.raw[0]
    assert headers["webhook-signature"].startswith("v1sm3,") and is_signed(headers, body, secret)


def test_the_secret_is_shown_once_and_kept_encrypted(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    assert made["secret"].startswith("whsec_") and "secret" not in desk.get(f"/{made['id']}")
    assert made["secret"] not in Subscription.objects.get().secret


# ---- who hears of what

def test_a_department_hears_of_its_own_cases_only(cast: Any, there: Receiver) -> None:
    cast.now = timezone.now()
    Program("feng.juan").subscribe(there.url, ["dispatched", "signed_in"])
    cast.bring(cast.report(), "in_progress")
    tell(cast)
    assert sent() == 0 and there.got == []


def test_a_token_of_one_department_hears_of_that_one(cast: Any, there: Receiver) -> None:
    cast.now = timezone.now()
    Program("luo.lixing", departments=[cast.DEPARTMENT]).subscribe(there.url, ["dispatched"])
    Program("tang.shenhe").subscribe(there.url, ["dispatched"], departments=[cast.DEPARTMENT])
    cast.bring(cast.report(), "in_progress")
    tell(cast)
    sent()
    assert len(there.got) == 2


def test_a_resident_hears_of_public_steps_of_public_and_own_cases(cast: Any, there: Receiver) -> None:
    cast.now = timezone.now()
    wu = Program("wuhaoran")
    assert wu.post("", {"name": "x", "url": there.url, "kinds": ["urged"]}).json()["code"] == "webhook.kinds"
    wu.subscribe(there.url, ["case_opened", "accepted", "moderated"])
    own, other, public = cast.report(by=cast.outsider), cast.report(), cast.report("公园的长椅坏了，坐不了人。")
    cast.act(public, "publish", by=cast.moderator)
    tell(cast)
    sent()
    assert {one["data"]["case"] for one in there.got} == {own.matter.number, public.matter.number}
    assert other.matter.number not in json.dumps(there.got)
    assert all("publicity" not in one["data"] and "department" not in one["data"] for one in there.got)


def test_what_one_may_no_longer_see_is_not_sent(cast: Any, there: Receiver) -> None:
    from gongban.foundation.people.public import Membership

    cast.now = timezone.now()
    Program("luo.lixing").subscribe(there.url, ["dispatched"])
    cast.bring(cast.report(), "in_progress")
    tell(cast)
    Membership.objects.filter(account__login="luo.lixing").update(since=timezone.now() - timedelta(days=900), until=timezone.now() - timedelta(days=1))
    sent()
    assert there.got == [] and Delivery.objects.get().state == "dropped"


def test_a_subscription_ends_with_its_token(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ["case_opened"])
    cast.report()
    tell(cast)
    revoke_token("hook-shen.paidan", at=timezone.now())
    sent()
    row = Subscription.objects.get()
    assert there.got == [] and (row.standing, row.because) == ("ended", "owner")


def test_events_from_before_the_subscription_are_not_sent(cast: Any, desk: Program, there: Receiver) -> None:
    cast.report()
    Event.objects.all()
    made = desk.subscribe(there.url, ["case_opened"])
    Subscription.objects.filter(pk=made["id"]).update(created_at=timezone.now() + timedelta(hours=1))
    tell(cast)
    assert Delivery.objects.count() == 0


# ---- at least once, in order, and what fails

def test_an_event_that_is_read_twice_is_one_delivery(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ["case_opened"])
    cast.report()
    tell(cast)
    tell(cast)
    assert sent() == 1 and Delivery.objects.count() == 1


def test_a_refused_delivery_holds_up_its_own_case_and_no_other(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ["case_opened", "dispatched"])
    one, other = cast.bring(cast.report(), "dispatched"), cast.bring(cast.report("公园的长椅坏了，坐不了人。"), "dispatched")
    tell(cast)
    there.answers = [400]
    now = timezone.now()
    sent(now)
    held = [row["data"]["case"] for row in there.got]
    assert held == [other.matter.number] * 2
    sent(now + timedelta(minutes=2))
    assert [(row["data"]["case"], row["type"]) for row in there.got[2:]] == [(one.matter.number, "case_opened"), (one.matter.number, "dispatched")]


def test_a_receiver_that_does_not_answer_rests_and_nothing_is_lost(cast: Any, desk: Program, there: Receiver) -> None:
    desk.subscribe(there.url, ["case_opened"])
    for n in range(3):
        cast.report(f"第{n}盏路灯坏了没人修。")
    tell(cast)
    there.answers = [503]
    now = timezone.now()
    assert sent(now) == 1 and sent(now + timedelta(seconds=5)) == 0
    sent(now + timedelta(seconds=11))
    sent(now + timedelta(seconds=90))
    assert len(there.got) == 3 and len({one["id"] for one in there.got}) == 3
    assert Subscription.objects.get().failures == 0


def test_a_delivery_is_given_up_in_the_end_and_its_owner_sends_it_again(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    cast.report()
    tell(cast)
    there.answers = [404] * (len(WAITS) + 1)
    at = timezone.now()
    for wait in (timedelta(0), *WAITS):
        at += wait + timedelta(seconds=1)
        assert sent(at) == 1
    row = desk.get(f"/{made['id']}/deliveries")["items"][0]
    assert (row["state"], row["tries"], row["status"]) == ("failed", len(WAITS) + 1, 404) and sent(at + timedelta(days=9)) == 0
    assert desk.post(f"/{made['id']}/deliveries/{row['id']}/replay").status_code == 200
    assert desk.post(f"/{made['id']}/deliveries/{row['id']}/replay").json()["code"] == "webhook.under_way"
    sent()
    assert [one["id"] for one in there.got] == [row["id"]]
    assert desk.get(f"/{made['id']}/deliveries?state=sent")["items"][0]["id"] == row["id"]


def test_many_failures_in_a_row_pause_and_what_happens_meanwhile_waits(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    for n in range(4):
        cast.report(f"第{n}盏路灯坏了没人修。")
    tell(cast)
    there.answers, at = [500] * PAUSED_AFTER, timezone.now()
    for _ in range(PAUSED_AFTER):
        at += timedelta(hours=13)
        sent(at)
    assert (desk.get(f"/{made['id']}")["standing"], desk.get(f"/{made['id']}")["because"]) == ("paused", "failures")
    assert sent(at + timedelta(days=2)) == 0
    assert desk.post(f"/{made['id']}/resume").json()["standing"] == "active"
    cast.report("停了之后又来的一件事。")
    tell(cast)
    for _ in range(3):
        at += timedelta(days=2)
        sent(at)
    assert len(there.got) == 5


def test_gone_pauses_at_once(cast: Any, desk: Program, there: Receiver) -> None:
    made, there.answers = desk.subscribe(there.url, ["case_opened"]), [410]
    desk.post(f"/{made['id']}/ping")
    sent()
    assert desk.get(f"/{made['id']}")["because"] == "gone"


def test_a_redirect_is_not_followed(cast: Any, desk: Program, there: Receiver) -> None:
    made, there.answers = desk.subscribe(there.url, ["case_opened"]), [307]
    desk.post(f"/{made['id']}/ping")
    sent()
    assert len(there.raw) == 1 and desk.get(f"/{made['id']}/deliveries")["items"][0]["status"] == 307


def test_what_a_dead_process_left_is_sent_by_the_next(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    desk.post(f"/{made['id']}/ping")
    now = timezone.now()
    Delivery.objects.update(state="sending", claimed_at=now)
    assert sent(now + timedelta(minutes=4)) == 0
    assert sent(now + timedelta(minutes=6)) == 1 and len(there.got) == 1


def test_ended_is_ended(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    assert desk.post(f"/{made['id']}/end").json()["standing"] == "ended"
    cast.report()
    tell(cast)
    assert Delivery.objects.count() == 0 and desk.post(f"/{made['id']}/resume").json()["code"] == "webhook.ended"
    assert desk.post(f"/{made['id']}/burn").status_code == 404


def test_nobody_sees_or_changes_the_subscriptions_of_others(cast: Any, desk: Program, there: Receiver) -> None:
    made, other = desk.subscribe(there.url, ["case_opened"]), Program("cheng.du")
    again = Program("shen.paidan")
    for stranger in (other, again):
        assert stranger.get("")["items"] == [] and stranger.get(f"/{made['id']}")["code"] == "webhook.not_found"
        for what in ("pause", "end", "ping"):
            assert stranger.post(f"/{made['id']}/{what}").status_code == 404


def test_old_deliveries_are_forgotten(cast: Any, desk: Program, there: Receiver) -> None:
    made = desk.subscribe(there.url, ["case_opened"])
    desk.post(f"/{made['id']}/ping")
    assert forget_deliveries(at=timezone.now() + timedelta(days=29)) == 0 and forget_deliveries(at=timezone.now() + timedelta(days=31)) == 1


REFUSED = [
    ({"kinds": ["nothing"]}, "webhook.kinds"), ({"departments": ["zhujian"]}, "webhook.departments"), ({"url": "ftp://example.org/"}, "webhook.url"),
    ({"kinds": []}, "input.too_short"), ({"url": "http://10.0.0.1/"}, "webhook.url"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_a_subscription_that_makes_no_sense_is_refused(given: dict[str, Any], code: str, cast: Any, desk: Program, there: Receiver) -> None:
    answer = desk.post("", {"name": "x", "url": there.url, "kinds": ["closed"], **given})
    assert (answer.status_code, answer.json()["code"]) == (422, code)

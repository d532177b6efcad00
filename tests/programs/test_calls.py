"""The call-centre seam: the telephone system tells who calls, the operator's page shows it and fills in the number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.foundation.people.public import make_token
from gongban.foundation.programs.calls import forget_calls
from gongban.foundation.programs.models import Call
from tests.programs.telephone import Telephone

pytestmark = pytest.mark.django_db


@pytest.fixture
def telephone(cast: Any) -> Telephone:
    return Telephone()


@pytest.fixture
def operator(cast: Any) -> Client:
    client = Client()
    client.force_login(cast.account(cast.operator), backend="django.contrib.auth.backends.ModelBackend")
    client.post("/desk/hotline/line/", {"line": "8001"})
    return client


def banner(operator: Client) -> str:
    return operator.get("/desk/hotline/calls/").content.decode()


def test_the_operator_sees_who_calls_on_their_line_and_nobody_elses(telephone: Telephone, operator: Client) -> None:
    telephone.rings("13000000051", "8001")
    telephone.rings("13000000052", "8002")
    seen = banner(operator)
    assert "来电 130****0051" in seen and "0052" not in seen and "13000000051" not in seen
    assert banner(operator) in operator.get("/desk/hotline/").content.decode()


def test_taking_the_call_fills_in_the_number_and_shows_what_is_known(telephone: Telephone, operator: Client, cast: Any) -> None:
    earlier = cast.report("公园的长椅坏了，坐不了人。", by=cast.operator, channel="hotline", phone="13000000051", when=timezone.now())
    telephone.rings("13000000051", "8001")
    call = Call.objects.get()
    drawn = operator.get(f"/desk/hotline/?channel=hotline&call={call.pk}").content.decode()
    assert 'value="13000000051"' in drawn and str(earlier.matter.number) in drawn
    operator.post("/desk/hotline/", {"call": str(call.pk), "channel": "hotline", "kind": "help", "text": "门口的路灯坏了三盏。", "phone": "13000000051", "then": "accept"})
    call.refresh_from_db()
    assert Case.objects.get(pk=call.matter).text == "门口的路灯坏了三盏。"


def test_a_call_is_answered_passed_on_and_ended(telephone: Telephone, operator: Client) -> None:
    reference = telephone.rings("13000000051", "8002")
    assert "没有来电" in banner(operator)
    telephone.post("", {"call": reference, "phone": "13000000051", "line": "8001"})
    assert "来电 130****0051" in banner(operator) and Call.objects.count() == 1
    telephone.post(f"/{reference}/answer")
    assert "通话中" in banner(operator)
    Call.objects.update(answered_at=timezone.now() - timedelta(seconds=72))
    telephone.post(f"/{reference}/end")
    assert "通话 1:12" in banner(operator) and "补记" in banner(operator)
    Call.objects.update(ended_at=timezone.now() - timedelta(minutes=3))
    assert "没有来电" in banner(operator)


def test_a_withheld_number_is_shown_as_withheld(telephone: Telephone, operator: Client) -> None:
    telephone.rings("", "8001")
    assert "隐藏号码" in banner(operator)


def test_the_answer_of_the_api_never_holds_the_number(telephone: Telephone) -> None:
    told = telephone.post("", {"call": "a", "phone": "13000000051", "line": "8001", "since": "2026-11-22T01:00:00Z"})
    assert b"13000000051" not in told.content and told.json()["page"].startswith("/desk/hotline/?channel=hotline&call=")
    assert "13000000051" not in Call.objects.get().phone


REFUSED = [
    ({"line": "8 001"}, 422, "call.line"), ({"phone": "zhang"}, 422, "call.phone"), ({"call": ""}, 422, "input.string_too_short"),
    ({"call": "a b"}, 422, "input.string_pattern_mismatch"), ({"channel": "pigeon"}, 422, "input.string_pattern_mismatch"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "status", "code"), REFUSED)
def test_a_call_that_makes_no_sense_is_refused(given: dict[str, Any], status: int, code: str, telephone: Telephone) -> None:
    answer = telephone.post("", {"call": "a", "phone": "13000000051", "line": "8001", **given})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_the_hotline_tells_and_sees_calls(telephone: Telephone, cast: Any) -> None:
    telephone.rings("13000000051", "8001")
    stranger = Client(headers={"Authorization": f"Bearer {make_token('luo.lixing', name='x')}"})
    body = '{"call": "x", "phone": "13000000051", "line": "8001"}'
    assert stranger.post("/api/v1/calls", body, content_type="application/json").json()["code"] == "call.not_hotline"
    assert telephone.post("/nothing/end").json()["code"] == "call.not_found"
    handler = Client()
    handler.force_login(cast.account(cast.handler), backend="django.contrib.auth.backends.ModelBackend")
    assert handler.get("/desk/hotline/calls/").status_code == 403


def test_a_call_number_that_is_none_leaves_the_form_empty(operator: Client) -> None:
    assert operator.get("/desk/hotline/?call=nonsense").status_code == 200


def test_calls_are_forgotten_after_a_week(telephone: Telephone) -> None:
    telephone.rings("13000000051", "8001")
    assert forget_calls(at=timezone.now() + timedelta(days=6)) == 0 and forget_calls(at=timezone.now() + timedelta(days=8)) == 1

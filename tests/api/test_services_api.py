"""Look-ups, photos, figures and callbacks over the API."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongban.foundation.people.public import make_token
from gongban.outcome.ratings.public import Callback

pytestmark = pytest.mark.django_db


def program(login: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_token(login, name='test')}"})


def test_a_street_is_found_by_name_pinyin_and_initials(cast) -> None:
    name = Client().get("/api/v1/places", {"q": "路"}).json()[0]["name"]
    assert name in [place["name"] for place in Client().get("/api/v1/places", {"q": name[:2]}).json()]


def test_a_photo_goes_from_upload_into_a_report(cast) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(drawn, "JPEG")
    chen = program("chenxiaoyu")
    photo = chen.post("/api/v1/photos", {"photo": SimpleUploadedFile("a.jpg", drawn.getvalue(), "image/jpeg")}).json()
    body = {"kind": "help", "text": "井盖松动，车过就响。", "photos": [photo["id"]]}
    made = chen.post("/api/v1/cases", json.dumps(body), content_type="application/json")
    assert made.status_code == 201
    assert chen.get(f"/api/v1/cases/{made.json()[0]['number']}").json()["photos"] == [photo["id"]]


def test_a_text_that_calls_itself_a_photo_is_refused(cast) -> None:
    answer = program("chenxiaoyu").post("/api/v1/photos", {"photo": SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")})
    assert 400 <= answer.status_code < 500 and answer.json()["code"].startswith("photo.")


def test_open_statistics_are_for_everybody_and_desk_statistics_are_not(cast) -> None:
    cast.report("路口的垃圾没人清理。")
    figures = Client().get("/api/v1/statistics").json()
    assert figures["total"]["received"]["text"] and figures["by_month"]
    period = {"since": "2026-01-01", "until": "2026-12-31"}
    assert Client().get("/api/v1/statistics/desk", period).status_code == 401
    assert program("cheng.du").get("/api/v1/statistics/desk", period).json()["total"]["received"] == 1


@pytest.mark.parametrize("period", [{"since": "0001-01-01", "until": "0001-02-01"}, {"since": "9999-01-01", "until": "9999-12-31"}])
def test_a_period_beyond_the_calendar_is_refused_in_a_sentence(cast, period: dict[str, str]) -> None:
    answer = program("cheng.du").get("/api/v1/statistics/desk", period)
    assert (answer.status_code, answer.json()["code"]) == (422, "statistics.period")


def test_everybody_may_write_down_the_head_of_the_journal(cast, monkeypatch, tmp_path) -> None:
    from gongban.foundation.journal import sealing
    from tests.alone import own_horizon

    monkeypatch.setattr(sealing, "head_file", lambda: tmp_path / "head.json")
    monkeypatch.setattr(sealing, "_try_horizon", own_horizon)
    cast.report("路口的垃圾没人清理。")
    before = Client().get("/api/v1/journal/head").json()["position"]
    sealed = sealing.seal_all()
    head = Client().get("/api/v1/journal/head").json()
    assert head["position"] == before + sealed and len(head["digest"]) == 64 and head["suite"] == "international"


def test_not_solved_at_the_callback_sends_the_case_back(cast) -> None:
    case = cast.bring(cast.report("楼道里堆满了杂物没人管。"), "closed")
    callback = Callback.objects.get(case=case)
    body = json.dumps({"solved": "no", "satisfaction": 1, "contacted": True})
    answer = program("chenxiaoyu").post(f"/api/v1/callbacks/{callback.pk}/answer", body, content_type="application/json")
    assert (answer.status_code, answer.json()["case_state"]) == (200, "dispatched"), answer.json()


def test_another_resident_cannot_answer_a_callback(cast) -> None:
    case = cast.bring(cast.report("楼道里堆满了杂物没人管。"), "closed")
    path = f"/api/v1/callbacks/{Callback.objects.get(case=case).pk}/answer"
    answer = program("wuhaoran").post(path, json.dumps({"solved": "yes"}), content_type="application/json")
    assert answer.status_code == 404

"""What is sent to do harm, or sent wrongly, is refused with its reason and its field: over the real form and the real API."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.foundation.files.public import Photo
from tests.cast import Cast
from tests.files.pictures import in_bytes, scene
from tests.files.test_taking_photos import png_of

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
REPORT: dict[str, Any] = {"kind": "help", "text": "江边步道的路灯坏了三盏。", "lon": 112.7995, "lat": 30.3521}
MANY_FRAMES = in_bytes(scene(160, 120), "GIF", save_all=True, append_images=[scene(160, 120, seed) for seed in range(20)])


@pytest.fixture
def chen(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.account(cast.chen), backend="django.contrib.auth.backends.ModelBackend")
    return client


def told(answer: Any) -> tuple[int, str, str | None]:
    said = answer.json()
    assert said["words"]["zh"] and said["words"]["en"]
    return answer.status_code, said["code"], said.get("field")


@pytest.mark.parametrize("address", ["/photos/", "/api/v1/photos"])
@pytest.mark.parametrize(
    ("name", "kind", "data", "status", "code"),
    [
        ("a.jpg", "image/jpeg", b"MZ\x90\x00 a program", 422, "photo.format"),
        ("a.jpg", "image/jpeg", b"<?php system($_GET['c']); ?>", 422, "photo.format"),
        ("a.png", "image/png", b"<svg onload=alert(1)>", 422, "photo.format"),
        ("a.webp", "image/webp", MANY_FRAMES, 422, "photo.format"),
        ("a.heic", "image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", 422, "photo.heic"),
        ("a.png", "image/png", png_of(30_000, 30_000), 422, "photo.too_many_pixels"),
        ("a.jpg", "image/jpeg", in_bytes(scene())[:5000], 422, "photo.damaged"),
        ("a.jpg", "image/jpeg", b"", 422, "photo.format"),
        ("a.jpg", "image/jpeg", b"\xff" * 12_000_001, 413, "photo.too_large"),
        ("a.jpg", "image/jpeg", b"\xff" * 20_000_001, 413, "file.too_large"),
    ],
)
def test_a_file_that_is_no_fitting_photo_is_refused_whatever_it_calls_itself(
    chen: Client, address: str, name: str, kind: str, data: bytes, status: int, code: str
) -> None:
    answer = chen.post(address, {"photo": SimpleUploadedFile(name, data, kind)}, headers=JSON)
    assert told(answer) == (status, code, "photo")
    assert not Photo.objects.exists()


def test_a_photo_that_calls_itself_a_program_is_a_photo(chen: Client) -> None:
    answer = chen.post("/photos/", {"photo": SimpleUploadedFile("../../etc/evil.exe", in_bytes(scene()), "application/x-msdownload")})
    shown = chen.get(answer.json()["urls"]["320"])
    assert (shown.status_code, shown.headers["Content-Type"], "evil" in str(shown.headers)) == (200, "image/jpeg", False)


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"text": "路灯\x00坏了，很黑很黑"}, 400, "text"),
        ({"text": "路灯\x1b[31m坏了，很黑"}, 400, "text"),
        ({"text": "坏" * 5_001}, 422, "text"),
        ({"text": ""}, 422, "text"),
        ({"title": "题" * 61}, 422, "title"),
        ({"lon": 2.35, "lat": 48.85}, 400, "place"),
        ({"lon": 30.3521, "lat": 112.7995}, 400, "place"),
        ({"lon": "NaN", "lat": 30.35}, 400, "place"),
        ({"lon": 112.8, "lat": None}, 400, "place"),
        ({"occurred_at": (timezone.now() + timedelta(days=2)).isoformat()}, 422, "occurred_at"),
        ({"category": "99.99"}, 422, "category"),
        ({"board": "no-such-board"}, 422, "board"),
        ({"kind": "riot"}, 422, "kind"),
        ({"photos": ["00000000-0000-0000-0000-000000000000"]}, 422, "photos"),
        ({"photos": ["../../etc/passwd"]}, 422, "photos"),
        ({"photos": ["00000000-0000-0000-0000-000000000000"] * 10}, 422, "photos"),
        ({"publicity": "public"}, 422, "publicity"),
        ({"anonymous": True}, 422, "anonymous"),
        ({"system": "bd09"}, 422, "system"),
    ],
)
def test_a_report_that_does_not_fit_is_refused_by_the_name_of_its_field(chen: Client, wrong: dict[str, Any], status: int, field: str) -> None:
    answer = chen.post("/api/v1/cases", json.dumps(REPORT | wrong), content_type="application/json")
    assert (answer.status_code, answer.json().get("field")) == (status, field), answer.json()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"text": "路灯\x00坏了"}, 400, "控制字符"),
        ({"text": "坏" * 3_000_000}, 413, "内容太大"),
        ({"text": "坏" * 6_000}, 422, "最多"),
        ({"lon": "2.35", "lat": "48.85"}, 400, "范围"),
    ],
)
def test_the_form_of_residents_refuses_the_same(chen: Client, wrong: dict[str, Any], status: int, said: str) -> None:
    given = {name: str(value) for name, value in (REPORT | wrong).items()}
    answer = chen.post("/report/", given)
    assert (answer.status_code, said in answer.content.decode()) == (status, True), answer.content.decode()[:3000]
    assert not Case.objects.exists()


def test_the_form_of_residents_tells_of_a_file_that_is_no_photo_and_keeps_the_words(chen: Client) -> None:
    given = {**{name: str(value) for name, value in REPORT.items()}, "photos": SimpleUploadedFile("a.jpg", b"no photo", "image/jpeg")}
    answer = chen.post("/report/", given)
    said = answer.content.decode()
    assert (answer.status_code, "不是 JPEG" in said, "江边步道的路灯坏了三盏。" in said) == (422, True, True)


def test_ten_megabytes_of_json_are_refused(chen: Client) -> None:
    answer = chen.post("/api/v1/cases", json.dumps(REPORT | {"text": "x" * 10_000_000}), content_type="application/json")
    assert told(answer)[:2] == (413, "request.too_large")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>路灯坏了", "{{ 7*7 }}{% debug %}路灯坏了", "'; DROP TABLE cases_case; --路灯坏了", "路灯坏了\u202egpj.exe"])
def test_words_that_try_to_be_a_program_are_shown_as_words(chen: Client, cast: Cast, text: str) -> None:
    made = chen.post("/api/v1/cases", json.dumps(REPORT | {"text": text}), content_type="application/json")
    assert made.status_code == 201
    said = chen.get(f"/cases/{made.json()[0]['number']}/").content.decode()
    assert ("<script>alert" in said, "49路灯" in said, "路灯坏了" in said) == (False, False, True)

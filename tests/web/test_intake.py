"""What the site refuses before any view sees it, and how it says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.words import Words
from gongban.web.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} {len(request.FILES)}")


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refusal("photo.too_dark", Words("照片太暗。", "The photo is too dark."), field="photo", status=422)


def clash(request: HttpRequest) -> HttpResponse:
    raise Conflict("case.taken", Words("这件事项已有人在办。", "Somebody else holds this case."))


def down(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to 10.0.0.1 refused, password hidden")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("13000000001")


def api_echo(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"size": len(request.body)})


_views: list[Any] = [echo, refuse, clash, down, broken]
urlpatterns = [path(f"{view.__name__}/", view) for view in _views]
urlpatterns += [path(f"api/{view.__name__}/", view) for view in (*_views, api_echo)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/refuse/", 422, "photo.too_dark"),
        ("/clash/", 409, "case.taken"),
        ("/down/", 503, "database.unreachable"),
        ("/broken/", 500, "failed"),
        ("/no-such-page/", 404, "not_found"),
        ("/echo/?q=%00", 400, "input.control_character"),
        ("/echo/%07", 400, "input.control_character"),
    ],
)
def test_a_person_gets_a_page_with_one_sentence_and_a_program_the_same_as_problem_json(
    visitor: Client, address: str, status: int, code: str
) -> None:
    page = visitor.get(address)
    assert page.status_code == status
    assert page.headers["Content-Type"].startswith("text/html")
    assert code in page.content.decode()
    problem = visitor.get("/api" + address)
    assert problem.status_code == status
    assert problem.headers["Content-Type"] == "application/problem+json"
    said = problem.json()
    assert (said["status"], said["code"]) == (status, code)
    assert said["detail"]
    assert said["type"].endswith(code)


def test_the_sentence_is_in_the_readers_language(visitor: Client) -> None:
    assert "照片太暗。" in visitor.get("/refuse/").content.decode()
    assert "The photo is too dark." in visitor.get("/refuse/", headers={"accept-language": "en"}).content.decode()


def test_a_problem_names_its_field(visitor: Client) -> None:
    assert visitor.get("/api/refuse/").json()["field"] == "photo"


@pytest.mark.parametrize("address", ["/down/", "/broken/"])
def test_no_detail_of_a_fault_reaches_the_reader(visitor: Client, address: str) -> None:
    said = visitor.get(address).content.decode()
    assert "Traceback" not in said
    assert "10.0.0.1" not in said
    assert "13000000001" not in said


def test_who_may_try_again_is_told_when(visitor: Client) -> None:
    assert visitor.get("/down/").headers["Retry-After"] == "30"


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "\x1b[31m", "a\x7f"])
def test_control_characters_in_a_form_are_refused(visitor: Client, text: str) -> None:
    answer = visitor.post("/echo/", {"title": text})
    assert answer.status_code == 400
    assert "input.control_character" in answer.content.decode()


def test_line_breaks_and_tabs_are_ordinary_text(visitor: Client) -> None:
    assert visitor.post("/echo/", {"title": "第一行\r\n\t第二行 🚲"}).status_code == 200


@pytest.mark.parametrize("text", ["a\\u0000b", "\\ud800"])
def test_what_json_escapes_hide_is_refused(visitor: Client, text: str) -> None:
    answer = visitor.post("/api/api_echo/", f'{{"case": {{"title": ["{text}"]}}}}', content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["field"] == "title"


def test_a_pair_of_escapes_that_forms_one_letter_is_fine(visitor: Client) -> None:
    body = json.dumps({"title": "路灯🚲"})
    assert "\\ud83d" in body
    assert visitor.post("/api/api_echo/", body, content_type="application/json").status_code == 200


@pytest.mark.parametrize("address", ["/echo/", "/api/echo/"])
def test_ten_megabytes_of_text_are_too_large(visitor: Client, address: str) -> None:
    assert visitor.post(address, {"text": "长" * 3_400_000}).status_code == 413


def test_ten_megabytes_of_json_are_too_large(visitor: Client) -> None:
    body = json.dumps({"text": "x" * 10_000_000})
    answer = visitor.post("/api/api_echo/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


def test_a_file_above_the_limit_is_refused_by_name_of_its_field(visitor: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    photo = SimpleUploadedFile("a.jpg", b"x" * 1_000_001, "image/jpeg")
    answer = visitor.post("/api/echo/", {"photo": photo})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (413, "file.too_large", "photo")
    fitting = SimpleUploadedFile("a.jpg", b"x" * 1_000_000, "image/jpeg")
    assert visitor.post("/api/echo/", {"photo": fitting}).content == b"0 1"


def test_a_form_without_its_token_is_refused_with_advice() -> None:
    answer = Client(enforce_csrf_checks=True).post("/echo/", {"title": "路灯"})
    assert answer.status_code == 403
    assert "request.forged" in answer.content.decode()


@pytest.mark.parametrize("address", ["/echo/", "/broken/", "/no-such-page/", "/static/no-such-file"])
def test_every_answer_carries_the_strict_policy(visitor: Client, address: str) -> None:
    headers = visitor.get(address).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_a_foreign_host_name_is_refused(visitor: Client) -> None:
    assert visitor.get("/echo/", headers={"host": "elsewhere.example"}).status_code == 400

"""Sending photos over HTTP and who gets to see them before they belong to a case."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files.pictures import in_bytes, scene

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def send(client: Client, data: bytes, name: str = "a.jpg") -> Any:
    return client.post("/photos/", {"photo": SimpleUploadedFile(name, data, "image/jpeg")}, headers=JSON)


def test_a_photo_is_taken_and_shown_to_who_sent_it(client: Client) -> None:
    taken = send(client, in_bytes(scene()))
    assert taken.status_code == 201
    shown = client.get(taken.json()["urls"]["320"])
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_sees_it(client: Client) -> None:
    taken = send(client, in_bytes(scene()))
    for address in taken.json()["urls"].values():
        assert Client().get(address).status_code == 404


def test_the_original_is_not_given_to_who_sent_it_and_other_sizes_do_not_exist(client: Client) -> None:
    photo = send(client, in_bytes(scene())).json()["id"]
    assert [client.get(f"/photos/{photo}/{size}/").status_code for size in ("original", "1", "..")] == [404, 404, 404]


def test_a_request_without_a_photo_is_refused(client: Client) -> None:
    refused = client.post("/photos/", {}, headers=JSON)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "photo.missing", "photo")


def test_what_comes_too_often_from_one_address_is_refused(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("gongban.web.site.photos.MOST_PER_HOUR", 2)
    assert [send(client, in_bytes(scene(160, 120))).status_code for _ in range(3)] == [201, 201, 429]


def test_a_browser_that_has_the_picture_is_told_that_it_is_the_same(client: Client) -> None:
    address = send(client, in_bytes(scene())).json()["urls"]["320"]
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")

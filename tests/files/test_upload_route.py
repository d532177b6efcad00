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

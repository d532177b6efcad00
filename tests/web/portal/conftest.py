"""A resident's browser without a browser: Django's client, signed in as one of the cast."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongban.kernel.actors import Actor
from tests.cast import Cast

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[Actor], Client]:
    """`signed_in(cast.chen)`: a client in which this person is signed in."""

    def client(who: Actor) -> Client:
        found = Client()
        found.force_login(cast.account(who), backend=BACKEND)
        return found

    return client


@pytest.fixture
def photo() -> Callable[..., SimpleUploadedFile]:
    """`photo()`: a small real JPEG to send along."""

    def made(name: str = "road.jpg", colour: str = "grey") -> SimpleUploadedFile:
        drawn = io.BytesIO()
        Image.new("RGB", (400, 300), colour).save(drawn, "JPEG")
        return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")

    return made

"""`gongban start-password`: the first administrator of a new city gets in."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.test import Client
from typer.testing import CliRunner

from gongban.cli.main import app
from gongban.foundation.journal.models import Event
from gongban.kernel.errors import NotFound
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongban.cli.instance.opened", lambda *given: nullcontext())


def test_the_password_opens_the_desk_and_must_be_changed(cast: Cast) -> None:
    password = CliRunner().invoke(app, ["start-password", "admin"]).output.split()[-1]
    browser = Client()
    assert browser.post("/desk/login/", {"username": "admin", "password": password}).status_code == 302
    assert browser.get("/desk/people/").headers["Location"].startswith("/desk/account/password/")


def test_it_is_written_down_as_done_by_the_machine_without_the_password(cast: Cast) -> None:
    password = CliRunner().invoke(app, ["start-password", "admin"]).output.split()[-1]
    event = Event.objects.filter(kind="start_password_given").latest("id")
    assert (event.actor, event.channel) == ("system", "system")
    assert password not in str(event.payload)


@pytest.mark.parametrize("login", ["nobody.here", "chenxiaoyu"])
def test_only_staff_have_one(cast: Cast, login: str) -> None:
    said = CliRunner().invoke(app, ["start-password", login]).exception
    assert isinstance(said, NotFound) and said.code == "staff.not_found"

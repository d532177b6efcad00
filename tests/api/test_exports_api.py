"""Exports over the API: a program orders, watches, fetches; its token's limits are those of the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.foundation.exports import shelf
from gongban.foundation.exports.making import make_waiting
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Account, Department, Membership, make_token
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HERE = "/api/v1/exports"


@pytest.fixture(autouse=True)
def _clean_shelf() -> Iterator[None]:
    yield
    for _export, path in shelf.lying_there():
        path.unlink()


@pytest.fixture
def held(cast: Cast) -> Cast:
    """One case with 城管局, one with 住建局; 罗立行 handles cases in both."""
    cast.now = timezone.now()
    for department in (cast.DEPARTMENT, cast.OTHER):
        cast.bring(cast.report("江边的路灯坏了三盏。", when=cast.now), "in_progress", department)
    account = Account.objects.get(login="luo.lixing")
    Membership.objects.create(account=account, department=Department.objects.get(pk=cast.OTHER), role="handler", since=timezone.now() - timedelta(days=1))
    return cast


class Program:
    """A program with a token of 罗立行."""

    def __init__(self, name: str, **limits: Any) -> None:
        self.client, self.token = Client(), make_token("luo.lixing", name=name, **limits)

    def get(self, path: str) -> Any:
        return self.client.get(HERE + path, headers={"Authorization": f"Bearer {self.token}"})

    def post(self, path: str, given: dict[str, Any]) -> Any:
        return self.client.post(HERE + path, json.dumps(given), content_type="application/json", headers={"Authorization": f"Bearer {self.token}"})

    def made(self) -> str:
        answer = self.post("", {"listing": "queue", "form": "csv", "filter": {"scope": "all"}})
        assert answer.status_code == 202, answer.content
        make_waiting()
        return str(answer.json()["id"])

    def file(self, export: str) -> str:
        return b"".join(self.get(f"/{export}/file").streaming_content).decode()


def test_a_program_orders_watches_and_fetches(held: Cast) -> None:
    program = Program("figures")
    assert "queue" in [one["code"] for one in program.get("/lists").json()]
    ordered = program.post("", {"listing": "queue", "form": "csv", "filter": {"scope": "all", "kind": "help"}}).json()
    assert (ordered["standing"], ordered["filter"]) == ("waiting", {"scope": "all", "kind": "help"})
    assert program.get(f"/{ordered['id']}/file").status_code == 409
    make_waiting()
    done = program.get(f"/{ordered['id']}").json()
    assert (done["standing"], done["done"], done["total"]) == ("done", 2, 2)
    answer = program.get(f"/{ordered['id']}/file")
    body = b"".join(answer.streaming_content)
    assert hashlib.sha256(body).hexdigest() == done["digest"] and len(body) == done["size"] == int(answer["Content-Length"])
    assert [one["id"] for one in program.get("").json()] == [ordered["id"]]


def test_what_waits_can_be_cancelled(held: Cast) -> None:
    program = Program("figures")
    ordered = program.post("", {"listing": "queue"}).json()
    assert program.post(f"/{ordered['id']}/cancel", {}).json()["standing"] == "cancelled"
    assert program.post(f"/{ordered['id']}/cancel", {}).status_code == 409


def test_a_token_of_one_department_exports_that_department_only(held: Cast) -> None:
    program = Program("one", departments=[held.DEPARTMENT])
    text = program.file(program.made())
    assert "城管局" in text and "住建局" not in text
    everything = Program("all").made()
    assert program.get(f"/{everything}/file").json()["code"] == "export.role_lost", "nor does it fetch what the account has exported from both"


def test_personal_data_in_clear_need_the_scope_to_reveal(held: Cast) -> None:
    wanted = {"listing": "queue", "clear": True, "purpose": "contact"}
    refused = Program("masked", scopes=["exports:make"]).post("", wanted)
    assert (refused.status_code, refused.json()["code"]) == (403, "token.scope")
    assert Program("clear", scopes=["exports:make", "reporters:reveal"]).post("", wanted).status_code == 202


def test_without_the_scope_nothing_is_exported(held: Cast) -> None:
    assert Program("reader", scopes=["cases:read"]).post("", {"listing": "queue"}).json()["code"] == "token.scope"


def test_each_step_is_in_the_journal(held: Cast) -> None:
    program = Program("figures")
    program.file(program.made())
    kinds = Event.objects.filter(kind__startswith="export_").order_by("recorded_at", "id").values_list("kind", flat=True)
    assert list(kinds) == ["export_ordered", "export_made", "export_fetched"]


def test_the_page_tells_how_a_program_does_it() -> None:
    page = Path("docs/how-to/export-lists.md").read_text(encoding="utf-8")
    assert all(path in page for path in ("$GONGBAN/exports/lists", "$EXPORT/file", "exports:make"))

"""What a token may: its scopes, its departments, until when; who made it and when it was last used."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import CASE
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import (
    SCOPES,
    check_scopes,
    find_token,
    make_token,
    needs_scope,
    revoke_one,
    tokens_seen_by,
)
from gongban.kernel.errors import Refusal
from gongban.web.api.application import api
from gongban.web.api.scopes import NEEDS, scope_of

pytestmark = pytest.mark.django_db
JSON = "application/json"


def program(login: str, **given: Any) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_token(login, name='test', **given)}"})


def operations() -> set[str]:
    return {each["operationId"] for path in api.get_openapi_schema()["paths"].values() for each in path.values()}


def test_every_operation_says_which_scope_it_needs() -> None:
    known = {scope.code for scope in SCOPES} | {""} | {f"act:{name}" for name in CASE.actions()}
    assert {scope_of(name) for name in operations()} <= known
    assert set(NEEDS) <= operations()


SCOPED = [
    ("cases:read", "/cases/mine", 200), ("cases:desk", "/cases/mine", 403), ("cases:read", "/cases/desk", 403), ("cases:desk", "/cases/desk", 200),
    ("callbacks:read", "/callbacks", 200), ("cases:desk", "/callbacks", 403), ("cases:receive", "/me", 200), ("cases:receive", "/codes/kinds", 200),
    ("statistics:desk", "/statistics/desk?since=2026-01-01&until=2026-02-01", 200), ("act:note", "/cases/desk", 403),
]  # fmt: skip


@pytest.mark.parametrize(("scope", "path", "status"), SCOPED)
def test_a_token_reads_within_its_scopes(scope: str, path: str, status: int, cast: Any) -> None:
    answer = program("shen.paidan", scopes=[scope]).get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    assert status == 200 or answer.json()["code"] == "token.scope"


ACTING = [(["act:note"], "note", 200), (["act:note"], "accept", 403), (["cases:act"], "accept", 200), (["all"], "accept", 200), (["cases:desk"], "accept", 403)]


@pytest.mark.parametrize(("scopes", "action", "status"), ACTING)
def test_a_token_takes_the_actions_of_its_scopes_only(scopes: list[str], action: str, status: int, cast: Any) -> None:
    number = cast.report().matter.number
    given = json.dumps({"text": "记一笔"} if action == "note" else {})
    answer = program("shen.paidan", scopes=scopes).post(f"/api/v1/cases/{number}/{action}", given, content_type=JSON)
    assert answer.status_code == status, answer.content


def test_a_token_holds_the_roles_of_its_departments_only(cast: Any) -> None:
    case = cast.bring(cast.report("路灯坏了三天了没人修。"), "in_progress")
    path = f"/api/v1/cases/{case.matter.number}/dossier"
    assert program("luo.lixing").get(path).status_code == 200
    assert program("luo.lixing", departments=[cast.DEPARTMENT]).get(path).status_code == 200
    elsewhere = program("luo.lixing", departments=[cast.OTHER])
    assert elsewhere.get(path).status_code == 404
    assert elsewhere.get("/api/v1/me").json()["roles"] == []


REFUSED = [
    ({"scopes": ["cases:destroy"]}, "token.scope_unknown"), ({"scopes": []}, "token.scope_unknown"), ({"departments": ["nowhere"]}, "token.department"),
    ({"name": " "}, "token.name"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_a_token_that_makes_no_sense_is_not_made(given: dict[str, Any], code: str, cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        make_token("shen.paidan", **{"name": "x", **given})
    assert refused.value.code == code


def test_only_an_administrator_makes_tokens_and_sees_those_of_others(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        make_token("shen.paidan", name="x", by=cast.dispatcher)
    assert refused.value.code == "token.not_administrator"
    make_token("shen.paidan", name="x", by=cast.admin)
    assert tokens_seen_by(cast.admin).filter(name="x").count() == tokens_seen_by(cast.dispatcher).filter(name="x").count() == 1
    assert not tokens_seen_by(cast.handler).filter(name="x").exists()


def test_making_and_ending_a_token_is_written_down_without_the_token(cast: Any) -> None:
    made = make_token("shen.paidan", name="x", scopes=["cases:desk"], by=cast.admin)
    row = tokens_seen_by(cast.dispatcher).get(name="x")
    revoke_one(row.pk, by=cast.dispatcher, at=timezone.now())
    written = {event.kind: event for event in Event.objects.filter(kind__startswith="token_")}
    assert written["token_made"].payload["scopes"] == ["cases:desk"] and written["token_made"].actor == cast.admin.account
    assert written["token_revoked"].payload["token"] == str(row.pk)
    assert made not in json.dumps([event.payload for event in written.values()]) and row.hint == made[:7]
    with pytest.raises(Refusal):
        find_token(made, at=timezone.now())


def test_somebody_else_cannot_end_a_token(cast: Any) -> None:
    make_token("shen.paidan", name="x")
    with pytest.raises(Refusal) as refused:
        revoke_one(tokens_seen_by(cast.admin).get(name="x").pk, by=cast.handler, at=timezone.now())
    assert refused.value.status == 404


def test_when_a_token_was_last_used_is_noted_at_most_once_a_minute(cast: Any) -> None:
    token, at = make_token("shen.paidan", name="x"), timezone.now()
    seen = tokens_seen_by(cast.dispatcher).filter(name="x")
    assert seen.get().last_used_at is None
    for seconds, noted in ((0, 0), (30, 0), (61, 61)):
        find_token(token, at=at + timedelta(seconds=seconds))
        assert seen.get().last_used_at == at + timedelta(seconds=noted)


def test_an_expired_token_is_refused(cast: Any) -> None:
    answer = program("shen.paidan", expires_at=timezone.now() - timedelta(seconds=1)).get("/api/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token.invalid")


def test_scopes_stand_once_and_in_order() -> None:
    assert check_scopes(["cases:read", "act:note", "cases:read"]) == ["act:note", "cases:read"]
    needs_scope(["cases:act"], "act:note")
    with pytest.raises(Refusal):
        needs_scope(["act:note"], "cases:act")

"""Every address is decided for every role, and asked: who gets in, who is sent away, and what nobody else ever reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from gongban.delivery.cases.public import ACTIONS
from tests.cast import Cast
from tests.house.routes import (
    GROUPS,
    NAME,
    NOTES,
    PHONE,
    ROLES,
    SAID_NAME,
    SAID_PHONE,
    TABLE,
    WORDS,
    Scene,
    kind_of,
    routes,
    scene_of,
    send,
)

ROUTES = routes()
DECIDED: dict[str, dict[str, Any]] = TABLE["routes"]
ACTION_ROUTES = {f"api/v1/cases/<number>/{name}": name for name in ACTIONS}
SHOWN = ("desk/cases/<str:number>/reporters/", "api/v1/cases/<number>/reporters", "desk/callbacks/<uuid:pk>/number/")
OWN_DATA = "account/export/"


def test_every_address_is_decided_and_no_decision_is_idle() -> None:
    undecided = [
        f"{method} {route}: add `\"{route}\": {{{method}: …}}` to tests/house/routes.yaml and say for every role what it answers"
        for route, methods in ROUTES.items()
        if route not in ACTION_ROUTES
        for method in methods
        if not any(row.split()[0] == method for row in DECIDED.get(route, {}))
    ]
    assert undecided == []
    assert set(DECIDED) <= set(ROUTES), f"gone: {set(DECIDED) - set(ROUTES)}"
    assert set(TABLE["actions"]) == set(ACTIONS), "decide each action of the lifecycle in routes.yaml under `actions`"


@pytest.mark.parametrize("route", sorted(DECIDED))
def test_a_decision_covers_every_role(route: str) -> None:
    for row, said in DECIDED[route].items():
        missing = [role for role in ROLES if _decided(said, role) is None]
        assert not missing, f"{row} of {route} does not say what {missing} get"


def _decided(said: Any, role: str) -> str | None:
    if isinstance(said, str):
        return said
    found = said.get("rest")
    for name, answer in said.items():
        if name == role or role in GROUPS.get(name, ()):
            found = answer
    return found


def _questions(role: str) -> Iterator[tuple[str, str, str, str | None]]:
    """Method, address, case and the answer decided."""
    for route, rows in DECIDED.items():
        for row, said in rows.items():
            method, _, which = row.partition(" ")
            yield method, route, which or "private", _decided(said, role)
    for route, action in ACTION_ROUTES.items():
        yield "POST", route, "private", _of_action(action, role)


def _of_action(action: str, role: str) -> str | None:
    if any(role == name or role in GROUPS.get(name, ()) for name in TABLE["actions"][action]):
        return "allowed"
    return _decided(TABLE["others_on_actions"], role)


@pytest.fixture
def stage(cast: Cast) -> Scene:
    return scene_of(cast)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_was_decided_and_reads_nothing_else(stage: Scene, role: str) -> None:
    wrong, leaked = [], []
    for method, route, which, decided in _questions(role):
        answer, text = _ask(stage, role, method, route, which)
        found = kind_of(answer)
        if found != decided:
            wrong.append(f"{method} {route} ({which}): {found} {answer.status_code}, decided: {decided}")
        leaked += [f"{method} {route} ({which}) shows {mark}" for mark in _forbidden_to(role, route) if mark in text]
    assert (wrong, leaked) == ([], [])


def _ask(stage: Scene, role: str, method: str, route: str, which: str) -> tuple[Any, str]:
    """Ask and take everything back, so that each question meets the same scene."""
    client = stage.client(role)
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = send(stage, role, method, route, which)
        binary = answer.headers.get("Content-Type", "").startswith(("image/jpeg", "image/png", "image/webp", "application/pdf", "application/octet-stream"))
        text = "" if binary else b"".join(answer).decode()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, text


def _forbidden_to(role: str, route: str) -> list[str]:
    """Marks that this role must not find in an answer."""
    marks = {**WORDS, **NOTES}
    found = [mark for name, mark in marks.items() if name != "public" and not _may_read(role, name)]
    if not _may_read(role, "said"):
        found += [SAID_NAME, SAID_PHONE]
    return found + ([] if route in SHOWN or (role, route) == ("owner", OWN_DATA) else [NAME, PHONE, f"+86{PHONE}"])


def _may_read(role: str, name: str) -> bool:
    return any(role == each or role in GROUPS.get(each, ()) for each in TABLE["secrets"][name])


def test_the_reporter_of_wrongdoing_is_shown_to_nobody_who_handles_it(stage: Scene) -> None:
    for role in GROUPS["holding"]:
        for route in SHOWN[:2]:
            answer, text = _ask(stage, role, "POST", route, "report")
            assert answer.status_code == 403 and NAME not in text and PHONE not in text
    answer, text = _ask(stage, "dispatcher", "POST", SHOWN[0], "report")
    assert answer.status_code == 200 and NAME in text


def test_the_marks_are_really_there_for_those_who_may_read_them(stage: Scene) -> None:
    shown = {
        "owner": [WORDS["private"], WORDS["report"], SAID_PHONE], "follower": [WORDS["called"]], "handler": [NOTES["chengguan"], WORDS["private"]],
        "dispatcher": [NOTES["zhengshuju"], WORDS["report"]], "stranger": [SAID_NAME],
    }  # fmt: skip
    for role, marks in shown.items():
        route = "cases/<str:number>/" if role in GROUPS["visitors"] else "desk/cases/<str:number>/"
        pages = "".join(_ask(stage, role, "GET", route, which)[1] for which in stage.cases)
        assert [mark for mark in marks if mark not in pages] == [], role

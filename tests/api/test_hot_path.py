"""The hot path of intake: it answers as the ordinary path does, or leaves the request to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongban.delivery.cases import drawing_up, statement
from gongban.delivery.cases.public import Case, Report, draw_up, receive, write_drawn
from gongban.foundation.journal.public import Event
from gongban.foundation.matters.public import Entry, Matter, Party, Timer
from gongban.foundation.people.public import make_token, revoke_token
from gongban.kernel.actors import Actor
from gongban.web.api.gathering import Gatherer, Waiting, fly
from gongban.web.api.hot import HotPath
from tests.cast import MONDAY, Cast

LAMP = {"kind": "help", "text": "江边步道的路灯坏了三盏，晚上很黑。", "lon": 112.7995, "lat": 30.3521, "category": "01.01.09"}


@pytest.fixture
def token(cast: Cast) -> str:
    """A program of the hotline."""
    return make_token("he.jiexian", name="center", channel="hotline")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Flights fly in the test's own thread, on its connection."""

    async def at_once(self: Gatherer, token: str, key: str, body: bytes) -> Any:
        return fly([Waiting(token, key, body, None)])[0][1]  # type: ignore[arg-type]

    monkeypatch.setattr(Gatherer, "answer", at_once)
    yield


class Left(Exception):
    """The request went on to Django."""


def hot(body: bytes, **headers: str) -> tuple[int, dict[str, str], Any]:
    """What the hot path answers; Left when it does not."""
    given = {"host": "testserver", "content-type": "application/json", "content-length": str(len(body))} | headers
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/cases", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    said: list[dict[str, Any]] = []

    async def receive_body() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    async def beyond(scope: Any, again: Any, send: Any) -> None:
        assert (await again())["body"] == body, "Django must read the same body"
        raise Left

    with suppress(StopIteration):  # 没有真正等待的地方，不用事件循环 · nothing really waits: no loop is needed
        HotPath(beyond)(scope, receive_body, send).send(None)
    lines = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], lines, json.loads(said[1]["body"])


def ordinary(body: bytes, **headers: str) -> tuple[int, dict[str, str], Any]:
    """What Django answers to the same request."""
    answer = Client(headers=headers).post("/api/v1/cases", body, content_type="application/json")
    return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.json()


def plain(answer: tuple[int, dict[str, str], Any]) -> Any:
    """An answer without what differs from case to case: number and follow code."""
    status, headers, said = answer
    body = re.sub(r'"(number|follow_code)": "[^"]+"', r'"\1": "…"', json.dumps(said))
    return status, {name: value for name, value in headers.items() if name not in ("content-length", "x-request-id")}, "x-request-id" in headers, body


BODIES = {
    "one": LAMP,
    "a list": [LAMP, {**LAMP, "text": "井盖松动，车过就响。"}],
    "with contact": {**LAMP, "name": "王小明", "phone": "13000000001"},
    "without a place": {"kind": "suggestion", "text": "希望公园晚些关门。"},
    "in the other coordinates": {**LAMP, "system": "gcj02"},
    "a complaint in private": {**LAMP, "kind": "complaint", "wants_public": False},
    "a named channel": {**LAMP, "channel": "counter"},
    "control characters": {**LAMP, "text": "路灯\u0000坏了三盏"},
    "too short": {**LAMP, "text": "灯"},
    "an unknown field": {**LAMP, "colour": "red"},
    "an unknown kind": {**LAMP, "kind": "poem"},
    "no such category": {**LAMP, "category": "99.99.99"},
    "no such board": {**LAMP, "board": "nowhere"},
    "far away": {**LAMP, "lon": 2.35, "lat": 48.85},
    "half a place": {**LAMP, "lat": None},
    "in the future": {**LAMP, "occurred_at": "2999-01-01T00:00:00Z"},
    "anonymous where that is not allowed": {**LAMP, "kind": "help", "anonymous": True},
    "an unknown photo": {**LAMP, "photos": ["01a200d9-e058-74ed-b5b9-a45c0c05d6a5"]},
    "an empty list": [],
    "too many": [LAMP] * 101,
    "a text": "路灯坏了",
    "numbers": [1, 2],
}


@pytest.mark.parametrize("escaped", [False, True], ids=["utf-8", "escaped"])
@pytest.mark.parametrize("name", BODIES)
def test_both_paths_give_the_same_answer(here: None, token: str, name: str, escaped: bool) -> None:
    body = json.dumps(BODIES[name], ensure_ascii=escaped).encode()
    headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
    usual = ordinary(body, **headers)
    if usual[0] != 201:
        with pytest.raises(Left):
            hot(body, **headers)
    else:
        assert plain(hot(body, **headers)) == plain(usual)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer gb_unknown"}, {"authorization": "Basic eDp5"}, {"authorization": ""}, {"cookie": "sessionid=1"}, {"host": "elsewhere.example"},
        {"content-type": "text/plain"}, {"content-length": "9999999"}, {"content-length": "none"}, {"transfer-encoding": "chunked"}, {"idempotency-key": ""}, {"idempotency-key": " "},
    ],
    ids=str,
)  # fmt: skip
def test_what_it_does_not_know_it_leaves_to_django(here: None, token: str, headers: dict[str, str]) -> None:
    before = Case.objects.count()
    with pytest.raises(Left):
        hot(json.dumps(LAMP).encode(), **{"authorization": f"Bearer {token}", **headers})
    assert Case.objects.count() == before


def test_a_revoked_token_is_refused_with_the_next_request(here: None, token: str) -> None:
    body = json.dumps(LAMP).encode()
    assert hot(body, authorization=f"Bearer {token}")[0] == 201
    revoke_token("center", at=MONDAY)
    with pytest.raises(Left):
        hot(body, authorization=f"Bearer {token}")


def test_the_same_key_gives_the_same_case_on_both_paths(here: None, token: str) -> None:
    headers, body = {"authorization": f"Bearer {token}", "idempotency-key": "key-1"}, json.dumps(LAMP).encode()
    first = hot(body, **headers)
    with pytest.raises(Left):
        hot(body, **headers)
    again = ordinary(body, **headers)
    assert (again[0], again[2], again[1]["idempotent-replayed"]) == (201, first[2], "true")
    assert Case.objects.filter(source_key__gt="").count() == 1


def test_a_key_for_another_request_is_refused_on_both_paths(here: None, token: str) -> None:
    headers, other = {"authorization": f"Bearer {token}", "idempotency-key": "key-2"}, json.dumps({**LAMP, "text": "井盖松动，车过就响。"}).encode()
    hot(json.dumps([LAMP, LAMP]).encode(), **headers)
    with pytest.raises(Left):
        hot(other, **headers)
    assert ordinary(other, **headers)[2]["code"] == "idempotency.other_request"
    assert Case.objects.filter(source_key__gt="").count() == 2


@pytest.mark.parametrize("given", [{"scopes": ["cases:read"]}, {"per_minute": 5}], ids=["no scope", "a limit"])
def test_tokens_that_need_a_closer_look_take_the_ordinary_path(here: None, cast: Cast, given: dict[str, Any]) -> None:
    narrow = make_token("he.jiexian", name="narrow", channel="hotline", **given)
    with pytest.raises(Left):
        hot(json.dumps(LAMP).encode(), authorization=f"Bearer {narrow}")


def test_reports_of_several_callers_are_written_by_one_statement(cast: Cast) -> None:
    receive([Report.read(LAMP)], by=cast.operator, at=MONDAY)  # 表已记住 · the tables are remembered
    drawn = [draw_up(Report.read({**LAMP, "text": f"第{n}盏路灯坏了。"}), by=who, at=MONDAY) for n, who in enumerate([cast.operator, cast.chen, cast.operator])]
    with CaptureQueriesContext(connection) as asked:
        fresh = write_drawn(drawn)
    assert len(asked) == 2, "the numbers, and the statement"
    assert fresh == {one.row["id"] for one in drawn}
    texts = dict(Case.objects.values_list("matter__number", "text"))
    assert [texts[one.number] for one in drawn] == ["第0盏路灯坏了。", "第1盏路灯坏了。", "第2盏路灯坏了。"]
    assert [bool(one.follow_code) for one in drawn] == [True, False, True]


def test_a_key_that_comes_twice_in_one_flight_is_one_case(cast: Cast) -> None:
    report = Report.read({**LAMP, "source_key": "same"})
    found = receive([report] * 3, by=cast.operator, at=MONDAY)
    assert len({one.number for one in found}) == 1
    assert [one.repeated for one in found] == [False, True, True]


def test_of_a_list_that_does_not_fit_nothing_is_received(cast: Cast) -> None:
    before = Case.objects.count()
    with pytest.raises(Exception, match=r"report\.category"):
        receive([Report.read(LAMP), Report.read({**LAMP, "category": "99"})], by=cast.operator, at=MONDAY)
    assert Case.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_is_one_case() -> None:
    from tests.cast import actor

    by = actor("he.jiexian", "hotline")

    def send(_: int) -> str:
        try:
            return receive([Report.read({**LAMP, "source_key": "at-once"})], by=by, at=MONDAY)[0].number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = set(pool.map(send, range(12)))
    assert len(numbers) == 1
    assert Case.objects.filter(source_key="at-once").count() == 1
    actor.cache_clear()


def test_what_is_written_is_what_the_tables_expect(cast: Cast) -> None:
    """A case received by the statement, column by column."""
    number = receive([Report.read({**LAMP, "name": "王小明", "phone": "13000000001"})], by=cast.operator, at=MONDAY)[0].number
    matter = Matter.objects.get(number=number)
    timer, line = matter.timers.get(), matter.entries.get()
    assert (matter.state, matter.open, matter.last_seq, matter.holder_id) == ("received", True, 2, None)
    assert (timer.name, timer.due_at, timer.yellow_at) == ("resident", matter.due_at, matter.yellow_at)
    assert (line.kind, line.audience, line.text, str(line.author_id)) == ("receive", "parties", LAMP["text"], cast.operator.account)
    opened, deadline = Event.objects.filter(matter=matter.pk).order_by("seq")
    assert (opened.kind, opened.channel, opened.place, opened.actor_role) == ("case_opened", "web", matter.case.district, "staff")
    assert deadline.payload == {"timer": "resident", "due": matter.due_at.isoformat(), "provisional": matter.provisional, "because": ""}
    assert opened.payload == {"case_kind": "help", "category": "01.01.09", "publicity": matter.case.publicity}


@pytest.mark.parametrize("model", [Matter, Case, Party, Entry, Timer, Event])
def test_the_statement_fills_every_column_that_must_be_filled(model: type[models.Model]) -> None:
    inserted = re.search(rf"INSERT INTO {model._meta.db_table} \(([^)]*)\)", statement.RECEIVE)
    assert inserted
    named = {name.strip() for name in inserted.group(1).split(",")}
    must = {field.column for field in model._meta.concrete_fields if not field.null and field.db_default is NOT_PROVIDED}
    assert must <= named


def test_the_statement_never_reads_through_the_cases_that_are_there(cast: Cast) -> None:
    """A hashed list of all keys would cost more with every case that the city has ever received."""
    written = statement.as_text([draw_up(Report(**LAMP), by=cast.operator, at=MONDAY).row])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement.RECEIVE}", [written])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "SubPlan" not in plan
    assert plan.count("Limit") == 2


def test_a_row_has_exactly_the_columns_of_the_statement(cast: Cast) -> None:
    drawn = draw_up(Report.read(LAMP), by=cast.chen, at=MONDAY)
    assert set(drawn.row) == set(statement.COLUMNS)
    assert set(drawing_up._IDS) <= set(statement.COLUMNS)


def test_who_acts_before_the_masks_are_written_finds_them(cast: Cast) -> None:
    report = Report.read({**LAMP, "text": "路灯坏了，请打13000000001找我。"})
    number = receive([report], by=cast.operator, at=MONDAY)[0].number
    case = Case.objects.select_related("matter").get(matter__number=number)
    assert case.text_public == "", "nothing is shown that was not masked"
    cast.act(case, "accept", by=cast.operator)
    assert case.text_public.startswith("路灯坏了") and "13000000001" not in case.text_public


def test_an_anonymous_report_names_no_account(cast: Cast) -> None:
    number = receive([Report.read({**LAMP, "kind": "report", "anonymous": True})], by=cast.chen, at=MONDAY)[0].number
    matter = Matter.objects.get(number=number)
    assert matter.parties.get().account_id is None and matter.entries.get().author_id is None
    assert not Event.objects.filter(matter=matter.pk, actor=_account(cast.chen)).exists()


def _account(by: Actor) -> str:
    assert by.account
    return by.account

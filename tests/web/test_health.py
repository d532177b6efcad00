"""Health and metrics: what load balancers and monitoring read, who may read it, and that it names nobody."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from prometheus_client.parser import text_string_to_metric_families

from gongban.foundation.standing import standing
from gongban.web.site import health
from gongban.web.site.logs import Line
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def numbers(client: Client, **headers: str) -> dict[str, Any]:
    """What /metrics says, by name."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    return {family.name: family for family in text_string_to_metric_families(answer.content.decode())}


def value(found: dict[str, Any], name: str, **labels: str) -> float:
    return sum(one.value for one in found[name].samples if labels.items() <= one.labels.items() and not one.name.endswith("_created"))


def test_a_living_process_says_so_without_asking_anybody(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/health/live", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_process_with_its_database_is_ready() -> None:
    answer = Client().get("/health/ready", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "missing": []})


def test_a_process_without_its_database_is_alive_and_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def cursor(self) -> None:
            raise OperationalError("host=10.1.1.1 password=secret")

        def close(self) -> None:
            return None

    monkeypatch.setattr(health, "connection", Down())
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": ["database"]})
    assert Client().get("/health/live").status_code == 200


def test_a_full_disk_and_old_tables_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "disk", lambda: (1_000, 10**12))
    monkeypatch.setattr(health, "_tables_complete", lambda: False)
    assert Client().get("/health/ready").json()["missing"] == ["disk", "tables"]


def test_requests_are_counted_by_route_never_by_path() -> None:
    client = Client()
    before = numbers(client)
    had = value(before, "gongban_requests", route="cases/<str:number>/", method="GET", status="404") if "gongban_requests" in before else 0
    client.get("/cases/JC20260101-000001/")
    client.get("/13000000001/")
    found = numbers(client)
    assert value(found, "gongban_requests", route="cases/<str:number>/", method="GET", status="404") == had + 1
    assert value(found, "gongban_request_seconds", route="cases/<str:number>/") > 0
    said = client.get("/metrics").content
    assert b"JC2026" not in said
    assert b"13000000001" not in said


def test_an_invented_method_opens_no_new_series() -> None:
    client = Client()
    client.generic("ANYTHING", "/")
    assert b"ANYTHING" not in client.get("/metrics").content


def test_queues_the_journal_and_the_disk_are_numbers(cast: Cast) -> None:
    cast.report()
    found, now = numbers(Client()), standing()
    assert value(found, "gongban_journal_unsealed") >= 1
    assert value(found, "gongban_journal_position") == now.journal.position
    assert {one.labels["status"] for one in found["gongban_jobs"].samples} == {"todo", "doing", "failed"}
    assert 0 < value(found, "gongban_disk_free_bytes") <= value(found, "gongban_disk_bytes")


@pytest.mark.parametrize(
    ("settings", "address", "headers", "may"),
    [
        ({}, "127.0.0.1", {}, True),
        ({}, "10.1.2.3", {}, False),
        ({"METRICS_FROM": ["10.0.0.0/8"]}, "10.1.2.3", {}, True),
        ({"METRICS_FROM": ["10.0.0.0/8"]}, "127.0.0.1", {}, False),
        ({}, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),  # a proxy that we were not told of
        ({"PROXIES": 1}, "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, False),
        ({"PROXIES": 1}, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"}, False),
        ({"PROXIES": 1, "METRICS_FROM": ["203.0.113.9"]}, "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, True),
        ({"METRICS_TOKEN": "a-long-secret-of-monitoring"}, "10.1.2.3", {"Authorization": "Bearer a-long-secret-of-monitoring"}, True),
        ({"METRICS_TOKEN": "a-long-secret-of-monitoring"}, "10.1.2.3", {"Authorization": "Bearer wrong"}, False),
        ({"METRICS_TOKEN": ""}, "10.1.2.3", {"Authorization": "Bearer "}, False),
        ({}, "not an address", {}, False),
    ],
)
def test_who_may_read_the_numbers(settings: dict[str, Any], address: str, headers: dict[str, str], may: bool) -> None:
    with override_settings(**settings):
        answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
    assert answer.status_code == (200 if may else 404)


def test_the_lines_of_one_request_carry_one_id(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="gongban.access"):
        answer = Client().get("/no-such-page/")
    assert len(answer.headers["X-Request-ID"]) == 16


def test_an_id_is_taken_over_from_a_trusted_proxy_only() -> None:
    given = {"X-Request-ID": "abcd-1234-efgh"}
    assert Client().get("/", headers=given).headers["X-Request-ID"] != given["X-Request-ID"]
    with override_settings(PROXIES=1):
        assert Client().get("/", headers=given).headers["X-Request-ID"] == given["X-Request-ID"]
        for odd in ("13000000001", "x\ny", "短", "a" * 65):
            assert Client().get("/", headers={"X-Request-ID": odd.encode().decode("latin-1")}).headers["X-Request-ID"] != odd


def test_a_log_line_within_some_work_says_which() -> None:
    from gongban.kernel.trail import trail

    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "done", (), None)
    with trail("request") as request, trail("job", "messages-42"):
        said = json.loads(Line().format(record))
    assert (said["request"], said["job"]) == (request, "messages-42")
    assert "request" not in json.loads(Line().format(record))

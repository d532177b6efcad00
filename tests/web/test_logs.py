"""Logs tell what happened and nothing about whom."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from gongban.web.site.logs import Line


def test_an_error_is_logged_by_type_and_places_without_its_values() -> None:
    try:
        raise ValueError("phone 13000000001 is taken")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "failed", (), (ValueError, error, error.__traceback__))
    line = Line().format(record)
    assert "13000000001" not in line
    said = json.loads(line)
    assert said["error"] == "ValueError"
    assert "test_logs.py" in said["trace"][0]


@pytest.mark.django_db
def test_a_request_is_logged_without_its_query(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="gongban.access"):
        Client().get("/no-such-page/13000000001/?phone=13000000001")
    lines = [Line().format(record) for record in caplog.records if record.name == "gongban.access"]
    assert len(lines) == 1
    assert "13000000001" not in lines[0]
    assert json.loads(lines[0])["status"] == 404

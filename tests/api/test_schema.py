"""Programs that send anything at all get an answer as the OpenAPI document promises, and never a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS

from gongban.foundation.people.public import make_token
from gongban.web.api.application import api
from tests.cast import Cast

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
OPERATIONS = {operation.label: operation for result in SCHEMA.get_all_operations() if (operation := result.ok())}
PROMISED = CHECKS.get_by_names(["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"])
CALLERS = ("", "chenxiaoyu", "shen.paidan", "luo.lixing", "su.min")
QUICK, LONG = 5, 150
SITE = WSGIHandler()


@pytest.fixture
def tried(cast: Cast) -> Iterator[Any]:
    """`tried(label, count)`: send so many requests to an operation, each taken back, by callers of all sorts."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)  # as Django's own test client does
    number = cast.bring(cast.report(), "in_progress").matter.number
    tokens = [make_token(login, name="fuzz") if login else "" for login in CALLERS]

    def run(label: str, count: int) -> None:
        @seed(2026)
        @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(OPERATIONS[label].as_strategy(), st.sampled_from(tokens), st.booleans())
        def send(case: Any, token: str, known: bool) -> None:
            if known and "number" in case.path_parameters:
                case.path_parameters["number"] = number
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            with transaction.atomic():
                answer = case.call(headers=headers, base_url="http://localhost", app=SITE)
                transaction.set_rollback(True)
            case.validate_response(answer, checks=PROMISED)

        send()

    yield run
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def test_every_operation_answers_as_it_promises(tried: Any) -> None:
    """A few requests each; together, so that the scene is set once."""
    broken = {}
    for label in OPERATIONS:
        try:
            tried(label, QUICK)
        except (Exception, BaseExceptionGroup) as error:
            broken[label] = "".join(str(each) for each in getattr(error, "exceptions", [error]))[:600]
    assert broken == {}


@pytest.mark.long
@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_answers_so_for_long(tried: Any, label: str) -> None:
    tried(label, LONG)

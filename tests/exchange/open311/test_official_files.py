"""The official schemas and the official Swagger file of GeoReport v2, against our answers; what the file has wrong is named one by one."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS

from tests.cast import PLACE, Cast
from tests.exchange.open311.asking import OFFICIAL, a_key, ask, needs_official_files, public_case, send

pytestmark = [pytest.mark.django_db, needs_official_files]


# ---- the schemas


def fits(name: str, value: Any) -> None:
    """Fail with every place where a value does not fit an official schema."""
    files = {each.name: json.loads(each.read_text(encoding="utf-8")) for each in OFFICIAL.glob("*.json")}
    registry = jsonschema_rs.Registry([(f"json-schema:///{each}", schema) for each, schema in files.items()])
    schema = jsonschema_rs.validator_for({"$ref": f"json-schema:///{name}"}, registry=registry, validate_formats=True)
    assert [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(value)] == []


def test_services_and_every_definition_fit_their_schemas(cast: Cast) -> None:
    found = ask("services")
    fits("services.json", found)
    asking = [row["service_code"] for row in found if row["metadata"]]
    assert len(found) > 400 and len(asking) >= 7
    for code in asking:
        fits("service-definition.json", ask(f"services/{code}"))


@pytest.mark.parametrize("extensions", ["", "true"])
def test_requests_in_every_state_fit_their_schema(cast: Cast, extensions: str) -> None:
    for state in ("received", "in_progress", "closed", "filed"):
        cast.bring(public_case(cast), state)
    public_case(cast, category=None, lon=None, lat=None, address="")
    public_case(cast, text="很长" * 2_400)
    found = ask("requests", extensions=extensions)
    assert len(found) == 6
    fits("requests.json", found)
    fits("requests.json", ask(f"requests/{found[0]['service_request_id']}"))


def test_a_schema_that_does_not_fit_would_be_noticed(cast: Cast) -> None:
    public_case(cast)
    (row,) = ask("requests")
    with pytest.raises(AssertionError, match="service_request_id"):
        fits("requests.json", [row | {"service_request_id": 7}])


# ---- the Swagger file: what is wrong or missing in it, by name; nothing else is excused


def the_path_of_one_request_is_in_the_singular(document: dict[str, Any]) -> None:
    paths = document["paths"]
    paths["/requests/{service_request_id}.{response_format}"] = paths.pop("/request/{service_request_id}.{response_format}")


def jurisdiction_id_is_always_required(document: dict[str, Any]) -> None:
    """The text: only where an endpoint serves several. Ours serves one, whose name is known."""
    document["parameters"]["jurisdiction_id"] |= {"required": False, "enum": ["jiangcheng.example", "elsewhere.example"]}


def the_format_may_be_any_text(document: dict[str, Any]) -> None:
    document["parameters"]["response_format"] |= {"enum": ["json", "xml"]}


def arguments_of_post_stand_in_the_address(document: dict[str, Any]) -> None:
    """The text: in the body, the key among them. The file also leaves most of them out."""
    sending = document["paths"]["/requests.{response_format}"]["post"]
    for one in sending["parameters"]:
        if one.get("in") == "query":
            one["in"] = "formData"
    texts = ("api_key", "description", "email", "device_id", "account_id", "first_name", "last_name", "phone", "media_url", "attribute[light_fault]")
    sending["parameters"] += [{"name": name, "in": "formData", "type": "string"} for name in texts]
    sending["security"] = []


def what_may_be_empty_is_not_said(document: dict[str, Any]) -> None:
    """Its own examples hold null."""
    for schema in document["definitions"].values():
        for name, one in schema["properties"].items():
            if name not in schema.get("required", ()):
                one["x-nullable"] = True


def a_single_request_and_a_token_do_not_stand_in_a_list(document: dict[str, Any]) -> None:
    """The text: `service_requests`, which in JSON is an array of one."""
    for path in ("/requests/{service_request_id}.{response_format}", "/tokens/{token_id}.{response_format}"):
        answer = document["paths"][path]["get"]["responses"]["200"]
        answer["schema"] = {"type": "array", "items": answer["schema"]}


def failures_are_left_out_or_have_another_status(document: dict[str, Any]) -> None:
    """The text: 400, 404, and 403 for keys; the file knows 401 for a jurisdiction and often nothing at all."""
    for operations in document["paths"].values():
        for method, operation in operations.items():
            operation["responses"].pop("401", None)
            for status in ("400", "404", *(["403", "429"] if method == "post" else [])):
                operation["responses"].setdefault(status, {"description": "errors"})


QUIRKS: tuple[Callable[[dict[str, Any]], None], ...] = (
    the_path_of_one_request_is_in_the_singular, jurisdiction_id_is_always_required, the_format_may_be_any_text, arguments_of_post_stand_in_the_address,
    what_may_be_empty_is_not_said, a_single_request_and_a_token_do_not_stand_in_a_list, failures_are_left_out_or_have_another_status,
)  # fmt: skip
PROMISED = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
QUICK, LONG = 15, 400
SITE = WSGIHandler()


@cache
def operations() -> dict[str, Any]:
    """Every operation of the official file, its quirks mended."""
    document = copy.deepcopy(json.loads((OFFICIAL / "swagger.json").read_text(encoding="utf-8")))
    for mend in QUIRKS:
        mend(document)
    schema = schemathesis.openapi.from_dict(document)
    return {operation.label: operation for result in schema.get_all_operations() if (operation := result.ok())}


@pytest.fixture
def tried(cast: Cast) -> Iterator[Callable[[str, int], set[int]]]:
    """`tried(label, count)`: send so many requests, each taken back; gives the statuses that were answered."""
    number = cast.bring(public_case(cast), "closed").matter.number
    (told,) = send({"service_code": "11.01.01", "lat": PLACE[1], "long": PLACE[0], "description": "超市的秤不准。"})
    real = {"service_request_id": number, "service_code": "01.01.09", "token_id": told["token"], "api_key": a_key(), "lat": PLACE[1], "long": PLACE[0],
            "attribute[light_fault]": "dark"}  # fmt: skip
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)  # Django's own test client does so too, and connects them again

    def run(label: str, count: int) -> set[int]:
        seen: set[int] = set()

        @seed(2026)
        @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(operations()[label].as_strategy(), st.booleans(), st.booleans())
        def call(case: Any, known: bool, here: bool) -> None:
            _with_real(case, real, known, here)
            with transaction.atomic():
                answer = case.call(base_url="http://localhost/open311/v2", app=SITE)
                transaction.set_rollback(True)
            seen.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS.get_by_names(PROMISED))

        call()
        return seen

    yield run
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def _with_real(case: Any, real: dict[str, Any], known: bool, here: bool) -> None:
    """Half of the requests name what is there, so that not everything generated is refused at the door."""
    if here and case.query:
        case.query.pop("jurisdiction_id", None)
    if known:
        case.path_parameters |= {name: value for name, value in real.items() if name in case.path_parameters}
        if isinstance(case.body, dict):
            case.body |= {name: value for name, value in real.items() if name not in ("service_request_id", "token_id")}


def test_the_official_swagger_file_is_kept_but_for_its_named_quirks(tried: Callable[[str, int], set[int]]) -> None:
    broken, answered = {}, {}
    for label in operations():
        try:
            answered[label] = tried(label, QUICK)
        except (Exception, BaseExceptionGroup) as error:
            broken[label] = "".join(str(each) for each in getattr(error, "exceptions", [error]))[:900]
    assert broken == {}
    assert len(answered) == 6 and [label for label, seen in answered.items() if 200 not in seen] == [], answered


@pytest.mark.long
@pytest.mark.parametrize("label", ["GET /services.{response_format}", "POST /requests.{response_format}", "GET /requests.{response_format}"])
def test_the_official_swagger_file_is_kept_for_long(tried: Callable[[str, int], set[int]], label: str) -> None:
    assert 200 in tried(label, LONG)

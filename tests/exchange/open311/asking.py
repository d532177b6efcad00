"""Asking the Open311 endpoint as a stranger's program does, in both formats, and cases to ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.exchange.open311.writing import MEMBERS
from gongban.foundation.people.public import make_token
from tests.cast import Cast

BASE = "/open311/v2"
OFFICIAL = Path(__file__).parents[4] / "shared" / "data" / "open311"
needs_official_files = pytest.mark.skipif(
    not (OFFICIAL / "swagger.json").exists(), reason=f"the official GeoReport files are not at {OFFICIAL}; get them from the Open311 project"
)


def ask(path: str, form: str = "json", expect: int = 200, **given: Any) -> Any:
    """The parsed answer of GET, the same Python values from either format (XML as text)."""
    return read(Client().get(f"{BASE}/{path}.{form}", given), form, expect)


def send(given: dict[str, Any], *, key: str = "", form: str = "json", expect: int = 200) -> Any:
    """The parsed answer of POST requests."""
    return read(Client().post(f"{BASE}/requests.{form}", {"api_key": key or a_key(), **given}), form, expect)


def read(answer: Any, form: str, expect: int = 200) -> Any:
    """An answer with the status and content type that were expected, parsed."""
    assert answer.status_code == expect, answer.content.decode()
    assert answer.headers["Content-Type"] == {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}[form]
    return json.loads(answer.content) if form == "json" else plain(ElementTree.fromstring(answer.content))


def plain(element: ElementTree.Element) -> Any:
    """An element as the Spark convention would write it in JSON, but every value as text and empty as None."""
    children = list(element)
    if element.tag in MEMBERS:
        return [plain(child) for child in children]
    return {child.tag: plain(child) for child in children} if children else element.text


def in_text(value: Any) -> Any:
    """A JSON value as XML tells it: numbers and yes or no as text, an empty text as nothing."""
    if isinstance(value, dict):
        return {name: in_text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [in_text(each) for each in value]
    return None if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


def a_key(login: str = "he.jiexian", channel: str = "open311") -> str:
    """An api_key as the administrator gives it to a program."""
    return make_token(login, name="an app", channel=channel)


def public_case(cast: Cast, text: str = "东门口的路灯坏了三盏，晚上很黑。", **given: Any) -> Case:
    """A case received now and shown by a moderator."""
    cast.now = timezone.now()
    case = cast.report(text, **given)
    cast.act(case, "publish", {}, by=cast.moderator)
    return case

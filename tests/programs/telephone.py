"""A telephone system for tests: at the edge, speaking the API with its own token as a real one would."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from gongban.foundation.people.public import make_token


class Telephone:
    """Calls come in, are passed on, answered and ended."""

    def __init__(self, login: str = "he.jiexian") -> None:
        token = make_token(login, name="telephone", channel="hotline", scopes=["calls:tell"])
        self.client = Client(headers={"Authorization": f"Bearer {token}"})
        self.count = 0

    def rings(self, phone: str, line: str, **more: Any) -> str:
        """A call comes in; its reference."""
        self.count += 1
        reference = f"pbx-{self.count}"
        answer = self.post("", {"call": reference, "phone": phone, "line": line, **more})
        assert answer.status_code == 201, answer.content
        return reference

    def post(self, path: str, body: Any = None) -> Any:
        """Ask the API."""
        return self.client.post(f"/api/v1/calls{path}", json.dumps(body or {}), content_type="application/json")

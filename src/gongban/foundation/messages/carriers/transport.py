"""How carriers reach a provider over HTTPS; tests put their own function in its place."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongban.foundation.messages.terms import TryLater

SECONDS = 10


@dataclass(frozen=True)
class Request:
    """One POST: nothing of it is logged."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """Status and JSON body of the answer."""

    status: int
    body: dict[str, Any] = field(repr=False)


Transport = Callable[[Request], Answer]


def post(request: Request) -> Answer:
    """Send over the network; TryLater when there is no answer."""
    asked = urllib.request.Request(request.url, request.body, dict(request.headers), method="POST")
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            return Answer(answer.status, _json(answer.read()))
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, _json(refused.read()))
    except OSError:
        raise TryLater("provider.unreachable") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}

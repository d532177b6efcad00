"""From a body to reports, and from received cases to the answer: the same for the ordinary and the hot path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from gongban.delivery.cases.public import Received
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import ReceivedOut, state_of

MOST_AT_ONCE = 100


def reports_of(body: Any, key: str, by: Actor, sender: str = "") -> list[dict[str, Any]]:
    """The reports of a JSON body, one or a list, each with its channel and source key.

    `key` is the request's Idempotency-Key, `sender` the network address of somebody without an account.
    """
    given = body if isinstance(body, list) else [body]
    if not 1 <= len(given) <= MOST_AT_ONCE or not all(isinstance(each, Mapping) for each in given):
        raise Refusal("input.reports", Words("请给出 1 到 100 件诉求。", "Give between 1 and 100 reports."), status=422)
    key = own_key(key, by, sender)
    return [_completed(each, by, sender, f"{key}:{place}" if key and len(given) > 1 else key) for place, each in enumerate(given)]


def own_key(key: str, by: Actor, sender: str) -> str:
    """A sender's key is theirs alone: two who happen to choose the same one still get two cases."""
    return hashlib.sha256(f"{by.account or sender} {key}".encode()).hexdigest()[:40] if key else ""


def _completed(given: Mapping[str, Any], by: Actor, sender: str, key: str) -> dict[str, Any]:
    """A caller speaks over its own channel; only staff at the hotline or a counter may name another."""
    found = dict(given)
    if not by.is_staff and found.get("source_key"):
        found["source_key"] = own_key(str(found["source_key"]), by, sender)
    if not by.is_staff or "channel" not in found:
        found["channel"] = by.channel
    if key:
        found.setdefault("source_key", key)
    return found


def received_out(one: Received) -> ReceivedOut:
    """A received case as the API tells it."""
    return ReceivedOut(number=one.number, follow_code=one.follow_code, repeated=one.repeated, state=state_of(one.state))


def answer_of(found: list[Received]) -> bytes:
    """The body of the answer, as the ordinary path writes it."""
    return json.dumps([
        {"number": one.number, "follow_code": one.follow_code, "repeated": one.repeated, "state": _state(one.state)} for one in found
    ]).encode()  # fmt: skip


@cache
def _state(code: str) -> dict[str, Any]:
    return state_of(code).model_dump()

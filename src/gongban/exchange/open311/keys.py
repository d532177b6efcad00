"""Who sends: an api_key is a program's token for the channel open311; guesses are counted by where they come from."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import ApiToken, Spent, actor_by, find_token, needs_scope, spend
from gongban.foundation.visitor import network_address
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, Refusal
from gongban.kernel.words import Words

CHANNEL, SCOPE = "open311", "cases:receive"
GUESSES_PER_HOUR = 60
MINUTE, LISTS_PER_MINUTE = timedelta(minutes=1), 60  # without a key; a thousand rows cost nearly half a second of processor time
MISSING = Words("缺少 api_key，请向管理员申请。", "api_key is missing. Ask the administrator for one.")
WRONG = Words("api_key 无效、已过期，或不是给 Open311 用的。", "The api_key is not valid (any more), or not made for Open311.")


def sender(request: HttpRequest) -> tuple[Actor, Spent | None]:
    """The actor for the api_key in the body, the address or the Authorization header, and what is left of its limit.

    Forbidden without a key, with one that does not work, or one that may not receive; 429 above the key's own limit.
    """
    at, key = timezone.now(), _key(request)
    if not key:
        raise Forbidden("open311.api_key", MISSING)
    found = _program(key)
    if found is None:
        spend("open311.key", network_address(request), most=GUESSES_PER_HOUR, within=timedelta(hours=1), at=at)
        raise Forbidden("open311.api_key", WRONG)
    needs_scope(found.scopes, SCOPE)
    spent = spend("api.token", str(found.pk), most=found.per_minute, within=MINUTE, at=at) if found.per_minute else None
    return actor_by(found, at=at), spent


def count_list(request: HttpRequest) -> None:
    """Count one more list: of a key with its own limit, else (no key, a wrong one) of the address; 429 above the limit."""
    at, found = timezone.now(), _program(_key(request))
    if found is None:
        spend("open311.list", network_address(request), most=LISTS_PER_MINUTE, within=MINUTE, at=at)
    elif found.per_minute:
        spend("api.token", str(found.pk), most=found.per_minute, within=MINUTE, at=at)


def _program(key: str) -> ApiToken | None:
    """The token of this channel behind a key; None for guesses."""
    try:
        found = find_token(key, at=timezone.now())
    except Refusal:
        return None
    return found if found.channel == CHANNEL else None


def _key(request: HttpRequest) -> str:
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    named = request.POST.get("api_key", "") or request.GET.get("api_key", "")
    return (named or (bearer if kind.lower() == "bearer" else "")).strip()

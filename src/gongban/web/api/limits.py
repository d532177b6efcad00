"""How often may a caller ask? A token as often as it was given, a person or an address so many changes; told in headers."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import Spent, spend
from gongban.web.api.acting import SAFE, caller, token_of
from gongban.web.site.visitor import spend_here

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHANGES_PER_MINUTE = 120
ANONYMOUS_PER_HOUR = 20


def limited(request: HttpRequest, for_strangers: bool) -> Spent | None:
    """Count this request; Refusal 429 above the limit, None where there is none.

    Strangers who ask what is not `for_strangers` will be told to sign in; that is not counted.

    A token has the limit that it was given, for all that it asks; a channel's token may have none. People are
    limited in what they change, not in what they read.
    """
    token = token_of(request)
    if token:
        return spend("api.token", str(token.pk), most=token.per_minute, within=MINUTE, at=timezone.now()) if token.per_minute else None
    if request.method in SAFE:
        return None
    by = caller(request)
    if by.account:
        return spend("api.change", by.account, most=CHANGES_PER_MINUTE, within=MINUTE, at=timezone.now())
    return spend_here(request, "api.anonymous", most=ANONYMOUS_PER_HOUR, within=HOUR) if for_strangers else None


def limit_headers(spent: Spent | None) -> dict[str, str]:
    """How much is left; nothing where there is no limit."""
    return spent.headers if spent else {}

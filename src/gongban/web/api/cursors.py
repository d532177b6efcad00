"""Pages of lists: opaque, signed cursors over the lists' own keys, a limit, and Link headers.

A cursor says after which row to go on, never how many to skip, so pages hold while rows come in. It is signed and bound
to its list and filters: one that was changed, or belongs to another list, is refused rather than misread.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from ninja import Schema
from pydantic import Field

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

MOST = 100
SIGNED = 12
BROKEN = Words("翻页标记不对或属于另一个清单，请从第一页看起。", "The cursor is broken or belongs to another list. Start from the first page.")


class Paged(Schema):
    """Where to go on in a list, and how many rows to give."""

    cursor: str = Field("", max_length=400)
    limit: Annotated[int, Field(ge=1, le=MOST)] = 20


class Page(Schema):
    """A page of a list; `next` and `previous` are cursors for the same call, empty at the ends."""

    previous: str
    next: str


def key_of(request: HttpRequest, paged: Paged) -> str:
    """The list's own key that a cursor stands for, empty for the first page. Refusal "list.cursor" for any other text."""
    if not paged.cursor:
        return ""
    try:
        raw = base64.urlsafe_b64decode(paged.cursor.encode("ascii") + b"=" * (-len(paged.cursor) % 4))
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise _broken() from None
    signature, key = raw[:SIGNED], raw[SIGNED:]
    if not constant_time_compare(signature, _signature(request, key)):
        raise _broken()
    return key.decode()


def cursor_of(request: HttpRequest, key: str) -> str:
    """The cursor for a key of this list; empty for an empty key."""
    if not key:
        return ""
    return base64.urlsafe_b64encode(_signature(request, key.encode()) + key.encode()).rstrip(b"=").decode()


def neighbours(request: HttpRequest, response: HttpResponse, previous: str, following: str) -> dict[str, str]:
    """Cursors of the neighbouring pages for the body; the Link header (RFC 8288) names them too."""
    found = {"previous": cursor_of(request, previous), "next": cursor_of(request, following)}
    links = [f'<{_address(request, cursor)}>; rel="{"prev" if name == "previous" else name}"' for name, cursor in found.items() if cursor]
    if links:
        response.headers["Link"] = ", ".join(links)
    return found


def _address(request: HttpRequest, cursor: str) -> str:
    return request.build_absolute_uri(f"{request.path}?{urlencode({**_filters(request.GET), 'cursor': cursor})}")


def _filters(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(given[name]) for name in sorted(given) if name != "cursor"}


def _signature(request: HttpRequest, key: bytes) -> bytes:
    """Over list and filters; the limit may change from page to page."""
    bound = {name: value for name, value in _filters(request.GET).items() if name != "limit"}
    text = b"\n".join([request.path.encode(), urlencode(bound).encode(), key])
    return salted_hmac("api.cursor", text, algorithm="sha256").digest()[:SIGNED]


def _broken() -> Refusal:
    return Refusal("list.cursor", BROKEN, field="cursor")

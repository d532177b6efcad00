"""What every operation has in common: the token's scope, the limit, the media type, idempotency, conditions.

An operation itself only does its work; rights over cases lie in the queries and actions that it calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from ninja.operation import Operation

from gongban.foundation.people.public import Spent, needs_scope
from gongban.foundation.programs.public import Answer, answer_once
from gongban.foundation.visitor import network_address
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.api.acting import SAFE, caller, token_of
from gongban.web.api.conditions import with_condition
from gongban.web.api.limits import limit_headers, limited
from gongban.web.api.scopes import scope_of
from gongban.web.site.errors import problem

Run = Callable[..., HttpResponseBase]
KEY = "Idempotency-Key"
NOT_KEPT = ("reveal_reporters", "look_by_licence_share")  # each look is written down, so each is a look of its own
UPLOADS = ("upload_photo", "attach_document")
NOT_JSON = Words("请用 application/json 发送内容。", "Send the body as application/json.")


def guarded(run: Run) -> Run:
    """Wrap an operation's run: Ninja's decorator of mode "view"."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    name, for_strangers = str(operation.operation_id), not any(operation.auth_callbacks)

    @wraps(run)
    def answered(request: HttpRequest, **kw: Any) -> HttpResponseBase:
        try:
            spent = _admitted(name, request, for_strangers)
            return _finished(request, _once(name, run, request, kw), spent)
        except Refusal as refusal:
            return problem(refusal)

    return answered


def _admitted(name: str, request: HttpRequest, for_strangers: bool) -> Spent | None:
    token = token_of(request)
    spent = limited(request, for_strangers)
    if token:
        needs_scope(token.scopes, scope_of(name))
    _check_kind(name, request)
    return spent


def _finished(request: HttpRequest, answer: HttpResponseBase, spent: Spent | None) -> HttpResponseBase:
    if isinstance(answer, HttpResponse):
        answer = with_condition(request, answer)
    for header, value in limit_headers(spent).items():
        answer.headers[header] = value
    return answer


def _check_kind(name: str, request: HttpRequest) -> None:
    """Refusal 415 for a body of another kind than the operation reads."""
    if request.method in SAFE or not int(request.META.get("CONTENT_LENGTH") or 0):
        return
    kind = request.content_type or ""
    if name in UPLOADS and kind == "multipart/form-data":
        return
    if name in UPLOADS:
        said = Words("请用 multipart/form-data 发送文件。", "Send the file as multipart/form-data.")
        raise Refusal("request.media_type", said, status=415)
    if kind != "application/json" and not kind.endswith("+json"):
        raise Refusal("request.media_type", NOT_JSON, status=415)


def _once(name: str, run: Run, request: HttpRequest, kw: dict[str, Any]) -> HttpResponseBase:
    """Run the operation, or give the former answer again to a request that comes with the same key."""
    key = request.headers.get(KEY)
    if key is None or request.method in SAFE or name in NOT_KEPT:
        return run(request, **kw)

    def make() -> Answer:
        made = run(request, **kw)
        assert isinstance(made, HttpResponse)
        return Answer(made.status_code, made.headers["Content-Type"], made.content)

    found, again = answer_once(_sender(request), key, _asked(request), make, at=timezone.now())
    answer = HttpResponse(found.body, status=found.status, content_type=found.kind)
    if again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _sender(request: HttpRequest) -> str:
    """Whose key it is: the token's, else the account's or the party's, else the address's; two senders' keys never meet."""
    token = token_of(request)
    by = caller(request)
    return f"token {token.pk}" if token else by.account or by.party or network_address(request)


def _asked(request: HttpRequest) -> bytes:
    """What identifies a request: method, address, and the body; of an upload its fields and files, for boundaries are made anew."""
    head = f"{request.method} {request.get_full_path()}\n".encode()
    if request.content_type != "multipart/form-data":
        return head + request.body
    files = (file for _, each in sorted(request.FILES.lists()) for file in each)
    fields = urlencode(sorted(request.POST.lists()), doseq=True).encode()
    return head + fields + b"".join(_digest(file) for file in files)


def _digest(file: Any) -> bytes:
    digest = hashlib.sha256(b"".join(file.chunks())).digest()
    file.seek(0)
    return digest

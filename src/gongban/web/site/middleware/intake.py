"""What may come in at all: not too much, and text without control characters or broken letters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase

from gongban.kernel.errors import Refusal
from gongban.kernel.input import CONTROL
from gongban.kernel.words import Words
from gongban.web.site.errors import answer_refusal

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Intake:
    """Looks at address, form fields and JSON before any view does; a Refusal is answered at once."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _check(request)
        except RequestDataTooBig:
            return answer_refusal(request, too_much())
        except Refusal as refusal:
            return answer_refusal(request, refusal)
        return self.answer(request)


def too_much() -> Refusal:
    """The request as a whole is too large."""
    words = Words("内容太大，请减少文字或照片后再提交。", "That is too much at once. Shorten the text or send fewer photos.")
    return Refusal("request.too_large", words, status=413)


def _check(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.REQUEST_LIMIT:
        raise too_much()
    _refuse_control(_texts(request))


def check_json(body: bytes) -> None:
    """Refuse a JSON body that hides control characters."""
    _refuse_control(_in_json(body))


def _refuse_control(texts: Iterable[tuple[str, str]]) -> None:
    for name, value in texts:
        if CONTROL.search(value) or CONTROL.search(name):
            raise _control_character(name if name.isidentifier() else None)


def _texts(request: HttpRequest) -> Iterator[tuple[str, str]]:
    yield "path", request.path
    yield from _pairs(request.GET)
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if request.content_type in _FORMS:
        yield from _pairs(request.POST)
    elif (request.content_type or "").endswith("json"):
        yield from _in_json(request.body)


def _pairs(fields: Any) -> Iterator[tuple[str, str]]:
    for name, values in fields.lists():
        for value in values:
            yield name, value


def _in_json(body: bytes) -> Iterator[tuple[str, str]]:
    r"""Texts of a JSON body; only escapes (\u0000) can hide what JSON itself would refuse."""
    if b"\\u" not in body:
        return
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return  # 由接口自己说明格式错误 · the endpoint says itself that this is no JSON
    yield from _inside("", content)


def _inside(name: str, content: Any) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield name, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield key, key
            yield from _inside(key, value)
    elif isinstance(content, list):
        for value in content:
            yield from _inside(name, value)


def _control_character(field: str | None) -> Refusal:
    words = Words("含有看不见的控制字符，请删除后再提交。", "It contains invisible control characters. Remove them and try again.")
    return Refusal("input.control_character", words, field=field)

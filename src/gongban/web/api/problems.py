"""What every operation may answer besides its result, for OpenAPI."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class Said(Schema):
    """A sentence in both languages."""

    zh: str
    en: str


class FieldProblem(Schema):
    code: str
    field: str | None = None
    detail: str


class Problem(Schema):
    """A problem document (RFC 9457) with a stable code."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    words: Said
    field: str | None = None
    link: str | None = None
    problems: list[FieldProblem] | None = None


READING: dict[int, Any] = {code: Problem for code in (400, 401, 403, 404, 422, 429)}
CHANGING: dict[int, Any] = READING | {code: Problem for code in (409, 413, 415)}
ACTING: dict[int, Any] = {**CHANGING, 412: Problem}

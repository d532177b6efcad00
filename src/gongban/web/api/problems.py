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
    problems: list[FieldProblem] | None = None


READING: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
CHANGING: dict[int, Any] = {**READING, 409: Problem, 413: Problem}

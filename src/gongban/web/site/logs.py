"""What is written to the logs: one JSON object a line, never a query string, a body or an error's own values."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from gongban.kernel.trail import current

_as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode  # json.dumps would make an encoder for every line


class Line(logging.Formatter):
    """One record as JSON. Of an exception it keeps type and places; its message may hold personal data."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name, "says": record.getMessage()}
        line |= current() | getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = places(record.exc_info[1])
        return _as_json(line)


def places(error: BaseException | None) -> list[str]:
    """Where an error came through: file, line, function; without values."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def logging_for(level: str) -> dict[str, Any]:
    """Django's LOGGING for a level: everything to standard error, requests by our own access line only."""
    quiet = {"level": "ERROR"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "gongban.web.site.logs.Line"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": quiet,
            "django.security": quiet,
            "django.server": quiet,
            "axes": quiet,
            "procrastinate": {"level": "WARNING"},
        },
    }

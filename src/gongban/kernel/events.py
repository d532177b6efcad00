"""What an event is: a frozen statement in the past tense whose payload never holds personal data."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from gongban.kernel.words import Words

DECLARED: dict[str, type[Occurrence]] = {}
# Codes and ids only. A text of a person, a phone or an ID number never fits this shape.
CODE = re.compile(r"^[A-Za-z0-9_.:/\-]{0,64}$")
PHONE = re.compile(r"(?<![0-9A-Za-z-])1[3-9]\d{9}(?![0-9A-Za-z-])")


@dataclass(frozen=True)
class Occurrence:
    """Base of every declared event; a subclass names its `kind` and its words as class arguments."""

    kind: ClassVar[str]
    words: ClassVar[Words]

    def __init_subclass__(cls, kind: str, zh: str, en: str, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.kind, cls.words = kind, Words(zh, en)
        if kind in DECLARED and DECLARED[kind].__qualname__ != cls.__qualname__:
            raise TypeError(f"event kind {kind} is declared twice")
        DECLARED[kind] = cls

    def payload(self) -> dict[str, Any]:
        """The event's own fields as JSON values; TypeError where one could hold a person's words."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _plain(name, value) for name, value in values.items() if value is not None}


def _plain(name: str, value: Any) -> Any:
    match value:
        case Enum():
            return _plain(name, value.value)
        case bool() | int():
            return value
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case str() if CODE.match(value) and not PHONE.search(value):
            return value
        case list() | tuple():
            return [_plain(name, item) for item in value]
    raise TypeError(f"payload field {name} must be an id, a code, an amount or a time")

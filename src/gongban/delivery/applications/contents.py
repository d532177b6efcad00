"""What people wrote, as it is kept: answers and the fields of a part as encrypted JSON, names and numbers encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongban.foundation.facts.public import declarations
from gongban.foundation.people.public import protect, reveal
from gongban.foundation.renewal import Column, protects
from gongban.kernel.conditions import Kind, Value
from gongban.kernel.errors import Refusal
from gongban.kernel.forms import fitted
from gongban.kernel.words import Words

ANSWERS, DETAILS, NAME, NUMBER = "applications.answers", "applications.details", "applications.name", "applications.number"
PHONE, ADDRESS, APPLICANT = "applications.phone", "applications.address", "applications.applicant"

protects(
    Column("applications.Application", "answers", ANSWERS),
    Column("applications.Application", "applicant_name", NAME),
    Column("applications.Application", "applicant_number", NUMBER, "applicant_lookup", APPLICANT),
    Column("applications.Application", "phone", PHONE),
    Column("applications.Application", "post_address", ADDRESS),
    Column("applications.Part", "details", DETAILS),
    Column("applications.Part", "licence_fields", DETAILS),
)


def sealed(values: Mapping[str, Any], context: str = ANSWERS) -> str:
    """Values as one encrypted text; dates as 2026-01-31."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return protect(json.dumps(plain, ensure_ascii=False, sort_keys=True), context)


def opened(token: str, context: str = ANSWERS) -> dict[str, Any]:
    """What was sealed, dates still as texts."""
    return dict(json.loads(reveal(token, context))) if token else {}


def answers_of(token: str) -> dict[str, Value | None]:
    """The answers of an application as values of facts, and of its bundle's own questions."""
    known = declarations()
    return {name: _value(value, known[name].fact.kind if name in known else None) for name, value in opened(token).items()}


def _value(value: Any, kind: Kind | None) -> Value | None:
    return date.fromisoformat(value) if kind is Kind.DATE and isinstance(value, str) else value


def checked_answer(name: str, value: Any, kinds: Mapping[str, Any]) -> Value | None:
    """An answer that fits its fact; Refusal "application.answer" at the field else. `kinds`: declarations by name."""
    known = kinds.get(name)
    if known is None or known.fact.formula:
        raise Refusal("application.unknown_field", Words("表里没有这一项。", "The form has no such field."), field=name[:80], status=422)
    found, fault = fitted(known.fact, value)
    if fault:
        words = Words(f"“{known.fact.words.zh}”的值不对，{fault.zh}", f"The value of “{known.fact.words.en}” is not valid. {fault.en}")
        raise Refusal("application.answer", words, field=name, status=422)
    return found

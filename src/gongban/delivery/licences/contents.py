"""What a licence says: its fields checked by their type, encrypted in the row, and shown in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from gongban.delivery.licences.models import LicenceType
from gongban.delivery.licences.terms import Field
from gongban.foundation.facts.public import declarations
from gongban.foundation.people.public import protect, reveal
from gongban.foundation.renewal import Column, protects
from gongban.kernel.conditions import Fact, Kind, Sort, Value
from gongban.kernel.errors import Refusal
from gongban.kernel.input import CONTROL, InvalidInput
from gongban.kernel.words import Words

NAME, NUMBER, DETAILS = "licences.name", "licences.number", "licences.details"
HOLDER = "licences.holder"  # the context of the look-up hash of the holder's number
LONGEST = 200
YES, NO = Words("是", "yes"), Words("否", "no")

protects(
    Column("licences.Licence", "holder_name", NAME),
    Column("licences.Licence", "holder_number", NUMBER, "holder_lookup", HOLDER),
    Column("licences.Licence", "details", DETAILS),
    Column("licences.Version", "holder_name", NAME),
    Column("licences.Version", "details", DETAILS),
)


def checked(kind: LicenceType, given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a licence as they are kept; InvalidInput names each that is missing, unknown or not valid."""
    problems = [problem for field in kind.fields if (problem := _problem(field, given.get(field.code, "").strip()))]
    known = {field.code for field in kind.fields}
    problems += [_refused("unknown", f"没有“{code[:30]}”这一项。", f"There is no field “{code[:30]}”.", code[:40]) for code in given if code not in known]
    if problems:
        raise InvalidInput(problems)
    return {field.code: text for field in kind.fields if (text := given.get(field.code, "").strip())}


def _problem(field: Field, text: str) -> Refusal | None:
    if not text:
        return _refused("missing", f"请填写“{field.words.zh}”。", f"Please fill in “{field.words.en}”.", field.code) if field.must else None
    if len(text) > LONGEST or CONTROL.search(text):
        return _refused("text", f"“{field.words.zh}”最多 {LONGEST} 个字，不能有控制字符。", f"“{field.words.en}” may have {LONGEST} characters and no control characters.", field.code)
    if field.fact and (fact := fact_of(field)) is not None and fact_value(fact, text) is None:
        return _refused("value", f"“{field.words.zh}”的值不对。", f"The value of “{field.words.en}” is not valid.", field.code)
    return None


def _refused(what: str, zh: str, en: str, field: str) -> Refusal:
    return Refusal(f"licence.field_{what}", Words(zh, en), field=field, status=422)


def fact_of(field: Field) -> Fact | None:
    """The declared fact that a field fills."""
    known = declarations().get(field.fact)
    return known.fact if known else None


def fact_value(fact: Fact, text: str) -> Value | None:
    """The value of a text for a fact; None where it is none."""
    try:
        value = _value(fact, text)
    except ValueError:
        return None
    return value if value is not None and fact.accepts(value) else None


def _value(fact: Fact, text: str) -> Value | None:
    match fact.sort:
        case Sort.BOOLEAN:
            return {"true": True, "false": False}.get(text)
        case Sort.NUMBER:
            return int(text)
        case Sort.DATE:
            return date.fromisoformat(text)
    return text


def in_words(field: Field, text: str) -> Words:
    """A field's text as people read it: a choice by its words, money in yuan."""
    fact = fact_of(field) if field.fact else None
    if fact is None or not text:
        return Words(text, text)
    if fact.kind is Kind.CHOICE:
        return next((option.words for option in fact.options if option.code == text), Words(text, text))
    if fact.sort is Sort.BOOLEAN:
        return YES if text == "true" else NO
    if fact.kind is Kind.MONEY:
        yuan = f"{int(text) // 100:,}.{int(text) % 100:02d}".removesuffix(".00")
        return Words(f"{yuan} 元", f"{yuan} yuan")
    return Words(text, text)


def sealed(fields: Mapping[str, str]) -> str:
    """The fields for their encrypted column."""
    return protect(json.dumps(dict(fields), ensure_ascii=False), DETAILS)


def opened(details: str) -> dict[str, str]:
    """The fields of an encrypted column; none of an erased one."""
    found: dict[str, str] = json.loads(reveal(details, DETAILS) or "{}")
    return found

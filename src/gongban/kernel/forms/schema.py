"""A form for programs: a JSON Schema of what is submitted, and beside it how it is presented."""

from __future__ import annotations

from typing import Any

from gongban.kernel.conditions import Fact, Kind
from gongban.kernel.conditions.terms import FIRST_DAY, LAST_DAY, MOST_NUMBER
from gongban.kernel.forms.fitting import LONGEST_TEXT
from gongban.kernel.forms.form import Form
from gongban.kernel.forms.terms import Field, Rule
from gongban.kernel.words import Words

FEW = 5
_TYPES = {Kind.INTEGER: "integer", Kind.MONEY: "integer", Kind.TEXT: "string", Kind.BOOLEAN: "boolean", Kind.DATE: "string", Kind.CHOICE: "string"}
_WIDGETS = {Kind.INTEGER: "number", Kind.MONEY: "money", Kind.TEXT: "text", Kind.BOOLEAN: "yes_no", Kind.DATE: "date"}


def widget_of(fact: Fact) -> str:
    """How a field is drawn: text, number, money (in yuan), date, yes_no, radio, select."""
    return _WIDGETS.get(fact.kind) or ("radio" if len(fact.options) <= FEW else "select")


def schema_of(form: Form) -> dict[str, Any]:
    """JSON Schema (2020-12) of a submission with `x-presentation`: sections, order, widgets, conditions and rules in words.

    Required are only fields that everybody fills in; which others are required, the conditions say.
    """
    always = [name for name, field in form.fields.items() if any(not want.condition and not want.optional for want in field.wants)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:gongban:form:{form.fingerprint}", "type": "object",
        "properties": {name: _property(field) for name, field in form.fields.items()}, "required": always, "additionalProperties": False,
        "x-presentation": presentation_of(form),
    }  # fmt: skip


def presentation_of(form: Form) -> dict[str, Any]:
    """Sections with their fields in order; when each is asked and by which parts; the rules of the pre-check."""
    return {
        "sections": [{"key": section.key, "title": _said(section.words), "fields": [_shown(field) for field in fields]} for section, fields in form.in_sections()],
        "rules": [_rule(rule) for rule in form.rules],
    }


def _property(field: Field) -> dict[str, Any]:
    fact = field.fact
    found: dict[str, Any] = {"type": _TYPES[fact.kind], "title": field.words.zh}
    if fact.kind in (Kind.INTEGER, Kind.MONEY):
        found |= {"minimum": fact.least} if fact.least > -MOST_NUMBER else {}
        found |= {"maximum": fact.most} if fact.most < MOST_NUMBER else {}
    if fact.kind is Kind.CHOICE:
        found["enum"] = [option.code for option in fact.options]
    if fact.kind is Kind.TEXT:
        found["maxLength"] = LONGEST_TEXT
    if fact.kind is Kind.DATE:
        found |= {"format": "date", "formatMinimum": FIRST_DAY.isoformat(), "formatMaximum": LAST_DAY.isoformat()}
    if fact.kind is Kind.MONEY:
        found["description"] = "fen"
    return found


def _shown(field: Field) -> dict[str, Any]:
    fact = field.fact
    return {
        "name": field.name, "widget": widget_of(fact), "label": _said(field.words), "hint": _said(field.hint), "personal": field.personal,
        "unit": _said(fact.unit) if fact.unit else None, "options": [{"code": option.code, **_said(option.words)} for option in fact.options],
        "wanted": [
            {"by": want.by, "optional": want.optional, "condition": want.condition.text if want.condition else "",
             "when": _said(want.condition.explain({}).phrase) if want.condition else None}
            for want in field.wants
        ],
    }  # fmt: skip


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "key": rule.key, "severity": rule.severity.value, "condition": rule.condition.text, "must": _said(rule.condition.explain({}).phrase),
        "says": _said(rule.words), "mend": _said(rule.mend), "fields": list(rule.fields or rule.condition.facts), "by": rule.by,
    }  # fmt: skip


def _said(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}

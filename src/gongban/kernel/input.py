"""What a person or program gives to an action: declared once, checked once, drawn as a form and as a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
LONG = 4_000


class Input(BaseModel):
    """Base of every action's input. Unknown fields are refused, so that a typing error is not lost silently."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_control_characters(cls, data: Any) -> Any:
        for name, value in data.items() if isinstance(data, Mapping) else ():
            if isinstance(value, str) and CONTROL.search(value):
                said = Words("含有看不见的控制字符，请删除后再提交。", "It contains invisible control characters. Remove them.")
                raise Refusal("input.control_character", said, field=name)
        return data

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """The checked input; InvalidInput with one sentence per field where it does not fit."""
        try:
            return cls.model_validate(dict(data))
        except ValidationError as error:
            raise InvalidInput([_refusal(cls, detail) for detail in error.errors()]) from None


class InvalidInput(Refusal):
    """One or more fields do not fit; `problems` has a Refusal for each."""

    def __init__(self, problems: list[Refusal]) -> None:
        first = problems[0]
        super().__init__(first.code, first.words, field=first.field, status=422)
        self.problems = problems


def asked(zh: str, en: str, *, widget: str = "text", hint: Words | None = None, default: Any = ..., **limits: Any) -> Any:
    """Declare a field with its words. `widget` tells the page how to draw it, `limits` are pydantic's."""
    if widget in ("text", "textarea") and default is ...:
        limits.setdefault("min_length", 1)
    if widget == "textarea":
        limits.setdefault("max_length", LONG)
    if widget == "text":
        limits.setdefault("max_length", 200)
    extra: dict[str, Any] = {"en": en, "widget": widget}
    if hint:
        extra["hint"] = {"zh": hint.zh, "en": hint.en}
    return Field(default, title=zh, json_schema_extra=extra, **limits)


def title(cls: type[BaseModel], name: str) -> Words:
    """The words of a declared field; its bare name where it declares none."""
    info = cls.model_fields.get(name)
    if info is None or not info.title:
        return Words(name, name)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Words(info.title, str(extra.get("en", name)))


_SENTENCES = {
    "missing": Words("请填写“{title}”。", "Please fill in “{title}”."),
    "string_too_short": Words("请填写“{title}”。", "Please fill in “{title}”."),
    "string_too_long": Words("“{title}”最多 {max_length} 个字，请缩短。", "“{title}” may have at most {max_length} characters."),
    "too_short": Words("“{title}”至少要有 {min_length} 项。", "“{title}” needs at least {min_length}."),
    "too_long": Words("“{title}”最多 {max_length} 项。", "“{title}” may have at most {max_length}."),
    "enum": Words("“{title}”不在可选范围内。", "“{title}” is not one of the choices."),
    "extra_forbidden": Words("不认识的字段“{title}”。", "There is no field “{title}”."),
}
_OTHER = Words("“{title}”填写得不对，请检查。", "“{title}” is not valid. Please check it.")


def _refusal(cls: type[BaseModel], detail: ErrorDetails) -> Refusal:
    name = str(detail["loc"][0]) if detail["loc"] else ""
    words = _SENTENCES.get(detail["type"], _OTHER)
    named = title(cls, name)
    limits = detail.get("ctx", {})
    filled = Words(words.zh.format(title=named.zh, **limits), words.en.format(title=named.en, **limits))
    return Refusal(f"input.{detail['type']}", filled, field=name, status=422)

"""The kinds of values of which elements are made: texts in both languages, codes of the lists, conditions, diagrams; frozen parts (pure)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    WithJsonSchema,
)

from gongban.design.catalogue.codelists import code_list
from gongban.kernel.input import CONTROL
from gongban.kernel.words import Words

LONGEST = 8_000
LONGEST_DIAGRAM = 200_000
COMPACT = {"compact": True}  # how elements are stored and written in files: one text where both languages say the same
PART_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def _read(given: Any) -> Words:
    if isinstance(given, Words):
        return given
    if isinstance(given, dict):
        zh, en = str(given.get("zh") or "").strip(), str(given.get("en") or "").strip()
        if set(given) <= {"zh", "en"}:
            return _checked(Words(zh or en, en or zh))
    if given is None or isinstance(given, str):
        return _checked(Words((given or "").strip(), (given or "").strip()))
    raise ValueError("应是一段文字，或 {zh, en} · a text, or {zh, en}")


def _checked(words: Words) -> Words:
    if CONTROL.search(words.zh + words.en):
        raise ValueError("含有看不见的控制字符 · it holds invisible control characters")
    if max(len(words.zh), len(words.en)) > LONGEST:
        raise ValueError(f"最多 {LONGEST} 个字 · at most {LONGEST} characters")
    return words


def _written(words: Words, info: SerializationInfo) -> str | dict[str, str]:
    compact = bool(info.context and info.context.get("compact"))
    return words.zh if compact and words.zh == words.en else {"zh": words.zh, "en": words.en}


def of_list(name: str) -> AfterValidator:
    def check(code: str) -> str:
        if code and not code_list(name).knows(code):
            raise ValueError(f"代码表 {name} 里没有“{code}” · the code list {name} has no “{code}”")
        return code

    return AfterValidator(check)


def _clean(text: str) -> str:
    if CONTROL.search(text):
        raise ValueError("含有看不见的控制字符 · it holds invisible control characters")
    return text


def _part_code(code: str) -> str:
    if code and not PART_CODE.fullmatch(code):
        raise ValueError("代码是小写字母开头的字母、数字、- 和 _ · a code begins with a small letter, then letters, digits, - and _")
    return code


_SAID = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}, "required": ["zh", "en"]}
Text = Annotated[Words, BeforeValidator(_read), PlainSerializer(_written), WithJsonSchema(_SAID)]
Plain = Annotated[str, Field(max_length=400), AfterValidator(_clean)]
Condition = Annotated[str, Field(max_length=20_000), AfterValidator(_clean)]
Diagram = Annotated[str, Field(max_length=LONGEST_DIAGRAM)]
Code = Annotated[str, AfterValidator(_part_code)]
Type = Annotated[str, of_list("types")]
NOTHING = Words("", "")


class Part(BaseModel):
    """A value that never changes; names that nobody reads are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

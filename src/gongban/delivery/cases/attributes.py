"""What the city asks besides the words, by category: the pole's number, the bus line. Answers are checked and put in words.

The answers stand as lines below the report's text, so that every desk, search and mask treats them like the rest of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongban.delivery.cases.limits import rulebook
from gongban.foundation.territory.public import city
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words

SHORT, LONG, LISTED = 200, 1_000, 50
LISTS = ("singlevaluelist", "multivaluelist")
COLON = Words("：", ": ")
BETWEEN = Words("、", ", ")


@dataclass(frozen=True)
class Option:
    """One of the answers that a list offers."""

    key: str
    words: Words


@dataclass(frozen=True)
class Attribute:
    """One question about a category. `asks` is false for a remark that only tells something.

    `datatype` is string | number | datetime | text | singlevaluelist | multivaluelist, as in Open311.
    """

    code: str
    words: Words
    datatype: str
    required: bool
    asks: bool = True
    hint: Words | None = None
    options: tuple[Option, ...] = ()

    def option(self, key: str) -> Option | None:
        """The offered answer of this key."""
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True)
class Answered:
    """The answer to one question: values as they were given, keys where the question offers a list."""

    attribute: Attribute
    values: tuple[str, ...]

    @property
    def said(self) -> Words:
        """The values in words."""
        said = [found.words if (found := self.attribute.option(value)) else Words(value, value) for value in self.values]
        return Words(BETWEEN.zh.join(each.zh for each in said), BETWEEN.en.join(each.en for each in said))

    @property
    def line(self) -> Words:
        """Question and answer on one line."""
        name, said = self.attribute.words, self.said
        return Words(f"{name.zh}{COLON.zh}{said.zh}", f"{name.en}{COLON.en}{said.en}")


def attributes_of(category: str) -> tuple[Attribute, ...]:
    """The questions about a category, in the city's order: its own and those of the categories above it."""
    rows: list[dict[str, Any]] = rulebook("categories").get("attributes", [])
    return tuple(_attribute(row) for row in rows if any(category == code or category.startswith(f"{code}.") for code in row["for"]))


def answers_in(category: str, given: Mapping[str, Sequence[str]]) -> tuple[Answered, ...]:
    """The checked answers in the order of the questions; InvalidInput with a sentence for each that does not fit."""
    asked = {one.code: one for one in attributes_of(category) if one.asks}
    found: list[Answered] = []
    wrong = [_wrong(code, "unknown", Words(f"没有“{code}”这个问题。", f"There is no question “{code}”.")) for code in given if code not in asked]
    for code, attribute in asked.items():
        values = tuple(value.strip() for value in given.get(code, ()) if value.strip())
        try:
            found += [Answered(attribute, _checked(attribute, values))] if values or attribute.required else []
        except Refusal as refusal:
            wrong.append(refusal)
    if wrong:
        raise InvalidInput(wrong)
    return tuple(found)


def with_answers(text: str, answers: Iterable[Answered]) -> str:
    """A report's text with the answers as lines below it, in the language of the city's desks."""
    lines = "\n".join(answer.line.in_language(city().language) for answer in answers)
    return f"{text}\n\n{lines}" if lines else text


def _attribute(row: Mapping[str, Any]) -> Attribute:
    hint = row.get("hint")
    options = tuple(Option(str(each["key"]), _words(each["name"])) for each in row.get("values", ()))
    return Attribute(
        row["code"], _words(row["name"]), row["type"], bool(row.get("required")), row.get("asks", True) is not False,
        _words(hint) if hint else None, options,
    )  # fmt: skip


def _words(given: Any) -> Words:
    return Words(given["zh"], given["en"]) if isinstance(given, dict) else Words(str(given), str(given))


def _checked(attribute: Attribute, values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise _wrong(attribute.code, "missing", Words(f"请填写“{attribute.words.zh}”。", f"Please fill in “{attribute.words.en}”."))
    if len(values) > (LISTED if attribute.datatype == "multivaluelist" else 1):
        raise _wrong(attribute.code, "too_many", Words(f"“{attribute.words.zh}”只能填一项。", f"“{attribute.words.en}” takes one answer."))
    for value in values:
        if not FITS[attribute.datatype](attribute, value):
            said = Words(f"“{attribute.words.zh}”填写得不对，请检查。", f"“{attribute.words.en}” is not valid. Please check it.")
            raise _wrong(attribute.code, "invalid", said)
    return tuple(dict.fromkeys(values))


def _wrong(code: str, what: str, words: Words) -> Refusal:
    return Refusal(f"attribute.{what}", words, field=f"attribute[{code[:60]}]", status=422)


def _is_number(_: Attribute, value: str) -> bool:
    try:
        return len(value) <= 40 and math.isfinite(float(value))
    except ValueError:
        return False


def _is_moment(_: Attribute, value: str) -> bool:
    try:
        return len(value) <= 40 and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_offered(attribute: Attribute, value: str) -> bool:
    return attribute.option(value) is not None


FITS: dict[str, Callable[[Attribute, str], bool]] = {
    "string": lambda _, value: len(value) <= SHORT and "\n" not in value, "text": lambda _, value: len(value) <= LONG,
    "number": _is_number, "datetime": _is_moment, "singlevaluelist": _is_offered, "multivaluelist": _is_offered,
}  # fmt: skip

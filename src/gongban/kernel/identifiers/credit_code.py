"""Is this a well-formed unified social credit code (统一社会信用代码) of an organisation?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHAPE = re.compile(rf"[{CHARACTERS}]{{2}}[0-9]{{6}}[{CHARACTERS}]{{10}}")
MALFORMED = Words(
    "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），请核对。",
    "A credit code has 18 digits or capitals (never I, O, S, V, Z); please check.",
)
DOUBTFUL = Words(
    "统一社会信用代码的校验位不符，请核对是否输错。",
    "The check character of the credit code does not fit; please look for a typing error.",
)


@dataclass(frozen=True)
class CreditCode:
    """A code of 18 characters: department, kind, area (6), body (9), check character."""

    text: str

    @property
    def area(self) -> str:
        """The six digits of the registering authority's area."""
        return self.text[2:8]

    def __str__(self) -> str:
        return self.text


def check_credit_code(text: str) -> CreditCode:
    """The code that a person typed, checked by GB 32100-2015. Raises Refusal "credit_code.*".

    >>> str(check_credit_code("91990100ma0000000d"))
    '91990100MA0000000D'
    """
    code = _shaped(text)
    if check_character(code.text[:17]) != code.text[17]:
        raise Refusal("credit_code.check_digit", DOUBTFUL, field="credit_code")
    return code


def credit_code_doubt(text: str) -> Words | None:
    """The same check where it may only warn, since some codes in use do not fit: words for the person, or None.

    What does not even have the shape of a code raises Refusal "credit_code.malformed".
    """
    code = _shaped(text)
    return None if check_character(code.text[:17]) == code.text[17] else DOUBTFUL


def check_character(first_17: str) -> str:
    """The eighteenth character that belongs to the first seventeen: weights 3^(i-1) mod 31 (GB 32100-2015)."""
    total = sum(CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(first_17))
    return CHARACTERS[-total % 31]


def _shaped(text: str) -> CreditCode:
    code = plain(text)
    if not SHAPE.fullmatch(code):
        raise Refusal("credit_code.malformed", MALFORMED, field="credit_code")
    return CreditCode(code)

"""Is this a well-formed resident identity number (公民身份号码)? Whether it was ever issued only the police know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

SHAPE = re.compile(r"[0-9]{17}[0-9X]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"


@dataclass(frozen=True)
class IdNumber:
    """A checked number of 18 characters: area, date of birth, order, check character."""

    text: str

    @property
    def area(self) -> str:
        """The six digits of the place of first registration."""
        return self.text[:6]

    @property
    def born(self) -> date:
        """The date of birth in the number."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return "IdNumber(…)"  # logs and tracebacks hold no identity numbers


def check_id_number(text: str) -> IdNumber:
    """The identity number that a person typed, checked by GB 11643-1999 (weights mod 11) and its date of birth.

    Spaces, full-width digits and a small x are forgiven. Raises Refusal "id_number.*".

    >>> str(check_id_number("990101 19900307 872x"))
    '99010119900307872X'
    """
    number = plain(text)
    if not SHAPE.fullmatch(number):
        raise _refusal(
            "malformed",
            "身份证号应为 18 位，末位可以是 X，请核对。",
            "An ID number has 18 characters, the last may be X; please check.",
        )
    if not _has_birth_date(number):
        raise _refusal(
            "birth_date",
            "身份证号第 7 至 14 位不是日期，请核对。",
            "Characters 7 to 14 of the ID number are no date; please check.",
        )
    if check_character(number[:17]) != number[17]:
        raise _refusal(
            "check_digit",
            "身份证号的校验位不符，请核对是否输错。",
            "The check digit of the ID number does not fit; please look for a typing error.",
        )
    return IdNumber(number)


def check_character(first_17: str) -> str:
    """The eighteenth character that belongs to the first seventeen digits (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True))
    return CHECK_CHARACTERS[total % 11]


def _has_birth_date(number: str) -> bool:
    try:
        return IdNumber(number).born.year >= 1850
    except ValueError:
        return False


def _refusal(code: str, zh: str, en: str) -> Refusal:
    return Refusal(f"id_number.{code}", Words(zh, en), field="id_number")

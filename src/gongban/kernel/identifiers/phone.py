"""Is this a telephone number of mainland China, and what is its one written form?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

COUNTRY = re.compile(r"(?:\+86|0086)")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[1-9][0-9]{6,7}")
NOT_MOBILE = Words(
    "手机号应为 1 开头的 11 位数字，请核对。",
    "A mobile number has 11 digits and begins with 1; please check.",
)
NOT_PHONE = Words(
    "请填写 11 位手机号，或带区号的固定电话，如 0551-62345678。",
    "Please give a mobile number of 11 digits, or a landline with its area code, such as 0551-62345678.",
)


@dataclass(frozen=True)
class Phone:
    """A checked number; `national` is written as one dials it at home: 13000000001, 055162345678."""

    national: str

    @property
    def international(self) -> str:
        """The E.164 form, under which the number is stored and looked up: +8613000000001."""
        return "+86" + self.national.removeprefix("0")

    @property
    def is_mobile(self) -> bool:
        """Whether it can receive a short message."""
        return MOBILE.fullmatch(self.national) is not None

    def __str__(self) -> str:
        return self.international

    def __repr__(self) -> str:
        return "Phone(…)"  # logs and tracebacks hold no telephone numbers


def check_phone(text: str, *, mobile: bool = True) -> Phone:
    """The mainland number that a person typed; spaces, hyphens, full-width digits, +86 and 0086 are forgiven.

    With `mobile=False` a landline with its area code is taken too. Raises Refusal "phone.malformed".

    >>> str(check_phone("０086 130-0000-0001"))
    '+8613000000001'
    """
    given = plain(text)
    number = COUNTRY.sub("", given, count=1) if COUNTRY.match(given) else given
    shapes = (number, "0" + number) if number != given else (number,)
    for national in shapes:
        if MOBILE.fullmatch(national) or (not mobile and LANDLINE.fullmatch(national)):
            return Phone(national)
    raise Refusal("phone.malformed", NOT_MOBILE if mobile else NOT_PHONE, field="phone")

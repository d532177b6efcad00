"""The codes of service items: base code (12), implementation code (31), handling code (33); built and checked.

base = area (2, 00 for the nation) + type (2) + main item (5) + sub-item (3, 000 where the main item has none);
implementation = unified social credit code of the implementing body (18) + level (1) + base; handling = implementation + 2.
Inferred from live codes and DB52/T 1264; see docs/decisions. A province may give the type's two digits its own meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongban.design.catalogue.codelists import code_list
from gongban.design.catalogue.terms import Level
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import credit_code_doubt
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

BASE = re.compile(r"\d{12}")
CODE = re.compile(r"(?P<body>[0-9A-Z]{18})(?P<level>\d)(?P<base>\d{12})(?P<handling>\d{2})?")
LOCAL = re.compile(r"[0-9A-Za-z._-]{1,80}")
NO_SUB = "000"


@dataclass(frozen=True)
class ItemCode:
    """A code taken apart; `handling` is empty for an implementation code (31)."""

    body: str
    level: str
    base: str
    handling: str = ""

    def __str__(self) -> str:
        return self.body + self.level + self.base + self.handling

    @property
    def area(self) -> str:
        """Two digits of the province that keeps the directory, 00 for the nation."""
        return self.base[:2]

    @property
    def type(self) -> str:
        """Two digits of the type as the directory counts it."""
        return self.base[2:4]

    @property
    def main(self) -> str:
        """The base code of the main item."""
        return self.base[:9] + NO_SUB

    @property
    def depth(self) -> Level:
        """On which of the three levels the item stands."""
        return Level.HANDLING if self.handling else Level.MAIN if self.base.endswith(NO_SUB) else Level.SUB


def base_code(*, area: str, type: str, main: int, sub: int = 0) -> str:
    """A base code from its parts.

    >>> base_code(area="44", type="01", main=1007)
    '440101007000'
    """
    made = f"{area}{type}{main:05d}{sub:03d}"
    if not BASE.fullmatch(made):
        raise Refusal("item.code_part", Words("地区、类型各两位数字，主项五位，子项三位。", "Area and type have two digits, the main item five, the sub-item three."), field="base")
    return made


def implementation_code(body: str, level: str, base: str, handling: str = "") -> ItemCode:
    """The code of an item from the credit code of its body, its level, its base code; checked like one that was typed."""
    return check_code(f"{body}{level}{base}{handling}")


def check_code(text: str) -> ItemCode:
    """A code of 31 or 33 characters as somebody typed it. Refusal "item.code*" names the part that is wrong.

    Full-width digits and blanks are forgiven; a check character that does not fit is not: see `doubt`.
    """
    code = read_code(text)
    if said := doubt(code):
        raise Refusal("item.code_check", said, field="code", status=422)
    return code


def read_code(text: str) -> ItemCode:
    """The parts of a code whose check character may be wrong, as some codes in use have it."""
    typed = plain(text)
    found = CODE.fullmatch(typed)
    if found is None:
        raise Refusal("item.code_shape", Words(
            f"事项编码应为 31 位或 33 位（18 位信用代码、1 位层级、12 位基本编码、2 位办理项），现在是 {len(typed)} 位或含有别的字符。",
            f"An item's code has 31 or 33 characters (credit code 18, level 1, base code 12, handling 2); this has {len(typed)}, or other characters.",
        ), field="code", status=422)  # fmt: skip
    if not code_list("levels").knows(found["level"]):
        raise Refusal("item.code_level", Words("第 19 位是行使层级，应为 1 到 7。", "Character 19 is the level, 1 to 7."), field="code", status=422)
    return ItemCode(found["body"], found["level"], found["base"], found["handling"] or "")


def doubt(code: ItemCode) -> Words | None:
    """What is doubtful about the credit code inside, in words; None where its check character fits."""
    try:
        said = credit_code_doubt(code.body)
    except Refusal as refusal:
        said = refusal.words
    return said and Words(f"编码前 18 位：{said.zh}", f"The first 18 characters: {said.en}")

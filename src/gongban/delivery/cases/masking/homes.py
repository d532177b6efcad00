"""Where somebody lives: an address is left down to the building, the door is masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongban.delivery.cases.masking.span import Span, View
from gongban.kernel.words import Words

DOOR = Words("门牌住址", "home addresses")
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十甲乙丙东西南北A-Za-z]{1,3})"
_BUILDING = rf"{_NUMBER}(?:栋|幢|号楼|座|#楼?)"
_UNIT = rf"[ ,、]?{_NUMBER}[ ]?(?:单元|门洞?|梯)"
_ROOM = r"[ ,、\-]?(?:\d{1,2}[楼层])?[ \-]?[A-Za-z]?\d{3,4}[A-Za-z]?(?:室|房|号房|号|户)?"
_DOOR = re.compile(rf"{_BUILDING}(?P<door>(?:{_UNIT})?{_ROOM})(?![\d多几余米元年个起例])")
_SHORT = re.compile(r"(?<![\d\-.:])\d{1,3}(?P<door>-\d{1,2}-\d{3,4})(?![\d\-])(?:室|房|号)?")
_HOME = re.compile(
    rf"(?:我家|本人|我们家|家住|住在|住址|居住|户主|业主|家庭地址|住)(?:[\u4e00-\u9fffA-Za-z0-9：:，, ]{{0,24}}?)(?P<door>(?:{_UNIT}[ ]?)(?:{_ROOM})?|[A-Za-z]?\d{{3,4}}(?:室|房))"
)
_ENGLISH = re.compile(r"\b(?:apartment|apt\.?|flat|unit|room)\s*#?\s*(?P<door>\d{1,4}[A-Za-z]?)\b", re.IGNORECASE)


def homes(seen: View) -> Iterator[Span]:
    """The part of an address that leads from the building to the door."""
    for pattern in (_DOOR, _SHORT, _HOME, _ENGLISH):
        for found in pattern.finditer(seen.plain):
            start, end = found.span("door")
            yield Span(start, end, "****", DOOR)

"""Which figures lead to a person: telephones, ID numbers, cards, plates, addresses of mail and messengers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongban.delivery.cases.masking.span import Span, View, starred
from gongban.kernel.words import Words

ID = Words("证件号码", "ID numbers")
CARD = Words("银行卡号", "bank card numbers")
MOBILE = Words("手机号码", "mobile numbers")
LANDLINE = Words("电话号码", "telephone numbers")
MAIL = Words("电子邮箱", "e-mail addresses")
PLATE = Words("车牌号", "number plates")
MESSENGER = Words("微信、QQ 号", "messenger accounts")

_GAP = r"[ \t\-.·•_—–]{0,2}"
_START, _END = r"(?<!\d)", r"(?!\d)"
_MOBILE = re.compile(_START + rf"(?:\+?0{{0,2}}86{_GAP}|0)?1{_GAP}[3-9]" + rf"(?:{_GAP}\d){{9}}" + _END)
_LANDLINE = re.compile(_START + r"\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-—]{0,2}[1-9]\d{2,3}[ \-]?\d{4}" + _END)
_LOCAL = re.compile(r"(?:电话|座机|手机|联系方式|致电|[Tt]el\.?|[Pp]hone)[号码是为:  ]{0,4}([2-9]\d{6,7}|[2-9]\d{3}[ \-]\d{4})" + _END)
_IN_DIGITS = (
    (ID, re.compile(_START + rf"[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx]" + r"(?![\dA-Za-z])")),
    (ID, re.compile(_START + r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}" + _END)),
    (CARD, re.compile(_START + rf"[3-6]\d{{3}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?" + _END)),
    (MOBILE, _MOBILE),
)
_IN_PLAIN = (
    (ID, re.compile(r"(?:护照|通行证|居留证|社保卡|医保卡|身份证)[号码是为: ]{0,4}([A-Za-z]{0,2}\d{6,12})(?![\dA-Za-z])")),
    (MAIL, re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (PLATE, re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼江][A-Za-z][·•.\- ]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])")),
    (MESSENGER, re.compile(r"(?:QQ|qq|Qq|扣扣|企鹅)群?[号码是为: ]{0,4}(\d{5,12})" + _END)),
    (MESSENGER, re.compile(r"(?:微信(?!公众号|小程序|群)|薇信|[Vv]信|威信号|[Ww][Ee][Cc]hat|[Ww]eixin|[Vv][Xx]|[Ww][Xx])(?:[Ii][Dd])?[号码是为: ]{0,4}([A-Za-z][\w-]{4,19}|\d{5,12})", re.ASCII)),
)  # fmt: skip


def numbers(seen: View, official: bool = False) -> Iterator[Span]:
    """Numbers and accounts of persons; of a text of the administration telephones of offices are left."""
    for words, pattern in _IN_DIGITS:
        yield from _spans(seen, pattern.finditer(seen.figures), words)
    for words, pattern in _IN_PLAIN:
        yield from _spans(seen, pattern.finditer(seen.plain), words)
    if not official:
        yield from _spans(seen, _LANDLINE.finditer(seen.figures), LANDLINE)
        yield from _spans(seen, _LOCAL.finditer(seen.plain), LANDLINE)


def _spans(seen: View, found: Iterator[re.Match[str]], words: Words) -> Iterator[Span]:
    for each in found:
        start, end = each.span(each.lastindex or 0)
        if _sparse(seen.figures[start:end]):
            continue
        said = seen.text[start:end]
        yield Span(start, end, starred(said, 3, 2) if len(said) >= 11 and words is not MAIL else starred(said), words)


def _sparse(said: str) -> bool:
    """Whether it is rather a row of small numbers ("13-15 17-19 …") than one number written with gaps."""
    groups = re.split(r"\D+", said.strip())
    middle = [len(group) for group in groups if group]
    return len(middle) > 4 and any(length > 1 for length in middle) and sum(length == 2 for length in middle) >= 3

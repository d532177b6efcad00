"""A piece of a text that is to be masked, and the view of the text in which rules look for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gongban.kernel.words import Words

_FIGURES = dict(zip("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖○", "0012345678911234567890", strict=False))
_FIGURES["○"] = "0"


@dataclass(frozen=True)
class Span:
    """A piece from `start` to before `end`, what stands there instead, and why, in words."""

    start: int
    end: int
    instead: str
    words: Words


@dataclass(frozen=True)
class View:
    """A text, the same with plain signs, and the same with Chinese figures as digits too; all of one length."""

    text: str
    plain: str
    figures: str


@lru_cache(maxsize=64)  # 几条规则接着看同一段文字 · one rule after the other looks at the same text
def view(text: str) -> View:
    """The text as rules look at it."""
    plain = text.translate(_PLAIN)
    return View(text, plain, plain.translate(_AS_DIGITS))


class _Plain(dict[int, str]):
    """What stands for a sign, found when it is met first."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain(chr(code))
        return found


def _plain(sign: str) -> str:
    code = ord(sign)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if sign.isdigit() and not sign.isascii() and sign.isdecimal():
        return str(int(sign))
    return " " if code in (0x3000, 0xA0, 0x200B, 0x2009, 0x202F) else sign


_PLAIN, _AS_DIGITS = _Plain(), str.maketrans(_FIGURES)


def starred(said: str, keep: int = 1, last: int = 0) -> str:
    """The first `keep` and the last signs, stars between."""
    return said[:keep] + "*" * max(len(said) - keep - last, 2) + (said[-last:] if last else "")

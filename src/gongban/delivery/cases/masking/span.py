"""A piece of a text that is to be masked, and the view of the text in which rules look for it."""

from __future__ import annotations

from dataclasses import dataclass

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


def view(text: str) -> View:
    """The text as rules look at it."""
    plain = "".join(map(_plain, text))
    return View(text, plain, "".join(_FIGURES.get(sign, sign) for sign in plain))


def _plain(sign: str) -> str:
    code = ord(sign)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if sign.isdigit() and not sign.isascii() and sign.isdecimal():
        return str(int(sign))
    return " " if code in (0x3000, 0xA0, 0x200B, 0x2009, 0x202F) else sign


def starred(said: str, keep: int = 1, last: int = 0) -> str:
    """The first `keep` and the last signs, stars between."""
    return said[:keep] + "*" * max(len(said) - keep - last, 2) + (said[-last:] if last else "")

"""What has changed between two versions: line by line, and within a line sign by sign; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

ALIKE = 0.45  # lines less alike than this are told as one gone and one new
SHORTEST = 2  # a shared run shorter than this inside a changed line is not worth keeping apart


@dataclass(frozen=True)
class Line:
    """A line of the comparison: same, new, gone, or changed; `parts` are (same | new | gone, text)."""

    kind: str
    parts: tuple[tuple[str, str], ...]


def difference(old: str, new: str) -> list[Line]:
    """The lines of both texts in order; blank lines and the marks of headings are left away.

    >>> [line.kind for line in difference("甲\\n乙", "甲\\n丙丁")]
    ['same', 'gone', 'new']
    """
    before, after = _lines(old), _lines(new)
    found: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line("same", (("same", line),)) for line in before[i:j]]
        else:
            found += [line for one, other in zip_longest(before[i:j], after[k:m]) for line in _pair(one, other)]
    return found


def _lines(text: str) -> list[str]:
    return [line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip()]


def _pair(one: str | None, other: str | None) -> Iterator[Line]:
    if one and other and (match := SequenceMatcher(None, one, other, autojunk=False)).ratio() >= ALIKE:
        yield Line("changed", _parts(one, other, match))
        return
    if one:
        yield Line("gone", (("gone", one),))
    if other:
        yield Line("new", (("new", other),))


def _parts(one: str, other: str, match: SequenceMatcher[str]) -> tuple[tuple[str, str], ...]:
    parts: list[tuple[str, str]] = []
    gone = new = ""
    for tag, i, j, k, m in match.get_opcodes():
        if tag == "equal" and (j - i >= SHORTEST or not (gone or new)):
            parts += [part for part in (("gone", gone), ("new", new), ("same", one[i:j])) if part[1]]
            gone = new = ""
        else:
            gone, new = gone + one[i:j], new + other[k:m]
    return tuple([*parts, *(part for part in (("gone", gone), ("new", new)) if part[1])])

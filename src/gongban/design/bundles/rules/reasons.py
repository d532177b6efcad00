"""Why something is needed or not, in a phrase: only the clauses that decided it; pure."""

from __future__ import annotations

from gongban.kernel.conditions import Line, Truth
from gongban.kernel.words import Words


def because(line: Line) -> Words:
    """What decided a condition; of one that is still open, all that it asks.

    What holds is said as one says it (做餐饮), what does not with the value that is held (店面面积 60 平方米，多于 300 平方米：不符合).
    """
    if line.truth is Truth.UNKNOWN:
        return line.phrase
    if line.parts:
        return _of_group(line)
    if line.truth is Truth.YES:
        return line.plain or line.held or line.asked
    return line.held if line.plain and line.held else line.words


def _of_group(line: Line) -> Words:
    """Where one clause is enough to decide, the first that did; else all of them."""
    deciding = [because(part) for part in line.parts if part.truth is line.truth]
    one_is_enough = line.every is (line.truth is Truth.NO)
    shown = deciding[:1] if one_is_enough else deciding
    return Words("，".join(each.zh for each in shown), ", ".join(each.en for each in shown)) if shown else line.phrase

"""Which counts may be shown to everybody: none from which a few people could be told apart (A14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongban.outcome.insight.terms import Rate


@dataclass(frozen=True)
class Shown:
    """A count as the public sees it: the number, or that it is small. `value` is None where it is withheld."""

    value: int | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class ShownRate:
    """A rate as the public sees it; `percent` is None where nothing was counted or too little to show."""

    percent: int | None
    text: str
    base: Shown

    def __str__(self) -> str:
        return self.text


WITHHELD = "—"


def disclose(counts: Mapping[str, int], threshold: int, total_is_shown: bool = True) -> dict[str, Shown]:
    """One column of counts that add up to a total, ready to be shown.

    Counts from 1 to below `threshold` become “<10”; 0 says of nobody anything and stays. Where the total is shown
    beside them and only one count is small, the next smallest is withheld too: else subtraction would tell it.

    >>> [str(each) for each in disclose({"a": 3, "b": 25, "c": 40}, 10).values()]
    ['<10', '—', '40']
    """
    small = {code for code, number in counts.items() if 0 < number < threshold}
    withheld = _companion(counts, small, threshold) if total_is_shown else set()
    return {code: _shown(number, threshold, code in withheld) for code, number in counts.items()}


def _companion(counts: Mapping[str, int], small: set[str], threshold: int) -> set[str]:
    if not small or (len(small) > 1 and sum(counts[code] for code in small) >= threshold):
        return set()
    others = sorted((number, code) for code, number in counts.items() if number >= threshold)
    return {others[0][1]} if others else set()


def _shown(number: int, threshold: int, withheld: bool = False) -> Shown:
    if withheld:
        return Shown(None, WITHHELD)
    return Shown(None, f"<{threshold}") if 0 < number < threshold else Shown(number, f"{number:,}")


def disclose_one(number: int, threshold: int) -> Shown:
    """A single count, of which no others are a part."""
    return _shown(number, threshold)


def disclose_rate(rate: Rate, threshold: int) -> ShownRate:
    """A rate in whole per cent; withheld where fewer than `threshold` people stand behind it."""
    base = _shown(rate.whole, threshold)
    if base.value is None or rate.percent is None:
        return ShownRate(None, WITHHELD, base)
    return ShownRate(rate.percent, f"{rate.percent}%", base)

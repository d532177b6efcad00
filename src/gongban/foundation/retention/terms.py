"""The vocabulary: sorts of personal data, declared by the domains that hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongban.kernel.words import Words


@dataclass(frozen=True)
class Gone:
    """What one step erased: how many, and the opaque ids of what they belonged to, as far as there are any."""

    count: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sort:
    """One sort of personal data.

    `due(before)` counts what is older than a moment; `erase(before, most)` erases up to `most` of it in the caller's
    transaction. `words` say what goes and what stays, `counts_from` from which moment the days run. `order`: a lower
    sort is erased first.
    """

    code: str
    words: Words
    counts_from: Words
    due: Callable[[datetime], int]
    erase: Callable[[datetime, int], Gone]
    order: int = 50


SORTS: dict[str, Sort] = {}


def holds(*sorts: Sort) -> None:
    """Declare what a domain holds, once each."""
    SORTS.update({sort.code: sort for sort in sorts})

"""Pages of a table in the order of a time and the id: the same order whatever comes in meanwhile, no row twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

Row = TypeVar("Row", bound=Model)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BROKEN = Words("页码不对，请从第一页看起。", "The page key is broken. Start from the first page.")


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """One page and the keys of its neighbours; an empty key means that there is none."""

    rows: Sequence[Row]
    previous: str = ""
    next: str = ""


def slice_of(rows: QuerySet[Row], key: str, size: int, *, by: str, newest_first: bool = True) -> Slice[Row]:
    """The page of `rows` that `key` (of a former page) leads to, in the order of the time `by` and the id.

    Refusal "list.key" for a key that no page gave.
    """
    back = key.startswith("p")
    descending = newest_first != back
    if key:
        rows = rows.filter(_beyond(by, key, descending))
    sign = "-" if descending else ""
    found = list(rows.order_by(f"{sign}{by}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    before, after = (more, True) if back else (bool(key), more)
    return Slice(found, _key("p", found[0], by) if found and before else "", _key("n", found[-1], by) if found and after else "")


def _key(direction: str, row: Any, by: str) -> str:
    since_1970 = (getattr(row, by) - EPOCH) // timedelta(microseconds=1)
    return f"{direction}{since_1970}.{row.pk.hex}"


def _beyond(by: str, key: str, descending: bool) -> Q:
    try:
        stamp, last = key[1:].split(".")
        at, pk = EPOCH + timedelta(microseconds=int(stamp)), UUID(last)
    except (ValueError, OverflowError):
        raise Refusal("list.key", BROKEN, field="from") from None
    step = "lt" if descending else "gt"
    return Q(**{f"{by}__{step}": at}) | Q(**{by: at, f"pk__{step}": pk})

"""The city's table of limits, read for one case: by kind, urgency and, where the city says so, category."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongban.delivery.cases.models import Board, Case, Category, Rulebook
from gongban.foundation.territory.public import time_bucket
from gongban.kernel.clock import Limit, Unit


@dataclass(frozen=True)
class Limits:
    """Every limit that applies to a case; amounts in the unit that each names."""

    resident: Limit
    sign_in: Limit
    first_contact: Limit
    holder: Limit
    extension_max: Limit
    yellow_percent: int
    unit_share_percent: int
    reinspection_days: int
    raise_after_returns: int
    raise_after_redoings: int


def rulebook(name: str) -> Any:
    """A table of the city by name; empty where the city loaded none."""
    return _rulebook(name, time_bucket())


def forget_rulebooks() -> None:
    """Read the tables anew, after loading a city."""
    for remembered in (_rulebook, _limits_of, _boards, _categories):
        remembered.cache_clear()


@lru_cache(maxsize=64)
def _rulebook(name: str, _bucket: int) -> Any:
    row = Rulebook.objects.filter(pk=name).first()
    return row.content if row else {}


def boards() -> dict[str, Board]:
    """The boards in force by code."""
    return _boards(time_bucket())


def has_category(code: str) -> bool:
    """Whether a category of this code is in force."""
    return code in _categories(time_bucket())


@lru_cache(maxsize=2)
def _boards(_bucket: int) -> dict[str, Board]:
    return {board.pk: board for board in Board.objects.filter(ended_at__isnull=True)}


@lru_cache(maxsize=2)
def _categories(_bucket: int) -> frozenset[str]:
    return frozenset(Category.objects.filter(ended_at__isnull=True).values_list("code", flat=True))


def limits_for(case: Case) -> Limits:
    """The limits of a case."""
    return limits_of(case.kind, case.urgency, case.category_id or "")


def limits_of(kind: str, urgency: str, category: str) -> Limits:
    """The city's row for a kind and urgency, then what the category overrides."""
    return _limits_of(kind, urgency, category, time_bucket())


@lru_cache(maxsize=512)
def _limits_of(kind: str, urgency: str, category: str, _bucket: int) -> Limits:
    table = rulebook("limits")
    row: dict[str, Any] = {**table["general"], **_row_of(table["limits"], kind, urgency)}
    for override in table.get("overrides", []):
        if _applies(override, kind, urgency, category):
            row.update(override)
    return _limits(row)


def _row_of(rows: list[dict[str, Any]], kind: str, urgency: str) -> dict[str, Any]:
    """The row of a kind and urgency; an urgency that the city does not list counts as normal."""
    of_kind = {row["urgency"]: row for row in rows if row["kind"] == kind}
    return of_kind.get(urgency) or of_kind["normal"]


def _applies(override: dict[str, Any], kind: str, urgency: str, category: str) -> bool:
    fits = category == override["category"] or category.startswith(f"{override['category']}.")
    return fits and kind in override["kinds"] and urgency == override["urgency"]


def _limits(row: dict[str, Any]) -> Limits:
    return Limits(
        resident=_limit(row["resident_limit"]),
        sign_in=_limit(row["sign_in"]),
        first_contact=_limit(row["first_contact"]),
        holder=_limit(row["holder_limit"]),
        extension_max=_limit(row["extension_max"]),
        yellow_percent=int(row["yellow_percent"]),
        unit_share_percent=int(row["unit_share_percent"]),
        reinspection_days=int(row["reinspection_days"]),
        raise_after_returns=int(row["raise_after_returns"]),
        raise_after_redoings=int(row["raise_after_redoings"]),
    )


def _limit(given: dict[str, Any]) -> Limit:
    return Limit(int(given["amount"]), Unit(given["unit"]))

"""The city's table of limits, read for one case: by kind, urgency and, where the city says so, category."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongban.delivery.cases.models import Case, Rulebook
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
    _rulebook.cache_clear()


@lru_cache(maxsize=64)
def _rulebook(name: str, _bucket: int) -> Any:
    row = Rulebook.objects.filter(pk=name).first()
    return row.content if row else {}


def limits_for(case: Case) -> Limits:
    """The limits of a case: the city's row for its kind and urgency, then what its category overrides."""
    table = rulebook("limits")
    row: dict[str, Any] = {**table["general"], **_row_of(table["limits"], case.kind, case.urgency)}
    for override in table.get("overrides", []):
        if _applies(override, case):
            row.update(override)
    return _limits(row)


def _row_of(rows: list[dict[str, Any]], kind: str, urgency: str) -> dict[str, Any]:
    """The row of a kind and urgency; an urgency that the city does not list counts as normal."""
    of_kind = {row["urgency"]: row for row in rows if row["kind"] == kind}
    return of_kind.get(urgency) or of_kind["normal"]


def _applies(override: dict[str, Any], case: Case) -> bool:
    code = case.category_id or ""
    fits = code == override["category"] or code.startswith(f"{override['category']}.")
    return fits and case.kind in override["kinds"] and case.urgency == override["urgency"]


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

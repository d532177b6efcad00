"""limits.yaml: how long each kind of request may take (A12); complete for every kind, or refused."""

from __future__ import annotations

from typing import Any

from gongban.delivery.cases.models import Category
from gongban.delivery.cases.terms import Kind, Urgency
from gongban.kernel.city import CityFolder, Entry, Report, refer
from gongban.kernel.clock import Unit

FILE = "limits.yaml"
LIMITS = ("resident_limit", "holder_limit", "sign_in", "first_contact", "extension_max")
NUMBERS = (
    "yellow_percent", "reinspection_days", "raise_after_returns", "raise_after_redoings", "unit_share_percent", "extensions_per_dispatch",
)  # fmt: skip
DESK_LIMITS = ("acceptance", "moderation", "return_decision", "joint_study", "approval")
PERCENTS = ("yellow_percent", "unit_share_percent")
UNITS = tuple(unit.value for unit in Unit)
KINDS, URGENCIES = tuple(kind.value for kind in Kind), tuple(urgency.value for urgency in Urgency)


def read_limits(folder: CityFolder, report: Report) -> Any:
    """The table of limits, checked; every kind has a row for normal urgency."""
    table = folder.yaml(FILE).only("active", "preset", "name", "code", "general", "urgencies", "limits", "overrides")
    _general(folder, table["general"])
    seen: dict[tuple[str, str], int] = {}
    for entry in table["limits"]:
        with folder.collecting():
            _row(entry, seen)
    for kind in KINDS:
        if (kind, "normal") not in seen:
            with folder.collecting():
                table["limits"].refuse(f"缺少“{kind}”在一般情形（normal）下的时限。", f"the limits of “{kind}” with urgency normal are missing.")
    categories = set(Category.objects.values_list("code", flat=True))
    for entry in table.each("overrides"):
        with folder.collecting():
            _override(entry, categories)
    folder.check()
    return table.plain()


def _general(folder: CityFolder, general: Entry) -> None:
    general.only("callback", *NUMBERS, *DESK_LIMITS)
    for name in NUMBERS:
        with folder.collecting():
            number = general.number(name, least=0 if name == "reinspection_days" else 1)
            if name in PERCENTS and number > 100:
                general[name].refuse("百分比最多 100。", "a percentage is at most 100.")
    for name in DESK_LIMITS:
        with folder.collecting():
            _limit(general[name])


def _row(entry: Entry, seen: dict[tuple[str, str], int]) -> None:
    entry.only("kind", "urgency", *LIMITS)
    key = (entry.choice("kind", KINDS), entry.choice("urgency", URGENCIES))
    if key in seen:
        entry["kind"].refuse(f"这一种类和缓急在第 {seen[key]} 行已经写过。", f"this kind and urgency stand already in line {seen[key]}.")
    seen[key] = entry.line
    for name in LIMITS:
        _limit(entry[name])


def _override(entry: Entry, categories: set[str]) -> None:
    entry.only("category", "kinds", "urgency", *LIMITS, *NUMBERS)
    refer(entry, "category", categories, "分类", "category")
    entry["category"], entry.choice("urgency", URGENCIES)
    for member in entry["kinds"]:
        if member.as_text() not in KINDS:
            member.refuse(f"没有诉求种类“{member.as_text()}”。", f"there is no kind “{member.as_text()}”.")
    for name in LIMITS:
        if entry.has(name):
            _limit(entry[name])


def _limit(entry: Entry) -> None:
    entry.only("amount", "unit")
    entry.number("amount", least=1)
    entry.choice("unit", UNITS)

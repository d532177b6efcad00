"""ratings.yaml: for how long one may rate, the clocks of rectification, and the city's dictionary of tags."""

from __future__ import annotations

from typing import Any

from gongban.kernel.city import CityFolder, Entry, Report, gather, once
from gongban.kernel.clock import Unit
from gongban.kernel.words import Words
from gongban.outcome.ratings.services.models import ServiceRules
from gongban.outcome.ratings.services.terms import DEFAULT_LIMITS, Subject

FILE = "ratings.yaml"


def load_service_ratings(folder: CityFolder, report: Report) -> None:
    """Keep what the city sets. Ratings that were given keep the codes of their tags."""
    if not folder.has(FILE):
        return
    entry = folder.yaml(FILE).only("days", "limits", "attempts", "tags")
    tags = entry.each("tags")
    once(folder, tags)
    kept: dict[str, Any] = {"tags": gather(folder, tags, _tag), "days": _days(entry), "limits": _limits(entry)}
    folder.check()
    if entry.has("attempts"):
        kept["attempts"] = entry.number("attempts", least=1)
    former = ServiceRules.objects.first()
    same = former is not None and former.kept == kept
    ServiceRules.objects.update_or_create(pk=1, defaults={"kept": kept})
    report.count("service_ratings", Words("好差评规则和标签", "rules and tags of ratings"), added=int(former is None), changed=int(former is not None and not same), ended=0, unchanged=int(same))


def _days(entry: Entry) -> dict[str, int]:
    if not entry.has("days"):
        return {}
    given = entry["days"].only(*[each.value for each in Subject])
    return {name: given.number(name, least=1) for name in given.names()}


def _limits(entry: Entry) -> dict[str, dict[str, Any]]:
    if not entry.has("limits"):
        return {}
    given = entry["limits"].only(*DEFAULT_LIMITS)
    return {name: {"amount": each.only("amount", "unit").number("amount", least=1), "unit": each.choice("unit", [unit.value for unit in Unit])} for name, each in given.items()}


def _tag(entry: Entry) -> dict[str, Any]:
    words, level = entry.only("code", "level", "words").words("words"), entry.number("level")
    if level not in (1, 2, 3, 4, 5):
        entry["level"].refuse("1（非常不满意）到 5（非常满意）。", "1 (very dissatisfied) to 5 (very satisfied).")
    if not (entry.text("code").isalnum() and entry.text("code").isascii() and len(entry.text("code")) <= 12):
        entry["code"].refuse("标签代码是 1 到 12 位字母和数字。", "a tag's code has up to 12 letters and digits.")
    return {"code": entry.text("code"), "level": level, "zh": words.zh, "en": words.en}

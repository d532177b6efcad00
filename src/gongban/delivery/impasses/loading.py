"""impasses.yaml: why something could not be done, as the city counts it, and within what time it is solved."""

from __future__ import annotations

import re
from typing import Any

import gongban.delivery.impasses.keeping  # noqa: F401 - declares what is held, for retention.yaml
from gongban.delivery.impasses.models import ImpasseSettings
from gongban.delivery.impasses.terms import DEFAULT_LIMITS
from gongban.kernel.city import CityFolder, Entry, Report, gather, once
from gongban.kernel.clock import Unit
from gongban.kernel.words import Words

FILE = "impasses.yaml"
CODE = re.compile(r"[a-z][a-z0-9-]{1,38}")


def load(folder: CityFolder, report: Report) -> None:
    """Keep what the city sets; entries keep the codes of their causes."""
    if not folder.has(FILE):
        return
    entry = folder.yaml(FILE).only("limits", "causes")
    causes = entry.each("causes")
    once(folder, causes)
    kept: dict[str, Any] = {"causes": gather(folder, causes, _cause), "limits": _limits(entry)}
    folder.check()
    former = ImpasseSettings.objects.first()
    same = former is not None and former.kept == kept
    ImpasseSettings.objects.update_or_create(pk=1, defaults={"kept": kept})
    report.count("impasses", Words("办不成事的原因和时限", "causes and limits of what could not be done"), added=int(former is None), changed=int(former is not None and not same), ended=0, unchanged=int(same))


def _cause(entry: Entry) -> dict[str, str]:
    words = entry.only("code", "words").words("words")
    if not CODE.fullmatch(entry.text("code")):
        entry["code"].refuse("代码用小写字母、数字和横线。", "a code has small letters, digits and hyphens.")
    return {"code": entry.text("code"), "zh": words.zh, "en": words.en}


def _limits(entry: Entry) -> dict[str, dict[str, Any]]:
    if not entry.has("limits"):
        return {}
    given = entry["limits"].only(*DEFAULT_LIMITS)
    return {name: {"amount": each.only("amount", "unit").number("amount", least=1), "unit": each.choice("unit", [unit.value for unit in Unit])} for name, each in given.items()}

"""publicity.yaml: what may be public, by kind and channel (A14); a report of wrongdoing never, or refused."""

from __future__ import annotations

from typing import Any

from gongban.delivery.cases.models import Category
from gongban.delivery.cases.terms import Channel, Kind
from gongban.kernel.city import CityFolder, Entry, Report

FILE = "publicity.yaml"
RULES = ("never", "staff_decide", "sender_choice")
KINDS = tuple(kind.value for kind in Kind)
CHANNELS = tuple(channel.value for channel in Channel if channel is not Channel.IMPORT)
FURTHER = ("named_parties", "position", "photos", "coordinate_hidden_categories", "private_categories")


def read_publicity(folder: CityFolder, report: Report) -> Any:
    """The publicity table, checked: a cell for every kind and channel."""
    document = folder.yaml(FILE).only("kinds", "channels", "table", "rules")
    table = document["table"].only(*KINDS)
    for kind in KINDS:
        with folder.collecting():
            _row(folder, kind, table[kind])
    categories = set(Category.objects.values_list("code", flat=True))
    rules = document.get("rules")
    for name in ("coordinate_hidden_categories", "private_categories") if rules else ():
        for member in rules.only(*FURTHER).each(name) if rules else ():
            with folder.collecting():
                _category(member, categories)
    folder.check()
    return document.plain()


def _row(folder: CityFolder, kind: str, row: Entry) -> None:
    row.only(*CHANNELS)
    for channel in CHANNELS:
        with folder.collecting():
            rule = row.choice(channel, RULES)
            if kind == Kind.REPORT and rule != "never":
                row[channel].refuse("举报在任何渠道都不公开，只能写 never。", "a report of wrongdoing is never public; only never may stand here.")


def _category(member: Entry, categories: set[str]) -> None:
    if member.as_text() not in categories:
        member.refuse(f"没有分类“{member.as_text()}”。", f"there is no category “{member.as_text()}”.")

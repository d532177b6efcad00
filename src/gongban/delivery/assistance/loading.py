"""assistance.yaml: for how long a mandate may be given, and in which items nobody acts for others, each with the reason."""

from __future__ import annotations

from gongban.delivery.assistance.models import Rule
from gongban.design.catalogue.public import Item
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

FILE = "assistance.yaml"


def load(folder: CityFolder, report: Report) -> None:
    """Bring the city's rules of assistance in step with the folder; the caller holds the transaction."""
    if not folder.has(FILE):
        return
    document = folder.yaml(FILE).only("longest_days", "excluded")
    known = set(Item.objects.values_list("slug", flat=True)) | set(Item.objects.values_list("code", flat=True))
    excluded = {}
    for entry in document.each("excluded"):
        with folder.collecting():
            item, why = _excluded(entry, known)
            excluded[item] = {"zh": why.zh, "en": why.en}
    folder.check()
    row, former = Rule.objects.first() or Rule(pk=1), Rule.objects.first()
    row.longest_days, row.excluded = document.number("longest_days", least=1), excluded
    same = former is not None and (former.longest_days, former.excluded) == (row.longest_days, row.excluded)
    row.save()
    report.count("assistance", Words("帮代办规则", "rules of assistance"), added=0 if former else 1, changed=0 if same or not former else 1, ended=0, unchanged=1 if same else 0)


def _excluded(entry: Entry, known: set[str]) -> tuple[str, Words]:
    item = entry.only("item", "why").text("item")
    if item not in known:
        entry["item"].refuse(f"目录里没有事项“{item}”。", f"the catalogue has no item “{item}”.")
    return item, entry.words("why")

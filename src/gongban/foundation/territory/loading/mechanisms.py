"""mechanisms.yaml: which mechanisms of the domain are on, off or piloted, where and since when (B8)."""

from __future__ import annotations

import re

from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.models import Area, Mechanism
from gongban.kernel.city import CityFolder, Entry, Report, gather, in_order, once
from gongban.kernel.words import Words

FILE = "mechanisms.yaml"
CODE = re.compile(r"[A-H][0-9]{1,2}(\.[a-z_]{1,30})?")


def load_mechanisms(folder: CityFolder, report: Report) -> None:
    """Read the switches; one no longer named is on, as if it had never been named."""
    members = list(folder.yaml(FILE).only("mechanisms")["mechanisms"])
    once(folder, members)
    districts = set(Area.objects.filter(level="district").values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _mechanism(entry, districts))
    folder.check()
    bring_in_step(
        rows, among=Mechanism.objects.all(), key="code", fields=("name_zh", "name_en", "state", "districts", "since", "until"),
        report=report, words=Words("机制", "mechanisms"), end=_end,
    )  # fmt: skip


def _mechanism(entry: Entry, districts: set[str]) -> Mechanism:
    entry.only("code", "name", "state", "districts", "from", "until")
    in_order(entry)
    code, name, state = entry.text("code"), entry.words("name"), entry.choice("state", ("on", "off", "piloted"))
    if not CODE.fullmatch(code):
        entry["code"].refuse("机制代码如 A8 或 A7.automatic。", "a mechanism's code is like A8 or A7.automatic.")
    piloted = entry.texts("districts")
    for member in entry.each("districts"):
        if member.as_text() not in districts:
            member.refuse(f"没有区“{member.as_text()}”。", f"there is no district “{member.as_text()}”.")
    if (state == "piloted") != bool(piloted):
        entry["state"].refuse("试点（piloted）要写 districts，其余不写。", "piloted needs districts; on and off have none.")
    return Mechanism(
        code=code, name_zh=name.zh, name_en=name.en, state=state, districts=piloted,
        since=entry.date("from", None), until=entry.date("until", None),
    )  # fmt: skip


def _end(row: Mechanism) -> bool:
    row.delete()
    return True

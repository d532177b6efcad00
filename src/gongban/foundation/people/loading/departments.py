"""departments.yaml: who is in charge of what, in everyday words, under whom and for which territory."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.models import Department
from gongban.foundation.territory.public import Area
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.words import Words

FILE = "departments.yaml"
KINDS = ("department", "district", "street", "unit", "enterprise", "service_office")
CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
NAMES = (
    "code", "kind", "name", "short_name", "parent", "territory", "resident", "phone", "duty", "field", "hotline", "fallback",
    "counted", "specialists", "until",
)  # fmt: skip
FIELDS = ("kind", "name_zh", "name_en", "short_zh", "short_en", "duties", "territory", "parent", "resident", "phone", "ended_at")


def load_departments(folder: CityFolder, report: Report) -> list[Department]:
    """Read the departments; one no longer named is ended and keeps its past."""
    document = folder.yaml(FILE).only("departments")
    members = list(document["departments"])
    once(folder, members)
    parents = {member.text("code", ""): member.text("parent", "") for member in members}
    areas = set(Area.objects.values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _department(entry, parents, areas))
    folder.check()
    _one_service_office(document, rows)
    bring_in_step(
        _superiors_first(rows), among=Department.objects.all(), key="code", fields=FIELDS, report=report,
        words=Words("部门", "departments"), end=_end,
    )  # fmt: skip
    return rows


def _department(entry: Entry, parents: dict[str, str], areas: set[str]) -> Department:
    entry.only(*NAMES)
    code = entry.text("code")
    if not CODE.fullmatch(code):
        entry["code"].refuse("代码用小写字母、数字和横线。", "a code has small letters, digits and hyphens.")
    name, short = entry.words("name"), entry.words("short_name")
    duty, until = entry.words("duty", Words("", "")), entry.date("until", None)
    return Department(
        code=code, kind=entry.choice("kind", KINDS), name_zh=name.zh, name_en=name.en, short_zh=short.zh, short_en=short.en,
        duties=[each for each in (duty.zh, *entry.texts("field")) if each], resident=entry.flag("resident", False),
        territory=refer(entry, "territory", areas, "区划", "area"), parent_id=_parent(entry, parents) or None,
        phone=entry.text("phone", ""), ended_at=datetime.combine(until, time(0), UTC) if until else None,
    )  # fmt: skip


def _parent(entry: Entry, parents: dict[str, str]) -> str:
    """The superior, which must exist and must not stand below the department itself."""
    parent, above = refer(entry, "parent", parents, "部门", "department"), entry.text("code")
    for _ in parents:
        above = parents.get(above, "")
        if above == entry.text("code"):
            entry["parent"].refuse("上级部门绕成了圈。", "the superiors run in a circle.")
    return parent


def _one_service_office(document: Entry, rows: list[Department]) -> None:
    offices = [row.code for row in rows if row.kind == "service_office" and row.ended_at is None]
    if len(offices) != 1:
        listed = "、".join(offices) or "0"
        document["departments"].refuse(
            f"必须有且只有一个兜底的政务服务部门（service_office），现为 {listed}。",
            f"there must be exactly one service office (service_office); there are: {listed}.",
        )


def _superiors_first(rows: list[Department]) -> list[Department]:
    by_code = {row.code: row for row in rows}

    def depth(row: Department) -> int:
        return 0 if not row.parent_id else 1 + depth(by_code[row.parent_id])

    return sorted(rows, key=depth)


def _end(row: Department) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True

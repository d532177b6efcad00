"""categories.yaml: three levels of subjects with everyday words and the department that usually owns them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from gongban.delivery.cases.loading.attributes import read_attributes
from gongban.delivery.cases.models import Category
from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.public import Department
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.words import Words

FILE, ANSWERS = "categories.yaml", "knowledge.yaml"
CODE = re.compile(r"[0-9A-Za-z]{1,8}(\.[0-9A-Za-z]{1,8}){0,2}")
NAMES = ("code", "name", "department", "words", "children", "first_ten", "until")
FIELDS = ("parent", "level", "name_zh", "name_en", "words", "department", "ended_at")
STREET = "street"  # 事发地的街道办 · the street office of the place, not a department of its own


def load_categories(folder: CityFolder, report: Report) -> dict[str, Any]:
    """Read the categories; return what their table does not hold: home page choices, those of street offices, questions."""
    document = folder.yaml(FILE).only("categories", "attributes")
    members = list(document["categories"])
    found = list(_walk(members, None, STREET))
    once(folder, [entry for entry, _, _ in found])
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True)) | {STREET}
    above = {entry.node: (parent, owner) for entry, parent, owner in found}
    rows = gather(folder, [entry for entry, _, _ in found], lambda entry: _category(entry, *above[entry.node], departments))
    folder.check()
    bring_in_step(
        rows, among=Category.objects.all(), key="code", fields=FIELDS, report=report, words=Words("诉求分类", "categories"), end=_end
    )
    _check_answers(folder, {row.code for row in rows})
    return {
        "first_ten": [entry.text("code") for entry, _, _ in found if entry.flag("first_ten", False)],
        "by_street": [entry.text("code") for entry, _, owner in found if entry.text("department", owner) == STREET],
        "attributes": read_attributes(folder, document, {row.code for row in rows}),
    }


def _walk(members: list[Entry], parent: Entry | None, owner: str) -> Iterator[tuple[Entry, Entry | None, str]]:
    """Every category with the one above it and the owner that it takes from there, parents first."""
    for entry in members:
        yield entry, parent, owner
        yield from _walk(entry.each("children"), entry, entry.text("department", owner))


def _category(entry: Entry, parent: Entry | None, owner: str, departments: set[str]) -> Category:
    entry.only(*NAMES)
    code, name, until = entry.text("code"), entry.words("name"), entry.date("until", None)
    above = parent.text("code") if parent else ""
    if not CODE.fullmatch(code) or (above and not code.startswith(f"{above}.")):
        entry["code"].refuse(f"代码应是“{above}.”再加数字，最多三级。" if above else "大类代码只有一段。", f"a code here begins with “{above}.”; three levels at most.")
    own = refer(entry, "department", departments, "部门", "department") or owner
    return Category(
        code=code, parent_id=above or None, level=code.count(".") + 1, name_zh=name.zh, name_en=name.en, words=entry.texts("words"),
        department_id=None if own == STREET else own, ended_at=datetime.combine(until, time(0), UTC) if until else None,
    )  # fmt: skip


def _check_answers(folder: CityFolder, known: set[str]) -> None:
    """The categories that answers of the knowledge base name, which is loaded before there are any."""
    for entry in folder.yaml(ANSWERS).each("answers") if folder.has(ANSWERS) else ():
        with folder.collecting():
            refer(entry, "category", known, "分类", "category")


def _end(row: Category) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True

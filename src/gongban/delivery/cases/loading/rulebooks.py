"""The smaller tables of a city for cases: refusal routes, principles, reply templates, content norms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gongban.delivery.cases.models import Rulebook
from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.public import Department
from gongban.kernel.city import CityFolder, Entry, Report, once, refer
from gongban.kernel.words import Words

# file: (list, names with words in both languages, further names)
TABLES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "refusal_routes": ("routes", ("name", "reason", "route"), ("handover", "public", "until")),
    "principles": ("principles", ("name", "text"), ("order", "example", "until")),
    "reply_templates": ("templates", ("name", "text"), ("use", "department")),
    "content_norms": ("norms", ("name", "text"), ("action",)),
}
TOP = {"content_norms": ("sensitive_words", "masking")}
WORD_ACTIONS = ("warn", "mask", "hold")


def read_tables(folder: CityFolder) -> dict[str, Any]:
    """Each table as it stands, its codes and words checked."""
    return {name: _table(folder, name) for name in TABLES if folder.has(f"{name}.yaml") or name != "reply_templates"}


def bring_rulebooks(tables: dict[str, Any], report: Report) -> None:
    """Store the tables under their names."""
    now = datetime.now(UTC)
    rows = [Rulebook(name=name, content=content, loaded_at=now) for name, content in tables.items()]
    bring_in_step(rows, among=Rulebook.objects.all(), key="name", fields=("content",), report=report, words=Words("规则表", "rule tables"))


def _table(folder: CityFolder, name: str) -> Any:
    key, worded, further = TABLES[name]
    document = folder.yaml(f"{name}.yaml").only(key, *TOP.get(name, ()))
    members = list(document[key])
    once(folder, members)
    departments = set(Department.objects.values_list("code", flat=True))
    for entry in members:
        with folder.collecting():
            _member(entry, worded, further, departments)
    if name == "content_norms":
        _sensitive_words(folder, document, {entry.text("code", "") for entry in members})
    return document.plain()


def _member(entry: Entry, worded: tuple[str, ...], further: tuple[str, ...], departments: set[str]) -> None:
    entry.only("code", *worded, *further)
    entry.text("code")
    for name in worded:
        entry.words(name)
    if "department" in further:
        refer(entry, "department", departments, "部门", "department")


def _sensitive_words(folder: CityFolder, document: Entry, norms: set[str]) -> None:
    members = document.each("sensitive_words")
    once(folder, members, "word")
    for entry in members:
        with folder.collecting():
            entry.only("word", "action", "norm")
            entry.text("word"), entry.choice("action", WORD_ACTIONS)
            refer(entry, "norm", norms, "规范", "norm")

"""The part `attributes` of categories.yaml: what the city asks besides the words, and for which categories."""

from __future__ import annotations

import re
from typing import Any

from gongban.delivery.cases.attributes import FITS, LISTS
from gongban.kernel.city import CityFolder, Entry

NAMES = ("code", "for", "name", "hint", "type", "required", "asks", "values")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_attributes(folder: CityFolder, document: Entry, categories: set[str]) -> list[dict[str, Any]]:
    """The questions as they stand, each checked; empty where the city asks none."""
    seen: dict[str, int] = {}
    for entry in document.each("attributes"):
        with folder.collecting():
            _check(entry, categories, seen)
    folder.check()
    return [dict(entry.plain(), **_in_both(entry)) for entry in document.each("attributes")]


def _check(entry: Entry, categories: set[str], seen: dict[str, int]) -> None:
    entry.only(*NAMES)
    code = entry.text("code")
    if not CODE.fullmatch(code):
        entry["code"].refuse("代码用小写字母、数字和下划线。", "a code has small letters, digits and underscores.")
    if code in seen:
        entry["code"].refuse(f"代码在第 {seen[code]} 行已经用过。", f"this code stands already in line {seen[code]}.")
    seen[code] = entry.line
    for member in entry["for"]:
        if member.as_text() not in categories:
            member.refuse(f"没有分类“{member.as_text()}”。", f"there is no category “{member.as_text()}”.")
    entry.words("name"), entry.flag("required", False), entry.flag("asks", True)
    _check_values(entry, entry.choice("type", tuple(FITS)))


def _check_values(entry: Entry, datatype: str) -> None:
    keys = [each.text("key") for each in entry.each("values")]
    if (datatype in LISTS) != bool(keys):
        entry["type"].refuse("清单要有 values，其他类型没有。", "a list has values, and nothing else has.")
    if len(set(keys)) != len(keys):
        entry["values"].refuse("有两个选项用了同一个 key。", "two values have the same key.")
    for each in entry.each("values"):
        each.only("key", "name").words("name")


def _in_both(entry: Entry) -> dict[str, Any]:
    """Words in both languages, whether the file gives one or two, and keys as text."""
    both: dict[str, Any] = {"name": _pair(entry, "name"), "code": entry.text("code"), "for": entry.texts("for"), "values": []}
    if entry.has("hint"):
        both["hint"] = _pair(entry, "hint")
    both["values"] = [{"key": each.text("key"), "name": _pair(each, "name")} for each in entry.each("values")]
    return both


def _pair(entry: Entry, name: str) -> dict[str, str]:
    words = entry.words(name)
    return {"zh": words.zh, "en": words.en}

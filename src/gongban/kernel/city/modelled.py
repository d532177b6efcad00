"""Entries that become a pydantic value: what does not fit is refused at the line that says it."""

from __future__ import annotations

from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from gongban.kernel.city.entry import Entry

_Value = TypeVar("_Value", bound=BaseModel)


def modelled(entry: Entry, model: type[_Value], said: dict[str, Any]) -> _Value:
    """The value that an entry says. Refusal names file, line and place of the first that does not fit."""
    try:
        return model.model_validate(said)
    except ValidationError as error:
        detail: Any = error.errors()[0]
        place, missing = ".".join(map(str, detail["loc"])), detail["type"] == "missing"
        _below_all(entry, detail["loc"]).refuse(
            f"缺少“{place}”。" if missing else f"“{place}”：{detail['msg']}", f"“{place}” is missing." if missing else f"“{place}”: {detail['msg']}",
        )  # fmt: skip


def at_place(entry: Entry, place: str) -> Entry:
    """The value that a place such as parts[2].item names (counted from 1), or the nearest above it that the file has."""
    parts = place.replace("]", "").replace("[", ".").split(".")
    return _below_all(entry, tuple(int(part) - 1 if part.isdecimal() else part for part in parts))


def _below_all(entry: Entry, steps: tuple[str | int, ...]) -> Entry:
    found = entry
    for step in steps:
        below = _below(found, step)
        if below is None:
            break
        found = below
    return found


def _below(entry: Entry, step: str | int) -> Entry | None:
    if isinstance(step, str):
        return entry.get(step) if isinstance(entry.node, yaml.MappingNode) else None
    members = list(entry) if isinstance(entry.node, yaml.SequenceNode) else []
    return members[step] if step < len(members) else None

"""Checks that several loaders share: codes given once, references that exist, dates in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from gongban.kernel.city.entry import Entry
from gongban.kernel.city.folder import CityFolder

Made = TypeVar("Made")


def gather(folder: CityFolder, members: Iterable[Entry], make: Callable[[Entry], Made]) -> list[Made]:
    """What `make` turns each member into; the faults of all members are collected, not only the first."""
    made = []
    for member in members:
        with folder.collecting():
            made.append(make(member))
    return made


def once(folder: CityFolder, members: Iterable[Entry], name: str = "code") -> None:
    """Refuse a code that stands a second time; the sentence says where it stood first."""
    seen: dict[str, int] = {}
    for member in members:
        with folder.collecting():
            value = member[name]
            if (first := seen.setdefault(value.as_text(), value.line)) != value.line:
                value.refuse(f"“{value.as_text()}”在第 {first} 行已经用过。", f"“{value.as_text()}” stands already in line {first}.")


def refer(member: Entry, name: str, known: Collection[str], zh: str, en: str) -> str:
    """The code below a name, which must be among `known`; empty when none is given."""
    if not member.has(name):
        return ""
    code = member.text(name)
    if code not in known:
        member[name].refuse(f"没有{zh}“{code}”。", f"there is no {en} “{code}”.")
    return code


def in_order(member: Entry, begins: str = "from", ends: str = "until") -> None:
    """Refuse an end that lies before its beginning."""
    start, end = member.date(begins, None), member.date(ends, None)
    if start and end and end < start:
        member[ends].refuse(f"{end} 早于 {start}。", f"{end} is before {start}.")

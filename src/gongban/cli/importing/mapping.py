"""How the columns of a file become a case: a YAML file that an official can read and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongban.kernel.city import Entry, read_yaml
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

NAMES = (
    "zone", "time_format", "key", "opened", "due", "closed", "state", "kind", "channel", "category", "department", "text", "title",
    "address", "answer", "place", "language", "public",
)  # fmt: skip
CHOICES = ("state", "kind", "channel", "category", "department")


class BadRow(Refusal):
    """A row that does not fit: the column it is about, and why."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        super().__init__("import.row", Words(zh, en), field=column, status=422)


@dataclass(frozen=True)
class Choice:
    """A code found from what one or several columns say, joined by “ / ”; `otherwise` stands for all that is not listed."""

    columns: tuple[str, ...]
    values: Mapping[str, str]
    otherwise: str | None = None

    def of(self, row: Mapping[str, Any]) -> str | None:
        """The code for a row; BadRow where the mapping says nothing."""
        said = " / ".join(text(row, column) for column in self.columns)
        found = self.values.get(said, self.otherwise)
        if found is None:
            raise BadRow(self.columns[-1], f"对照表里没有“{said}”。", f"the mapping does not know “{said}”.")
        return found or None


@dataclass(frozen=True)
class Place:
    """Where longitude and latitude stand; `only_if` names a column that is empty where the place is none."""

    lon: str
    lat: str
    system: str = "wgs84"
    only_if: str = ""


@dataclass(frozen=True)
class CaseMapping:
    """The whole mapping. Templates name columns in braces: "{TYPE}. {TITLE}"."""

    zone: ZoneInfo
    time_format: str
    key: str
    opened: str
    due: str
    closed: str
    state: Choice
    kind: Choice
    channel: Choice
    category: Choice
    department: Choice
    text: str
    title: str
    address: str
    answer: str
    place: Place | None
    language: str
    public: bool

    def columns(self) -> set[str]:
        """Every column that the mapping reads."""
        found = {self.key, self.opened, self.due, self.closed}
        for name in CHOICES:
            found.update(getattr(self, name).columns)
        for template in (self.text, self.title, self.address, self.answer):
            found.update(name for _, name, _, _ in Formatter().parse(template) if name)
        if self.place:
            found |= {self.place.lon, self.place.lat, self.place.only_if}
        return found - {""}


def text(row: Mapping[str, Any], column: str) -> str:
    """What a column of a row says, without surrounding blanks; nothing where it is empty."""
    value = row.get(column)
    return "" if value is None else str(value).strip()


def filled(template: str, row: Mapping[str, Any]) -> str:
    """A template with its columns filled in; blanks that empty columns leave are closed up."""
    said = template.format_map({name: text(row, name) for _, name, _, _ in Formatter().parse(template) if name})
    return " ".join(said.split())


def read_mapping(path: Path, known: Mapping[str, Mapping[str, str]]) -> CaseMapping:
    """Read and check a mapping. `known` gives for each choice the codes of this city, by code and by name.

    Refusal with file, line and reason for what cannot be read, is missing, or leads to a code that there is not.
    """
    entry = read_yaml(path).only(*NAMES)
    return CaseMapping(
        zone=_zone(entry), time_format=entry.text("time_format", ""), key=entry.text("key"), opened=entry.text("opened"),
        due=entry.text("due", ""), closed=entry.text("closed", ""), **{name: _choice(entry, name, known[name]) for name in CHOICES},
        text=_template(entry, "text"), title=_template(entry, "title"), address=_template(entry, "address"),
        answer=_template(entry, "answer"), place=_place(entry.get("place")), language=entry.choice("language", ("zh-hans", "en"), "zh-hans"),
        public=entry.flag("public", False),
    )  # fmt: skip


def _zone(entry: Entry) -> ZoneInfo:
    try:
        return ZoneInfo(entry.text("zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        entry["zone"].refuse("没有这个时区，请写如 Asia/Shanghai。", "there is no such time zone; write e.g. Asia/Shanghai.")


def _choice(entry: Entry, name: str, known: Mapping[str, str]) -> Choice:
    given = entry.get(name)
    if given is None and name in ("category", "department"):
        return Choice((), {}, "")
    given = entry[name].only("column", "columns", "values", "by", "otherwise")
    columns = tuple(given.texts("columns")) or (given.text("column"),)
    otherwise = _code(given["otherwise"], known) if given.has("otherwise") else None
    if given.choice("by", ("value", "name"), "value") == "name":
        return Choice(columns, known, otherwise)
    return Choice(columns, {said: _code(code, known) for said, code in given["values"].items()}, otherwise)


def _code(entry: Entry, known: Mapping[str, str]) -> str:
    said = entry.as_text()
    if said not in known and said != "":
        entry.refuse(f"本市没有“{said}”。", f"this city has no “{said}”.")
    return known.get(said, "")


def _template(entry: Entry, name: str) -> str:
    template = entry.text(name, "") if name != "text" else entry.text(name)
    try:
        parts = [column for _, column, form, _ in Formatter().parse(template) if column is not None and not form]
        if not all(parts):
            raise ValueError
    except ValueError:
        entry[name].refuse("花括号里写列名，如 {标题}。", "write names of columns in braces, such as {TITLE}.")
    return template


def _place(entry: Entry | None) -> Place | None:
    if entry is None:
        return None
    entry.only("lon", "lat", "system", "only_if")
    return Place(entry.text("lon"), entry.text("lat"), entry.choice("system", ("wgs84", "gcj02"), "wgs84"), entry.text("only_if", ""))

"""How the columns of a file become items: a YAML file, one of those that come with the platform, or our own table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gongban.design.catalogue.public import CODED, NONE, OWN, Elements, Options, Unit, code_list, headings
from gongban.kernel.city import Entry, read_yaml
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

NAMES = ("sheet", "code", "slug", "district", "department", "fields")
KNOWN = Path(__file__).with_name("known")


@dataclass(frozen=True)
class Source:
    """Where a field comes from: a column with its options, or a fixed value."""

    column: str = ""
    options: Options = field(default_factory=Options)
    always: Any = None


@dataclass(frozen=True)
class ItemMapping:
    """A whole mapping. `check` says what a code with a wrong check character does: refuse, warn, or none for local codes.

    `otherwise` is the department of items whose department is none of this city's; None refuses them.
    """

    code: str
    name: str
    check: str = "refuse"
    sheet: str = ""
    slug: str = ""
    district: str = ""
    department: str = ""
    departments: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    fields: Mapping[str, Source] = field(default_factory=dict)

    def columns(self) -> set[str]:
        """Every column that is read."""
        named = {self.code, self.slug, self.district, self.department, *(source.column for source in self.fields.values())}
        return named - {""}

    @property
    def needed(self) -> set[str]:
        """Columns without which a file cannot be this one."""
        return {self.code, self.fields["name"].column}


def own_table() -> ItemMapping:
    """The table that `gongban export items` writes; columns that are not there are not said."""
    fields = {name: Source(heading) for name, heading in headings().items()}
    return ItemMapping(OWN["code"], "gongban", "own", "", OWN["slug"], OWN["district"], OWN["department"], {}, None, fields)


def mapping_for(columns: set[str]) -> ItemMapping | None:
    """The mapping that comes with the platform and fits a file's columns; None where there is none."""
    own = own_table()
    if own.needed <= columns:
        return own
    return next((each for each in known() if each.columns() <= columns), None)


@cache
def known() -> tuple[ItemMapping, ...]:
    """The mappings that come with the platform."""
    return tuple(read_mapping(path) for path in sorted(KNOWN.glob("*.yaml")))


def read_mapping(path: Path) -> ItemMapping:
    """Read and check a mapping. Refusal with file, line and reason for what is not right in it."""
    entry = read_yaml(path).only(*NAMES)
    code = _named(entry["code"], "column", "check")
    department = _named(entry["department"], "column", "values", "otherwise") if entry.has("department") else None
    fields = {name: _source(name, each) for name, each in entry["fields"].items()}
    for needed in ("name", "type"):
        if needed not in fields:
            entry["fields"].refuse(f"要写明“{needed}”从哪里来。", f"say where “{needed}” comes from.")
    return ItemMapping(
        _column(code), path.stem, "refuse" if _is_text(code) else code.choice("check", ("refuse", "warn", "local"), "refuse"),
        entry.text("sheet", ""), entry.text("slug", ""), entry.text("district", ""), _column(department) if department else "",
        _values(department), _otherwise(department), fields,
    )  # fmt: skip


def _named(entry: Entry, *names: str) -> Entry:
    return entry if _is_text(entry) else entry.only(*names)


def _is_text(entry: Entry) -> bool:
    import yaml

    return isinstance(entry.node, yaml.ScalarNode)


def _column(entry: Entry) -> str:
    return entry.as_text() if _is_text(entry) else entry.text("column")


def _values(entry: Entry | None) -> dict[str, str]:
    if entry is None or _is_text(entry) or not entry.has("values"):
        return {}
    return {said: value.as_text() for said, value in entry["values"].items()}


def _otherwise(entry: Entry | None) -> str | None:
    return None if entry is None or _is_text(entry) or "otherwise" not in entry.names() else entry.text("otherwise", "")


def _source(name: str, entry: Entry) -> Source:
    if name.removesuffix("_en") not in Elements.model_fields:
        entry.refuse(f"没有要素“{name}”，有的是：{'、'.join(Elements.model_fields)}。", f"there is no element “{name}”; there are {', '.join(Elements.model_fields)}.")
    if _is_text(entry):
        return Source(entry.as_text())
    entry.only("column", "always", "none", "split", "values", "otherwise", "unit")
    if entry.has("always"):
        return Source(always=entry["always"].plain())
    unit = Unit(entry.choice("unit", [each.value for each in Unit], Unit.WORKING_DAYS.value))
    values = _values(entry) or None
    for said, code in (values or {}).items():
        if name in CODED and not code_list(CODED[name]).knows(code):
            entry["values"][said].refuse(f"代码表里没有“{code}”。", f"the code list has no “{code}”.")
    return Source(entry.text("column"), Options((*NONE, *entry.texts("none")), entry.text("split", ""), values, _otherwise(entry), unit))


def no_mapping(columns: list[str]) -> Refusal:
    """What is told where a file fits nothing that is known."""
    said = "、".join(columns[:12])
    return Refusal("import.mapping", Words(f"不认识这些列：{said}。请用 --mapping 说明哪一列是什么。", f"These columns are not known: {said}. Say by --mapping which column is what."), field="mapping")

"""One value of a city's YAML with the line it stands in; the reader says which type it expects.

Nothing is guessed from how a value looks: `code: 01.02` stays the text 01.02, `state: on` the text on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import yaml

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

_NULL = ("", "~", "null", "Null", "NULL")
_MISSING: Any = object()


@dataclass(frozen=True)
class Entry:
    """A mapping, list or scalar of a file; `path` says where in the file, for the sentence of a refusal."""

    node: yaml.Node
    file: str
    path: str = ""

    @property
    def line(self) -> int:
        """The line in the file, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def refuse(self, zh: str, en: str) -> NoReturn:
        """Refuse this value: the sentence names file, line and the reason given."""
        where = f"{self.file}:{self.line}" + (f" ({self.path})" if self.path else "")
        raise Refusal("city.broken", Words(f"{where}：{zh}", f"{where}: {en}"), field=self.path or None)

    # ---- 映射 · mappings ----

    def only(self, *names: str) -> Entry:
        """Refuse names that nobody reads, so that a typing error is not lost silently; returns itself."""
        for name, value in self._pairs():
            if name not in names:
                value.refuse(f"不认识“{name}”，可以写的有 {'、'.join(names)}。", f"“{name}” is not known; there are {', '.join(names)}.")
        return self

    def has(self, name: str) -> bool:
        """Whether a name is given and not empty."""
        return self.get(name) is not None

    def get(self, name: str) -> Entry | None:
        """The value of a name, None when it is missing or null."""
        found = dict(self._pairs()).get(name)
        return None if found is None or found.is_null else found

    def __getitem__(self, name: str) -> Entry:
        """The value of a name that must be there."""
        found = self.get(name)
        if found is None:
            self.refuse(f"缺少“{name}”。", f"“{name}” is missing.")
        return found

    def names(self) -> list[str]:
        """The names of a mapping in their order."""
        return [name for name, _ in self._pairs()]

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Names and values of a mapping."""
        yield from self._pairs()

    def _pairs(self) -> list[tuple[str, Entry]]:
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("这里应是“名称: 值”的一组。", "a group of “name: value” is expected here.")
        pairs = [(str(key.value), self._below(value, str(key.value))) for key, value in self.node.value]
        seen: set[str] = set()
        for name, value in pairs:
            if name in seen:
                value.refuse(f"“{name}”写了两次。", f"“{name}” is given twice.")
            seen.add(name)
        return pairs

    def _below(self, node: yaml.Node, name: str) -> Entry:
        return Entry(node, self.file, f"{self.path}.{name}" if self.path else name)

    # ---- 列表 · lists ----

    def __iter__(self) -> Iterator[Entry]:
        """The members of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.refuse("这里应是一个列表。", "a list is expected here.")
        for index, member in enumerate(self.node.value, start=1):
            yield Entry(member, self.file, f"{self.path}[{index}]")

    def each(self, name: str) -> list[Entry]:
        """The members of a list below a name; none when the name is missing."""
        found = self.get(name)
        return [] if found is None else list(found)

    def texts(self, name: str) -> list[str]:
        """A list of texts below a name; empty when the name is missing."""
        return [member.as_text() for member in self.each(name)]

    # ---- 值 · values ----

    @property
    def is_null(self) -> bool:
        """Whether nothing is said: empty, ~ or null without quotes."""
        return isinstance(self.node, yaml.ScalarNode) and not _quoted(self.node) and self.node.value in _NULL

    def as_text(self) -> str:
        """A scalar exactly as written, without surrounding blanks."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.refuse("这里应是一段文字。", "a text is expected here.")
        return str(self.node.value).strip()

    def text(self, name: str, default: str = _MISSING) -> str:
        """The text below a name; a default makes it optional."""
        return self._value(name, default, Entry.as_text)

    def as_number(self) -> int:
        """A whole number."""
        try:
            return int(self.as_text())
        except ValueError:
            self.refuse(f"“{self.as_text()}”应是整数。", f"“{self.as_text()}” should be a whole number.")

    def number(self, name: str, default: int = _MISSING, *, least: int | None = None) -> int:
        """The whole number below a name, not below `least`."""
        value: int = self._value(name, default, Entry.as_number)
        if least is not None and value is not None and value < least:
            self[name].refuse(f"不能小于 {least}。", f"it must not be below {least}.")
        return value

    def as_decimal(self) -> Decimal:
        """A decimal number, such as a coordinate in degrees."""
        try:
            return Decimal(self.as_text())
        except InvalidOperation:
            self.refuse(f"“{self.as_text()}”应是数字。", f"“{self.as_text()}” should be a number.")

    def decimal(self, name: str, default: Decimal = _MISSING) -> Decimal:
        """The decimal number below a name."""
        return self._value(name, default, Entry.as_decimal)

    def as_flag(self) -> bool:
        """true or false (yes, no, on, off and 是, 否 are understood too)."""
        value = self.as_text().lower()
        if value not in ("true", "false", "yes", "no", "on", "off", "是", "否"):
            self.refuse("只能写 true 或 false。", "write true or false.")
        return value in ("true", "yes", "on", "是")

    def flag(self, name: str, default: bool = _MISSING) -> bool:
        """The yes or no below a name."""
        return self._value(name, default, Entry.as_flag)

    def as_date(self) -> date:
        """A day such as 2026-01-31."""
        try:
            return date.fromisoformat(self.as_text())
        except ValueError:
            self.refuse(f"“{self.as_text()}”不是日期，应写成 2026-01-31。", f"“{self.as_text()}” is no date such as 2026-01-31.")

    def date(self, name: str, default: date | None = _MISSING) -> date | None:
        """The day below a name; a default makes it optional."""
        return self._value(name, default, Entry.as_date)

    def as_time(self) -> time:
        """A time of day such as 09:00."""
        try:
            return time.fromisoformat(self.as_text().zfill(5))
        except ValueError:
            self.refuse(f"“{self.as_text()}”不是时刻，应写成 09:00。", f"“{self.as_text()}” is no time such as 09:00.")

    def choice(self, name: str, among: Collection[str], default: str = _MISSING) -> str:
        """The text below a name, one of `among`."""
        value: str = self.text(name, default)
        if self.has(name) and value not in among:
            listed = sorted(among)[:20]
            self[name].refuse(f"“{value}”不在可选范围：{'、'.join(listed)}。", f"“{value}” is not one of: {', '.join(listed)}.")
        return value

    def as_words(self) -> Words:
        """{zh: …, en: …}; a plain text stands for both languages."""
        if isinstance(self.node, yaml.ScalarNode):
            return Words(self.as_text(), self.as_text())
        self.only("zh", "en")
        return Words(self.text("zh"), self.text("en"))

    def words(self, name: str, default: Words = _MISSING) -> Words:
        """The words in both languages below a name."""
        return self._value(name, default, Entry.as_words)

    def plain(self) -> Any:
        """The value as JSON would hold it: mappings, lists, whole numbers, true, false, null, else text."""
        if isinstance(self.node, yaml.MappingNode):
            return {name: value.plain() for name, value in self._pairs()}
        if isinstance(self.node, yaml.SequenceNode):
            return [member.plain() for member in self]
        return self._plain_scalar()

    def _plain_scalar(self) -> Any:
        if self.is_null:
            return None
        value, bare = self.as_text(), not _quoted(self.node)
        if bare and value in ("true", "false"):
            return value == "true"
        return int(value) if bare and value.lstrip("-").isdecimal() and str(int(value)) == value else value

    def _value(self, name: str, default: Any, reader: Any) -> Any:
        if default is not _MISSING and not self.has(name):
            return default
        return reader(self[name])


def _quoted(node: yaml.Node) -> bool:
    return getattr(node, "style", None) in ("'", '"', "|", ">")

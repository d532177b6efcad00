"""Which services can be asked for: the city's smallest categories, and one for whoever finds none that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from gongban.delivery.cases.public import Attribute, Category, Kind, attributes_of
from gongban.exchange.open311.offer import Terms, terms
from gongban.exchange.open311.terms import OTHER, Numbering
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

LONGEST = 20  # characters of a category's code
OTHER_WORDS = Words("其他（请工作人员分类）", "Something else (staff will sort it)")


@dataclass(frozen=True)
class Service:
    """One service; `category` is empty for the one that leaves sorting to the staff. `path`: larger to smaller subjects."""

    code: str
    words: Words
    category: str
    path: tuple[Words, ...]
    keywords: tuple[str, ...]
    kind: Kind
    numbering: Numbering
    attributes: tuple[Attribute, ...]

    @property
    def summary(self) -> dict[str, Any]:
        """As it stands in the list of services."""
        return {
            "service_code": self.code, "service_name": str(self.words), "description": " / ".join(map(str, (*self.path, self.words))),
            "metadata": bool(self.attributes), "type": self.numbering.value, "keywords": ",".join(self.keywords) or None,
            "group": str(self.path[0]) if self.path else None,
        }  # fmt: skip

    @property
    def definition(self) -> dict[str, Any]:
        """The questions that are asked besides, as `service_definition` gives them."""
        return {"service_code": self.code, "attributes": [_definition(one, place) for place, one in enumerate(self.attributes, start=1)]}


def services() -> list[Service]:
    """All services in the order of their codes, `other` last."""
    rows = {row.pk: row for row in Category.objects.filter(ended_at__isnull=True).order_by("code")}
    above, offered = {row.parent_id for row in rows.values()}, terms()
    leaves = [row for row in rows.values() if row.pk not in above and offered.offers(row.pk)]
    return [*(_service(row, rows, offered) for row in leaves), _other(offered)]


def service_named(code: str) -> Service:
    """The service of a code; NotFound where there is none that can be asked for."""
    offered = terms()
    if code == OTHER:
        return _other(offered)
    rows = _with_those_above(code) if len(code) <= LONGEST else {}
    if code not in rows or any(row.parent_id == code for row in rows.values()) or not offered.offers(code):
        raise NotFound("open311.service", Words(f"没有代码为 {code[:60]} 的服务（service_code）。", f"There is no service with service_code {code[:60]}."))
    return _service(rows[code], rows, offered)


def _with_those_above(code: str) -> dict[str, Category]:
    """The category of a code, those above it (a code begins with theirs) and those right below."""
    parts = code.split(".")
    above = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    rows = Category.objects.filter(Q(pk__in=above) | Q(parent=code), ended_at__isnull=True)
    return {row.pk: row for row in rows}


def names_of(category: str, words: Words | None) -> tuple[str, Words]:
    """Code and name under which a case of this category stands among requests."""
    return (category, words) if category and words else (OTHER, OTHER_WORDS)


def _service(row: Category, rows: dict[str, Category], offered: Terms) -> Service:
    path: list[Words] = []
    parent = rows.get(row.parent_id or "")
    while parent is not None:
        path.insert(0, _named(parent))
        parent = rows.get(parent.parent_id or "")
    return Service(
        row.pk, _named(row), row.pk, tuple(path), tuple(str(word) for word in row.words), offered.kind_of(row.pk), offered.numbering(row.pk),
        attributes_of(row.pk),
    )  # fmt: skip


def _other(offered: Terms) -> Service:
    return Service(OTHER, OTHER_WORDS, "", (), (), offered.kind_of(""), offered.numbering(""), ())


def _named(row: Category) -> Words:
    return Words(row.name_zh, row.name_en or row.name_zh)


def _definition(one: Attribute, place: int) -> dict[str, Any]:
    options: Sequence[dict[str, str]] = [{"key": option.key, "name": str(option.words)} for option in one.options]
    return {
        "variable": one.asks, "code": one.code, "datatype": one.datatype, "required": one.required and one.asks,
        "datatype_description": str(one.hint) if one.hint else None, "order": place, "description": str(one.words), "values": options,
    }  # fmt: skip

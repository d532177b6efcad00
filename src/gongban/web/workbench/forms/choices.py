"""The choices behind a declared widget, as Django's fields want them: pairs, grouped where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongban.delivery.cases.public import Category, rulebook
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area, city, remembered
from gongban.kernel.words import Words
from gongban.web.workbench.forms.about import About

Pair = tuple[str, Any]
KINDS = {
    "service_office": Words("政务热线", "Service office"), "department": Words("市级部门", "City departments"),
    "district": Words("各区", "Districts"), "street": Words("街道", "Street offices"),
    "unit": Words("下属单位", "Units"), "enterprise": Words("公用企业", "Public enterprises"),
}  # fmt: skip


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_words(of_city: Any) -> str:
    """A `{zh, en}` entry of a city's table in the reader's language."""
    if not isinstance(of_city, dict):
        return str(of_city or "")
    return str(of_city.get("en" if english() else "zh") or of_city.get("zh") or "")


def called(department: Department | None) -> str:
    """A department's short name in the reader's language."""
    if department is None:
        return ""
    return (department.short_en if english() else department.short_zh) or department.name_zh


@remembered
def names_of_departments() -> dict[str, str]:
    """Every department's short name in the reader's language, by code."""
    return {each.pk: called(each) for each in Department.objects.defer("duties")}


def departments(rows: Iterable[Department]) -> list[Pair]:
    """Departments grouped by what they are."""
    groups: dict[str, list[Pair]] = {}
    for each in rows:
        groups.setdefault(each.kind, []).append((each.pk, called(each)))
    return [(str(KINDS.get(kind, Words(kind, kind))), groups[kind]) for kind in dict.fromkeys((*KINDS, *groups)) if groups.get(kind)]


def areas() -> list[Pair]:
    """Streets grouped by their districts, each district first."""
    groups: dict[str, list[Pair]] = {}
    for row in Area.objects.filter(level__in=["district", "street"]).select_related("parent").order_by("code"):
        above = row if row.level == "district" or row.parent is None else row.parent
        groups.setdefault(str(Words(above.name_zh, above.name_en)), []).append((row.pk, str(Words(row.name_zh, row.name_en))))
    return list(groups.items())


def districts() -> list[Pair]:
    """The districts of the city."""
    return [(code, str(words)) for code, words in names_of_districts().items()]


@remembered
def names_of_districts() -> dict[str, Words]:
    """Districts by code, in the order of the codes."""
    return {row.pk: Words(row.name_zh, row.name_en) for row in Area.objects.filter(level="district").order_by("code")}


def categories(rows: Sequence[Category]) -> list[Pair]:
    """Subjects grouped by the second level: 城市建设和市政管理 > 路灯."""
    names = {each.pk: (each.name_en or each.name_zh) if english() else each.name_zh for each in rows}
    groups: dict[str, list[Pair]] = {}
    for each in rows:
        if each.level < 3:
            continue
        top, parent = names.get(each.pk.split(".")[0], ""), names.get(each.parent_id or "", "")
        groups.setdefault(f"{top} › {parent}", []).append((each.pk, names[each.pk]))
    return list(groups.items())


def enumerated(kind: type[StrEnum]) -> list[Pair]:
    """The members of a vocabulary with their words; emergency lines have theirs from the city."""
    lines = {line["number"]: in_words(line["name"]) for line in city().settings.get("emergency_lines", [])}
    return [(member.value, str(getattr(member, "words", None) or f"{member.value} {lines.get(member.value, '')}")) for member in kind]


def refusal_routes() -> list[Pair]:
    """The lawful routes for what is not accepted."""
    return [(row["code"], f"{in_words(row['name'])}：{in_words(row['route'])}") for row in rulebook("refusal_routes").get("routes", [])]


def principles() -> list[Pair]:
    """The city's principles of joint study."""
    return [(row["code"], f"{in_words(row['name'])}：{in_words(row['text'])}") for row in rulebook("principles").get("principles", [])]


def colleagues(about: About) -> list[Pair]:
    """Names of the lead department's people by login."""
    return [(each.login, (each.name_en if english() else each.name_zh) or each.login) for each in about.colleagues]


def empty(label: str | None = None) -> Pair:
    """The choice that chooses nothing."""
    return ("", label if label is not None else _("请选择"))

"""An item as a file: what a city's folder holds, and what is carried to another city (B9); reading names file, line and reason.

A file has the item's short name, base code, owner, and its elements; `former` holds what earlier versions said differently, and
`districts` what single districts say differently. A package is the same file with its `origin`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from gongban.design.catalogue.checking import faults
from gongban.design.catalogue.codes import BASE, implementation_code
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.inputs import Drafting
from gongban.design.catalogue.values import Guide
from gongban.foundation.facts.public import declared
from gongban.foundation.territory.public import city
from gongban.kernel.city import Entry, at_place, modelled
from gongban.kernel.errors import Refusal

NAMES = ("slug", "base", "handling", "department", "level", "since", "note", "elements", "former", "districts", "origin")
CHANGES = ("since", "note", "pilot", "change")
LOCAL = ("body", "places", "consult", "supervise", "url", "mobile_url")  # 各城市自己的，不随包走 · what is a city's own does not travel
HERE = ("department", "change", "pilot")


@dataclass(frozen=True)
class Implementer:
    """The body that implements items: its department in the city and its credit code."""

    department: str
    credit_code: str
    elements: Mapping[str, Any] = field(default_factory=dict)  # what all its items have in common


@dataclass(frozen=True)
class Version:
    """What an item says from a day on."""

    since: date
    given: Drafting


def versions_in(entry: Entry, bodies: Mapping[str, Implementer], day: date, name_of: Mapping[str, Any], drawn: Mapping[str, str] = {}) -> Iterator[list[Version]]:
    """The items of a file, each with its versions, the oldest first: the city's own, then those of districts.

    `day` stands for a `since` that is not given; `drawn` holds the diagrams that lie beside the file, by name. Refusal with file, line and reason.
    """
    entry.only(*NAMES)
    plain, since = _with_diagram(entry["elements"], drawn), entry.date("since", None) or day
    yield [*_formers(entry, plain, bodies, name_of), Version(since, _given(entry, entry["elements"], plain, "", bodies, name_of, entry.text("note", "")))]
    for district, here in entry["districts"].items() if entry.has("districts") else ():
        here.only(*HERE)
        said = {**plain, **(here["change"].plain() if here.has("change") else {})}
        yield [Version(since, _given(entry, here.get("change") or here, said, district, bodies, name_of, "", here))]


def _with_diagram(entry: Entry, drawn: Mapping[str, str]) -> dict[str, Any]:
    """The elements of a file; a diagram that is named as NAME.bpmn is read from the file beside it."""
    said: dict[str, Any] = entry.plain()
    name = said.get("diagram", "")
    if not str(name).endswith(".bpmn"):
        return said
    if name not in drawn:
        entry["diagram"].refuse(f"没有流程图文件“{name}”。", f"there is no diagram “{name}”.")
    return {**said, "diagram": drawn[name]}


def _formers(entry: Entry, plain: dict[str, Any], bodies: Mapping[str, Implementer], name_of: Mapping[str, Any]) -> Iterator[Version]:
    for former in entry.each("former"):
        former.only(*CHANGES)
        begun = former.date("since")
        assert begun is not None
        said = {**plain, **former["change"].plain()}
        yield Version(begun, _given(entry, former["change"], said, "", bodies, name_of, former.text("note", "")))


def _given(
    entry: Entry, at: Entry, said: dict[str, Any], district: str, bodies: Mapping[str, Implementer], name_of: Mapping[str, Any], note: str, here: Entry | None = None
) -> Drafting:
    owner = (here or entry).text("department")
    body = bodies.get(owner)
    if body is None:
        (here or entry)["department"].refuse(f"implementers.yaml 里没有“{owner}”的信用代码。", f"implementers.yaml has no credit code for “{owner}”.")
    level = "4" if district else entry.text("level", "3")
    code = _code(entry, body.credit_code, level)
    complete = {"level": level, **body.elements, **said, "body": {"name": name_of[owner], "credit_code": body.credit_code, **(said.get("body") or {})}}
    elements = elements_of(at, complete)
    pilot = here.texts("pilot") if here else []
    return Drafting(code=code, slug=entry.text("slug"), district=district, department=owner, elements=elements, pilot=pilot, note=note)


def _code(entry: Entry, credit_code: str, level: str) -> str:
    base = entry.text("base")
    if not BASE.fullmatch(base):
        entry["base"].refuse("基本编码应为 12 位数字。", "a base code has 12 digits.")
    try:
        return str(implementation_code(credit_code, level, base, entry.text("handling", "")))
    except Refusal as refusal:
        entry["base"].refuse(refusal.words.zh, refusal.words.en)


def elements_of(entry: Entry, said: dict[str, Any]) -> Elements:
    """The elements that an entry says. Refusal names the line of the first that does not fit."""
    elements = modelled(entry, Elements, said)
    if found := faults(elements, declared()):
        at_place(entry, found[0].place).refuse(found[0].words.zh, found[0].words.en)
    return elements


def package_of(guide: Guide) -> str:
    """An item as a package: a file like those of a city's folder, with the city, code and version that it comes from."""
    here = city()
    made = {
        "slug": guide.slug, "base": guide.base[:12], "handling": guide.base[12:], "level": guide.elements.level, "department": guide.owner.code,
        "note": guide.note, "origin": {"city": here.code, "name": here.name_zh, "code": guide.code, "version": guide.number},
        "elements": {name: value for name, value in guide.elements.stored().items() if name not in LOCAL},
    }  # fmt: skip
    head = "# 别的城市可以拿去改：换上自己的部门和编码，核对依据、时限和收费。 · For another city to adapt: own department and code; check bases, limits and fees.\n"
    return head + yaml.safe_dump({name: value for name, value in made.items() if value}, allow_unicode=True, sort_keys=False, width=160)

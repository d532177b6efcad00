"""How a draft is put before a person: its parts with their offices, its fields, its papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongban.delivery.applications.public import (
    FieldShown,
    Filling,
    Given,
    Material,
    MaterialShown,
    past_materials,
    points_of,
)
from gongban.delivery.licences.public import Licence
from gongban.design.bundles.public import Sort
from gongban.design.catalogue.public import limit_words
from gongban.foundation.facts.public import Declaration
from gongban.foundation.files.public import Document, document_name, documents_named
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Kind
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.portal.applications.values import SOURCES, in_words, typed
from gongban.web.portal.bundle_wording import EVERY, enumerated
from gongban.web.site.guides import options_of, price

SELF = "self"


@dataclass(frozen=True)
class PartLine:
    """A part as the applicant reads it before it is applied for."""

    code: str
    name: Words
    office: Words
    limit: Words | str
    waits: Words | None


@dataclass(frozen=True)
class FieldLine:
    """A field of the form: what it asks, the text in it and what is saved of it (`stands`); where it is held already, by whom and since when."""

    declaration: Declaration
    text: str
    words: str
    optional: bool
    used_by: Words
    held: bool
    source: Words | None
    as_of: date | None
    hidden: bool
    was_held: str
    error: str
    stands: str

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def options(self) -> list[tuple[str, Any]]:
        """The answers to choose from."""
        return options_of(self.declaration)

    @property
    def kind(self) -> str:
        """How it is drawn: choice, date, number, money or text."""
        kind = self.declaration.fact.kind
        return {Kind.BOOLEAN: "choice", Kind.CHOICE: "choice", Kind.DATE: "date", Kind.INTEGER: "number", Kind.MONEY: "money"}.get(kind, "text")

    @property
    def many(self) -> bool:
        """Whether there are so many answers that a list is easier."""
        return len(self.options) > 6


@dataclass(frozen=True)
class PaperLine:
    """A paper: how it is given or can be given."""

    place: int
    shown: MaterialShown
    used_by: Words
    document: Document | None
    file_name: str
    licence: Licence | None
    past: Material | None
    own: bool
    error: str

    @property
    def anchor(self) -> str:
        return f"m-{self.place}"

    @property
    def state(self) -> tuple[Words, str]:
        """How it stands, and the colour of that."""
        way = self.shown.way
        if self.shown.is_missing:
            return Words("还没交", "Missing"), "warn"
        if way is Given.LICENCE and not self.shown.given:
            return Words("用证照代替，不用交", "A licence stands in"), "good"
        if self.shown.is_fetched and way:
            return Words(f"免提交（{way.words.zh}）", f"Nothing to bring: {way.words.en.lower()}"), "good"
        return (way.words if way else Words("已交", "Given")), "good"

    @property
    def uploads(self) -> bool:
        """Whether a file may be sent for it."""
        return self.shown.planned.sort is not Sort.FORM and not self.shown.is_fetched


def parts_lines(found: Filling) -> list[PartLine]:
    """The parts of the plan in the order in which they begin."""
    if found.plan is None:
        return []
    names = {part.code: part.name for part in found.plan.parts}
    offices = {row.code: Words(row.name_zh, row.name_en) for row in Department.objects.filter(code__in=[part.department for part in found.plan.parts])}
    return [
        PartLine(part.code, part.name, offices.get(part.department, Words("—", "—")), limit_words(part.limit) if part.limit else "",
                 enumerated(names[code] for code in part.waits_for if code in names) if part.waits_for else None)
        for part in found.plan.parts
    ]  # fmt: skip


def field_lines(found: Filling, *, own: Collection[str] = (), texts: Mapping[str, str] = {}, faults: Mapping[str, str] = {}) -> list[FieldLine]:
    """The fields of the form. `own`: those held that the applicant wants to fill in otherwise; `texts`, `faults`: what was just typed, and what is wrong with it."""
    names = {part.code: part.name for part in found.plan.parts} if found.plan else {}
    return [_field(found, each, names, own, texts, faults) for each in found.fields if each.held or not each.known]  # 这件事本来就是的，不列 · not what goes without saying


def _field(found: Filling, field: FieldShown, names: Mapping[str, Words], own: Collection[str], texts: Mapping[str, str], faults: Mapping[str, str]) -> FieldLine:
    name, known = field.name, field.declaration
    former = found.held.get(name) if field.answered else None
    return FieldLine(
        known, texts.get(name, typed(known, field.value)), in_words(known, field.value), field.optional, _used_by(names, field.parts),
        field.held is not None and name not in own and name not in texts, SOURCES.get(field.held.source) if field.held else None, field.held.as_of if field.held else None,
        field.held is not None and SELF not in known.seen_by, in_words(known, former.value) if former and SELF in known.seen_by else "", faults.get(name, ""),
        typed(known, field.value),
    )  # fmt: skip


def paper_lines(found: Filling, by: Actor, *, own: Collection[str] = (), faults: Mapping[str, str] = {}) -> list[PaperLine]:
    """The papers of the plan, those to bring first as they stand in it; with what was handed in before and could be used again."""
    names = {part.code: part.name for part in found.plan.parts} if found.plan else {}
    missing = [each.planned.name.zh for each in found.materials if each.planned.sort is not Sort.FORM and not each.given]
    past = {each.name_zh: each for each in past_materials(by, missing)} if missing else {}
    documents = documents_named(each.given.document for each in found.materials if each.given)
    return [_paper(place, each, names, past, own, faults, documents) for place, each in enumerate(found.materials, 1)]


def _paper(
    place: int, each: MaterialShown, names: Mapping[str, Words], past: Mapping[str, Material], own: Collection[str], faults: Mapping[str, str], documents: Mapping[UUID, Document]
) -> PaperLine:
    document = documents.get(each.given.document) if each.given and each.given.document else None
    used = _used_by(names, [part for part, _code in each.planned.stands_for])
    return PaperLine(
        place, each, used, document, document_name(document) if document else "", each.offered if not each.given else None,
        past.get(each.planned.name.zh) if each.is_missing or each.key in own else None, each.key in own, faults.get(each.key, ""),
    )  # fmt: skip


def promises_of(found: Filling) -> list[tuple[Words, list[Words]]]:
    """What is promised with the application (告知承诺), part by part, point by point."""
    if found.plan is None:
        return []
    promised = [part for part in found.plan.parts if found.wanted.is_promised(part.code, found.plan.known)]
    return [(part.name, [Words(each["zh"], each["en"]) for each in points_of(found.wanted.elements[part.code].elements)]) for part in promised]


def _used_by(names: Mapping[str, Words], codes: Collection[str]) -> Words:
    """The parts that use something, in words; short where all do."""
    mine = [code for code in dict.fromkeys(codes) if code in names]
    return EVERY if len(names) > 1 and len(mine) == len(names) else enumerated(names[code] for code in mine)


def prechecked(found: Filling) -> dict[str, str]:
    """What the pre-check (智能预审) says of fields as they stand, with how to mend it."""
    return {str(each.field): str(each.words) for each in found.faults() if each.code == "application.precheck"}


def advice(found: Filling) -> list[str]:
    """What the pre-check tells without stopping anything."""
    return [f"{each.words}{each.mend}" for each in found.warnings]


def fee_of(found: Filling) -> str:
    """What it costs in all."""
    return price(found.plan.fee) if found.plan and found.plan.fee else ""


def fault_links(found: Filling, faults: Sequence[Refusal]) -> list[tuple[str, str]]:
    """Each fault as a sentence with the address of the field that it speaks of."""
    base, fields = f"/apply/{found.application.pk}/", {each.name for each in found.fields}
    places = {each.key: place for place, each in enumerate(found.materials, 1)}
    lines = []
    for fault in faults:
        name = fault.field or ""
        if name == "question":
            href = f"{base}questions/"
        elif name in fields:
            href = f"{base}form/#id_{name}"
        elif name in places:
            href = f"{base}materials/#m-{places[name]}"
        else:
            href = f"#id_{name}" if name else ""
        lines.append((href, str(fault.words)))
    return lines



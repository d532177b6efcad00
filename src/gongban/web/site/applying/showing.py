"""How a draft is put before a person: its question, its parts with their offices, its fields, its papers, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongban.delivery.applications.public import FieldShown, Filling, Given, MaterialShown
from gongban.design.bundles.public import Sort, wish_name
from gongban.design.catalogue.public import limit_words
from gongban.foundation.facts.public import Declaration
from gongban.foundation.people.public import Department
from gongban.kernel.conditions import Kind
from gongban.kernel.words import Words
from gongban.web.site.applying.reading import in_words, typed
from gongban.web.site.guides import options_of

SOURCES = {"declared": Words("以前填过", "Given before"), "register": Words("部门登记", "A register"), "licence": Words("电子证照", "A licence")}
NOTHING = Words("", "")


@dataclass(frozen=True)
class FieldLine:
    """A field of the form: what it asks, the text in it, where it comes from, and what is wrong with it."""

    shown: FieldShown
    text: str
    error: str

    @property
    def declaration(self) -> Declaration:
        return self.shown.declaration

    @property
    def name(self) -> str:
        return self.shown.name

    @property
    def held(self) -> bool:
        """Whether nobody has to fill it in."""
        return self.shown.held is not None

    @property
    def words(self) -> str:
        """The value in words."""
        return in_words(self.declaration, self.shown.value)

    @property
    def source(self) -> Words | None:
        """Where a held value comes from."""
        return SOURCES[self.shown.held.source] if self.shown.held else None

    @property
    def options(self) -> list[tuple[str, Any]]:
        """The answers to choose from; none for what is typed."""
        return options_of(self.declaration)

    @property
    def kind(self) -> str:
        """How it is drawn: choice, date, number or text."""
        return kind_of(self.declaration)


def kind_of(declaration: Declaration) -> str:
    """How a fact is asked for."""
    kinds = {Kind.BOOLEAN: "choice", Kind.CHOICE: "choice", Kind.DATE: "date", Kind.INTEGER: "number", Kind.MONEY: "number"}
    return kinds.get(declaration.fact.kind, "text")


@dataclass(frozen=True)
class PaperLine:
    """A material: how it is given or can be given; `place` names its controls in a form."""

    place: int
    shown: MaterialShown

    @property
    def uploads(self) -> bool:
        """Whether somebody may bring it."""
        return self.shown.planned.sort is not Sort.FORM and not self.shown.is_fetched

    @property
    def state(self) -> tuple[Words, str]:
        """How it stands, and the colour of that."""
        way = self.shown.way
        if self.shown.is_missing:
            return Words("还没交", "Missing"), "warn"
        if way is Given.LICENCE and not self.shown.given:
            return Words("用证照代替", "A licence stands in"), "good"
        if self.shown.is_fetched and way:
            return Words(f"免提交（{way.words.zh}）", f"Nothing to bring: {way.words.en.lower()}"), "good"
        return (way.words if way else Words("已交", "Given")), "good"


def wishes(found: Filling) -> list[tuple[str, Words, Words]]:
    """The optional parts that are still to be chosen: the fact that says so, name, office."""
    bundled = found.wanted.bundled
    if bundled is None or not found.settled.wishes:
        return []
    wished = {wish_name(part.code): part for part in bundled.contents.parts if part.optional}
    lines = []
    for fact in found.settled.wishes:
        part, item = wished[fact], bundled.items.get(wished[fact].code)
        lines.append((fact, item.name if item and not part.name.zh else part.name, item.owner.name if item else NOTHING))
    return lines


def options(found: Filling, question: Declaration) -> list[tuple[str, Any]]:
    """The answers to a question to choose from; none for what is typed."""
    return options_of(question)


def answered(found: Filling) -> list[tuple[str, Words, str]]:
    """What was answered to the questions: the fact, what it is, the answer in words."""
    known, fields = found.wanted.declarations(), {each.name for each in found.fields}
    return [(name, known[name].fact.words, in_words(known[name], value)) for name, value in found.answers.items() if name in known and name not in fields]


def part_lines(found: Filling) -> list[tuple[Words, Words, Words | str]]:
    """The parts of the plan: name, office, promised limit."""
    if found.plan is None:
        return []
    offices = {row.pk: Words(row.name_zh, row.name_en) for row in Department.objects.filter(pk__in=[part.department for part in found.plan.parts])}
    return [(part.name, offices.get(part.department, NOTHING), limit_words(part.limit) if part.limit else "") for part in found.plan.parts]


def field_lines(found: Filling, texts: Mapping[str, str] = {}, faults: Mapping[str, str] = {}) -> list[FieldLine]:
    """The fields, those to be filled in first; `texts` and `faults` are of what was just sent and could not be taken."""
    lines = [FieldLine(each, texts.get(each.name, typed(each.declaration, each.value)), faults.get(each.name, "")) for each in found.fields]
    return sorted(lines, key=lambda each: each.held)


def paper_lines(found: Filling) -> list[PaperLine]:
    """The materials, those that somebody has to bring first."""
    lines = [PaperLine(place, each) for place, each in enumerate(found.materials)]
    return sorted(lines, key=lambda each: not each.uploads)


def fault_lines(found: Filling) -> list[str]:
    """What is still missing, a sentence each."""
    return [str(each.words) for each in found.faults()]

"""What is applied for, an item or a bundle, behind one face: its questions, and the plan of parts, materials and fields once nothing is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.delivery.applications.terms import Subject
from gongban.design.bundles.public import (
    Bundled,
    FieldState,
    Plan,
    PlannedMaterial,
    PlannedPart,
    Sort,
    ask_bundle,
    bundle,
    form_of_bundle,
    own_declarations,
    plan_of,
    question_of,
)
from gongban.design.catalogue.public import Asked, Elements, Fee, Guide, Material, ask, form_of, guide
from gongban.foundation.facts.public import Declaration, declarations, declared
from gongban.kernel.conditions import Given, Truth, Value
from gongban.kernel.errors import NotFound
from gongban.kernel.forms import Form
from gongban.kernel.words import Words

BY_COMMITMENT = "by_commitment"  # 选择告知承诺 · the fact by which the choice is told
ALONE = "item"  # the code of the one part where an item is applied for by itself


@dataclass(frozen=True)
class Settled:
    """How far it is settled what this applicant needs: the next question, wishes to choose from, or the plan."""

    question: Declaration | None
    wishes: tuple[str, ...]
    plan: Plan | None
    asked: tuple[str, ...] = ()  # 材料、条件里还问不清的 · what hangs on facts that nobody could say


PERSONS = "1"  # 服务对象代码：自然人 · whom an item serves, by its code: persons


@dataclass(frozen=True)
class Wanted:
    """An item or bundle as it is in force where and when somebody applies."""

    subject: Subject
    slug: str
    version: UUID
    name: Words
    district: str
    guide: Guide | None = None
    bundled: Bundled | None = None

    @property
    def elements(self) -> Mapping[str, Guide]:
        """The guides of its parts by code."""
        if self.guide:
            return {ALONE: self.guide}
        return self.bundled.items if self.bundled else {}

    @property
    def for_persons_only(self) -> bool:
        """Whether nobody but persons applies for it: an enterprise has no identity card."""
        return self.guide is not None and set(self.guide.elements.objects) == {PERSONS}

    def fees_due(self, code: str, known: Given) -> list[Fee]:
        """The fees of a part that are due for what is known."""
        fees = self.elements[code].elements.fees
        return [each for each in fees if not each.condition or declared().condition(each.condition).evaluate(known).truth is Truth.YES]

    def form(self) -> Form:
        """The one form: each fact once, whichever parts ask for it."""
        if self.bundled:
            return form_of_bundle(self.bundled)
        assert self.guide
        return form_of(self.guide.elements)

    def declarations(self) -> dict[str, Declaration]:
        """Everything that may be asked: the city's facts and the bundle's own questions."""
        return declarations() | (own_declarations(self.bundled) if self.bundled else {})

    def settle(self, known: Given, *, at: datetime, skipped: Collection[str] = ()) -> Settled:
        """The next question, or the plan; `known` are facts by name."""
        if self.bundled:
            joined = ask_bundle(self.bundled, known, at=at, skipped=skipped)
            question = question_of(self.bundled, joined.question) if joined.question else None
            return Settled(question, joined.wishes, plan_of(joined))
        assert self.guide
        asked = ask(self.guide.elements, known, skipped)
        question = asked.question or self._choice(known, skipped)
        return Settled(question, (), None if question else _plan(self.guide, asked, known, at))

    def _choice(self, known: Given, skipped: Collection[str]) -> Declaration | None:
        """Whether to promise is the applicant's free choice, asked wherever the item allows it."""
        assert self.guide
        open_ = self.guide.elements.commitment and BY_COMMITMENT not in known and BY_COMMITMENT not in skipped
        return declarations().get(BY_COMMITMENT) if open_ else None

    def is_promised(self, code: str, known: Given) -> bool:
        """Whether a part is asked for by a promise: the item allows it, and the applicant took that way for it."""
        if known.get(BY_COMMITMENT) is not True or not self.elements[code].elements.commitment:
            return False
        if self.bundled is None:
            return True
        contents = self.bundled.contents
        part = next(each for each in contents.parts if each.code == code)
        return any(each.code == part.one_of and each.fact == BY_COMMITMENT for each in contents.choices)


def wanted(subject: str, slug: str, *, district: str, at: datetime) -> Wanted:
    """What is in force now. NotFound where it is not offered here."""
    if subject == Subject.BUNDLE:
        found = bundle(slug, at=at, district=district)
        if found.ended:
            raise NotFound("bundle.not_found")
        return Wanted(Subject.BUNDLE, slug, found.version, found.name, district, bundled=found)
    one = guide(slug, at=at, district=district)
    if one.ended:
        raise NotFound("item.not_found")
    return Wanted(Subject.ITEM, slug, one.version, one.name, district, guide=one)


def _plan(found: Guide, asked: Asked, known: Given, at: datetime) -> Plan:
    """An item alone is a plan of one part. What nobody could say is not asked for here; the office does, once, if it is needed."""
    elements, truths = found.elements, {each.what: each.truth for each in asked.materials}  # type: ignore[misc]
    needed = [each for each in elements.materials if truths.get(each) is not Truth.NO]
    materials = tuple(PlannedMaterial(each.code, each.name, _sort(each), each.licence, ((ALONE, each.code),), note=each.note if each.note.zh else each.standard) for each in needed)
    fields = tuple(FieldState(name, (ALONE,)) for name in fields_of(elements, known))
    limit = elements.promised_limit or elements.legal_limit
    part = PlannedPart(ALONE, found.name, found.item, found.version, found.owner.code, (), limit, at, tuple(each.key for each in materials))
    fee = sum(each.what.amount or 0 for each in asked.fees if isinstance(each.what, Fee) and each.truth is Truth.YES)
    values: dict[str, Value | None] = {name: value for name, value in known.items()} if isinstance(known, Mapping) else {}
    return Plan((part,), materials, fields, values, fee, at, True, ())


def fields_of(elements: Elements, known: Given) -> Iterable[str]:
    """Facts that the form of an item asks of somebody of whom this is known."""
    for field in elements.fields:
        if not field.condition or declared().condition(field.condition).evaluate(known).truth is not Truth.NO:
            yield field.fact


def _sort(material: Material) -> Sort:
    return Sort.FORM if material.source == "form" else Sort.FETCHED if material.is_fetched else Sort.BRING

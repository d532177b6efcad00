"""A field and a material as a draft shows them: filled in from what is held, still missing, or wrong; with the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.delivery.applications.models import Material
from gongban.delivery.applications.terms import Given
from gongban.delivery.licences.public import Licence
from gongban.design.bundles.public import PlannedMaterial, Sort
from gongban.foundation.facts.public import Declaration, Held
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.forms import Problem
from gongban.kernel.words import Words


@dataclass(frozen=True)
class FieldShown:
    """A field of the form: what it asks, the value so far, and where that comes from (None: the applicant, or nobody yet)."""

    declaration: Declaration
    value: Value | None
    held: Held | None
    answered: bool
    optional: bool
    parts: tuple[str, ...]
    known: bool = False  # 不用问：已掌握，或这件事本来就是 · held, or goes without asking

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def is_missing(self) -> bool:
        """Whether it still has to be filled in."""
        return not (self.optional or self.known or (self.answered and self.value is not None))


@dataclass(frozen=True)
class MaterialShown:
    """A material: how it is or can be given. `offered` is a licence of the applicant that takes its place."""

    planned: PlannedMaterial
    given: Material | None
    offered: Licence | None
    promisable: bool = False  # 可用告知承诺代替

    @property
    def key(self) -> str:
        return self.planned.key

    @property
    def is_missing(self) -> bool:
        """Whether somebody still has to bring it."""
        return self.planned.sort is not Sort.FORM and self.given is None and self.offered is None and not self.is_fetched

    @property
    def is_fetched(self) -> bool:
        """Whether it comes from a register or another part, without a licence of the applicant to be shown."""
        return self.planned.sort is Sort.FETCHED and (bool(self.planned.made_by) or not self.planned.licence)

    @property
    def way(self) -> Given | None:
        """How it is given; None as long as it is missing."""
        if self.given:
            return Given(self.given.given)
        if self.planned.sort is Sort.FORM:
            return Given.FORM
        if self.planned.made_by:
            return Given.INTERNAL
        return Given.LICENCE if self.offered else Given.SHARED if self.is_fetched else None


def refusal_of(problem: Problem) -> Refusal:
    """What the form or a rule of the pre-check says, at its first field, with how to mend it."""
    code = {"form.required": "application.field_missing", "form.unfit": "application.answer"}.get(problem.code, "application.precheck")
    words = Words(problem.words.zh + problem.mend.zh, " ".join(filter(None, [problem.words.en, problem.mend.en])))
    return Refusal(code, words, field=next(iter(problem.fields), "form"), status=422)


def material_missing(material: MaterialShown) -> Refusal:
    name = material.planned.name
    return Refusal("application.material_missing", Words(f"还缺“{name.zh}”，请上传。", f"“{name.en}” is missing; please upload it."), field=material.key, status=422)

"""What a bundle says, as frozen values (pure): its parts name items, and follow the version of each that is in force."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field

from gongban.design.bundles.terms import Aspect, Audience, Kind, Phase
from gongban.design.catalogue.public import (
    COMPACT,
    Code,
    Condition,
    Faq,
    Limit,
    Material,
    Part,
    Plain,
    Requirement,
    Text,
)
from gongban.kernel.words import Words

NOTHING = Words("", "")
MOST_PARTS = 60


def _named(code: str) -> str:
    if not code:
        raise ValueError("要有代码 · a code is needed")
    return code


Named = Annotated[Code, AfterValidator(_named)]


class Figures(Part):
    """How much trouble it is: days, visits, materials, steps; None where nobody said."""

    days: int | None = Field(default=None, ge=0, le=10_000)
    visits: int | None = Field(default=None, ge=0, le=1_000)
    materials: int | None = Field(default=None, ge=0, le=1_000)
    steps: int | None = Field(default=None, ge=0, le=1_000)


class Choice(Part):
    """Alternative ways to the same end (ordinary or by commitment), of which one is taken.

    `fact` names a declared fact that tells which; without it the question is the bundle's own.
    """

    code: Named
    question: Text
    hint: Text = NOTHING
    fact: Plain = ""


class Component(Part):
    """A part of a bundle: an item, and when it belongs to what this person needs.

    `item` is a short name or code of the catalogue. `condition` says for whom; `optional`: the applicant chooses it;
    `one_of` is the choice to which it is an alternative, `answer` the value of the choice's fact that stands for it.
    `waits_for`: parts that must be decided before. `limit` holds where the bundle promises something else than the item.
    `fields`: facts that its form asks.
    """

    code: Named
    item: Plain
    name: Text = NOTHING
    condition: Condition = ""
    optional: bool = False
    one_of: Code = ""
    answer: Plain = ""
    waits_for: tuple[Code, ...] = ()
    limit: Limit | None = None
    fields: tuple[Plain, ...] = ()
    note: Text = NOTHING


class Common(Material):
    """A material of the bundle itself: for the `parts` named (none: all), in place of those of items in `same` (part.material)."""

    parts: tuple[Code, ...] = ()
    same: tuple[Plain, ...] = ()


class Need(Part):
    """A condition of a trade, and which parts ask for it."""

    aspect: Aspect
    text: Text
    parts: tuple[Code, ...] = ()
    condition: Condition = ""


class Contents(Part):
    """Everything that a bundle says."""

    kind: Kind = Kind.ONE_THING
    name: Text
    summary: Text = NOTHING
    also: tuple[Plain, ...] = ()  # 群众的叫法 · how people call it
    audience: Audience
    phase: Phase
    lead: Text = NOTHING  # 牵头部门的名称，本市没有这个部门时写 · name of the lead department where it is none of this city's
    with_departments: tuple[Text, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    given: dict[str, bool | int | str] = Field(default={}, max_length=40)  # 不用问的：开餐馆当然做餐饮 · facts that go without asking
    choices: tuple[Choice, ...] = ()
    parts: tuple[Component, ...] = Field(min_length=1, max_length=MOST_PARTS)
    materials: tuple[Common, ...] = ()
    needs: tuple[Need, ...] = ()
    licence: Text = NOTHING  # 一张综合许可证的名称 · of the comprehensive licence
    together: bool = True  # 可以一起发证 · results may be handed over together
    promised_limit: Limit | None = None
    process: Text = NOTHING
    fee_note: Text = NOTHING
    area: Text = NOTHING  # 前后对比是在哪里量的 · where before and after were measured
    before: Figures | None = None
    after: Figures | None = None
    source: Plain = ""
    faqs: tuple[Faq, ...] = ()

    def stored(self) -> dict[str, Any]:
        """As JSON, without what is not said."""
        return self.model_dump(mode="json", exclude_defaults=True, context=COMPACT)

    @classmethod
    def read(cls, stored: Any) -> Self:
        """What was stored, or written by a person or file; ValidationError names the place of what does not fit."""
        return cls.model_validate(stored)

"""How much less trouble the bundle is than its items one by one: days, visits, materials, steps; pure."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.design.bundles.contents import Common, Figures
from gongban.design.bundles.rules.states import Joined, MaterialState, Sort
from gongban.design.bundles.rules.waiting import Span, total
from gongban.kernel.conditions import Truth


@dataclass(frozen=True)
class Reckoned:
    """The same parts one after the other, and joined. Days as spans; `apart` counts every paper that each item asks for by itself."""

    apart_span: Span
    joined_span: Span
    apart: Figures
    joined: Figures


def reckon(found: Joined) -> Reckoned:
    """For the parts that apply and the materials that are needed, as far as known; what is fetched or a form is brought by nobody."""
    items = [each.item.elements for each in found.applying if each.item]
    visits = [each.visits for each in items if each.visits is not None]
    brought = [each for each in found.materials if each.truth is Truth.YES and each.sort is Sort.BRING]
    forms = [each for each in found.materials if each.truth is Truth.YES and each.sort is Sort.FORM]
    papers = sum(_papers(each) for each in (*brought, *forms))
    steps = [len(each.steps) for each in items]
    apart_span = total(each.part.limit or (each.item.elements.promised_limit if each.item else None) for each in found.applying)
    return Reckoned(
        apart_span, found.schedule.span,
        Figures(days=apart_span.working_days, visits=sum(visits) if visits else None, materials=papers, steps=sum(steps)),
        Figures(days=found.schedule.span.working_days, visits=max(visits, default=None), materials=len(brought) + bool(forms), steps=max(steps, default=0)),
    )  # fmt: skip


def _papers(each: MaterialState) -> int:
    """How many times a paper would be handed in if each item were applied for by itself."""
    return len({use.part for use in each.merged.uses if use.part in each.parts and not isinstance(use.material, Common)}) or 1

"""What an applicant said of such a matter before: offered as a whole, so that nothing once given has to be given again.

Facts about a person or an enterprise are held and never asked again (`foundation/facts`). Those about the matter at hand, such as the
size of the shop, may be others the next time: they are not taken over unseen, but by one touch of the applicant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.delivery.applications.actions.drafting import save
from gongban.delivery.applications.contents import answers_of, checked_answer
from gongban.delivery.applications.filling import Filling, filling
from gongban.delivery.applications.models import Application
from gongban.delivery.applications.rights import fillable_applications, own_applications, unknown
from gongban.delivery.applications.subjects import BY_COMMITMENT, Wanted
from gongban.delivery.applications.terms import Stage
from gongban.design.catalogue.public import questions_of
from gongban.foundation.facts.public import About, Declaration
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Kind, Value
from gongban.kernel.errors import Refusal

LOOKED_BACK = 5  # 往前看几份申请 · former applications that are looked at, the latest first


@dataclass(frozen=True)
class Remembered:
    """The last application that said something, and the answers by fact which a draft may take over."""

    last: Application
    answers: Mapping[str, Value]


def remembered(found: Filling, *, by: Actor, at: datetime) -> Remembered | None:
    """What the applicant's own former applications say of facts about the matter that this draft asks and has no answer to; None for nothing.

    Left out are days, which belong to their time, and whether to promise, which is a free choice every time.
    """
    asked = {name: each for name, each in _asked(found.wanted).items() if name not in found.answers and name not in found.held}
    answers: dict[str, Value] = {}
    last: Application | None = None
    for row in own_applications(by, at).filter(stage=Stage.SUBMITTED).exclude(answers="").order_by("-submitted_at")[:LOOKED_BACK]:
        said = {name: value for name, value in answers_of(row.answers).items() if value is not None and name not in answers and _fits(name, value, asked)}
        last = last or (row if said else None)
        answers |= said
    return Remembered(last, answers) if last else None


def take_over(pk: UUID, *, by: Actor, at: datetime) -> Application:
    """Answer a draft with what is remembered; what it says already stays. NotFound for one that the actor may not fill in."""
    row = fillable_applications(by, at).filter(pk=pk, stage=Stage.DRAFT).first()
    if row is None:
        raise unknown()
    found = remembered(filling(row, at=at), by=by, at=at)
    return save(pk, {"answers": dict(found.answers)}, by=by, at=at) if found else row


def _asked(wanted: Wanted) -> dict[str, Declaration]:
    """The facts about the matter that the questions or the form may ask."""
    known = wanted.declarations()
    questions = (each.name for guide in wanted.elements.values() for each in questions_of(guide.elements))
    names = dict.fromkeys([*questions, *wanted.form().fields])
    mine = {name: known[name] for name in names if name in known and name != BY_COMMITMENT}
    return {name: each for name, each in mine.items() if each.about is About.MATTER and each.asked and each.fact.kind is not Kind.DATE}


def _fits(name: str, value: Value, asked: Mapping[str, Declaration]) -> bool:
    try:
        return name in asked and checked_answer(name, value, asked) is not None
    except Refusal:
        return False

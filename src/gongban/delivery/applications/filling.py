"""How far an application has come: the next question, the form with what is filled in already, the materials, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gongban.delivery.applications.applicants import held_by_applicant
from gongban.delivery.applications.commitments.making import broken_before, is_open
from gongban.delivery.applications.contents import answers_of
from gongban.delivery.applications.models import Application
from gongban.delivery.applications.shown import FieldShown, MaterialShown, material_missing, refusal_of
from gongban.delivery.applications.subjects import ALONE, BY_COMMITMENT, Settled, Wanted, wanted
from gongban.delivery.applications.terms import Given
from gongban.delivery.licences.public import Licence
from gongban.design.bundles.public import Plan
from gongban.design.catalogue.public import begin_form
from gongban.foundation.facts.public import TODAY, Held
from gongban.foundation.people.public import is_representative
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.forms import Form, Problem, State
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Filling:
    """A draft as it stands: `changed` where what is applied for was published anew since it was last looked at."""

    application: Application
    wanted: Wanted
    settled: Settled
    answers: Mapping[str, Value | None]
    held: Mapping[str, Held]
    fields: tuple[FieldShown, ...]
    materials: tuple[MaterialShown, ...]
    changed: bool
    form: Form | None = None  # None as long as questions are open
    form_state: State | None = None

    @property
    def warnings(self) -> list[Problem]:
        """What the pre-check tells without stopping anything."""
        return [each for each in self.form.faults(self.form_state) if not each.stops] if self.form and self.form_state else []

    @property
    def plan(self) -> Plan | None:
        return self.settled.plan

    @property
    def needs_nothing(self) -> bool:
        """零材料: nothing to bring and nothing to fill in, one confirmation is enough."""
        return self.plan is not None and not (any(each.is_missing for each in self.materials) or any(each.is_missing for each in self.fields))

    def _refused_promises(self) -> list[Refusal]:
        """What is asked for by a promise that is not accepted: the item is excluded, or one was broken before."""
        if self.plan is None or self.plan.known.get(BY_COMMITMENT) is not True:
            return []
        broken = broken_before(self.application)
        return [broken] if broken else []

    def faults(self) -> list[Refusal]:
        """What keeps it from being submitted, each with its field and how to mend it."""
        if self.plan is None:
            words = Words("还有问题没有回答，答完才知道要交什么。", "Some questions are open; what is needed depends on them.")
            return [Refusal("application.questions_open", words, field="question", status=422)]
        stops = self.form.stops(self.form_state) if self.form and self.form_state else []
        return [*self._refused_promises(), *map(refusal_of, stops), *map(material_missing, (each for each in self.materials if each.is_missing))]


def filling(application: Application, *, at: datetime) -> Filling:
    """How far a draft has come, by what is in force now. NotFound where it is no longer offered."""
    found = wanted(application.subject, application.slug, district=application.district, at=at)
    answers, held = answers_of(application.answers), held_by_applicant(application, at=at)
    known, promises = known_by(answers, held, at), is_open(application.district, at)
    if not promises:  # 本市没有开通告知承诺：不问，走一般程序 · not asked where the city does not accept promises
        answers.pop(BY_COMMITMENT, None)
        known[BY_COMMITMENT] = False
    settled = found.settle(known, at=at, skipped=application.skipped)
    form, state = _form_state(found, settled.plan, answers, held, at) if settled.plan else (None, None)
    fields = _fields(found, settled.plan, form, state, held) if settled.plan and form and state else ()
    materials = _materials(application, found, settled.plan, promises, at) if settled.plan else ()
    return Filling(application, found, settled, answers, held, fields, materials, application.version != found.version, form, state)


def known_by(answers: Mapping[str, Value | None], held: Mapping[str, Held], at: datetime) -> dict[str, Value | None]:
    """Everything known, by fact: what is held, over it what the applicant says, and today's date in the city."""
    return {TODAY: calendar().local_day(at)} | {name: each.value for name, each in held.items()} | dict(answers)


def _form_state(found: Wanted, plan: Plan, answers: Mapping[str, Value | None], held: Mapping[str, Held], at: datetime) -> tuple[Form, State]:
    """The one form of the application as far as answered; what goes without asking is known to it."""
    form = found.form()
    given = {name: value for name, value in plan.known.items() if name not in answers and name not in held}
    return form, begin_form(form, held, answers, known={TODAY: calendar().local_day(at), **given})


def _fields(found: Wanted, plan: Plan, form: Form, state: State, held: Mapping[str, Held]) -> tuple[FieldShown, ...]:
    known, of_plan, own = found.declarations(), {each.fact: each.parts for each in plan.fields}, form.held(state)
    return tuple(
        FieldShown(
            known[name], state.given.get(name, state.answers.get(name)), held.get(name) if name in own else None, name in state.answers,  # type: ignore[arg-type]
            not form.is_required(state, name), _parts(form, state, name, of_plan), name in own,
        )
        for name in (each.name for each in form.shown(state)) if name in known
    )  # fmt: skip


def _parts(form: Form, state: State, name: str, of_plan: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Whose offices see a field: the parts that want it, and those of the plan that name it."""
    wanted_by = tuple(code or ALONE for code in form.wanted_by(state, name))
    return tuple(dict.fromkeys([*wanted_by, *of_plan.get(name, ())]))


def _materials(application: Application, found: Wanted, plan: Plan, promises: bool, at: datetime) -> tuple[MaterialShown, ...]:
    given = {each.key: each for each in application.materials.filter(replaced_at=None).order_by("at") if promises or each.given != Given.PROMISED}
    own = licences_of(application, at=at)
    promised = {(code, each.code) for code, guide in found.elements.items() for each in guide.elements.materials if each.source == "commitment"}
    return tuple(MaterialShown(each, given.get(each.key), None if each.made_by else own.get(each.licence), promises and bool(promised & set(each.stands_for))) for each in plan.materials)


def licences_of(application: Application, *, at: datetime) -> dict[str, Licence]:
    """The applicant's licences in force by type, the latest of each: an enterprise's own, and those of the person, which stand for the
    enterprise only where that person is its legal representative. An agent's identity card is nobody's proof of the representative."""
    owned, enterprise, person = Licence.objects.none(), application.for_enterprise, application.account_id
    if enterprise:
        owned = owned | Licence.objects.filter(enterprise=enterprise, state="in_force")
    if person and (not enterprise or is_representative(person, enterprise, at=at)):
        owned = owned | Licence.objects.filter(account=person, enterprise=None, state="in_force")
    return {row.type_id: row for row in owned.select_related("type", "issuer").order_by("issued_at")}


def check_promise(application: Application, key: str, at: datetime) -> None:
    """Refusal where a promise is not accepted in place of a material: only of those that the catalogue names, and from those who kept their word."""
    found = filling(application, at=at)
    shown = next((each for each in found.materials if each.key == key), None)
    if shown is None or not shown.promisable:
        raise Refusal("commitment.not_for_this", Words("这份材料不能用承诺代替。", "A promise cannot stand for this."), field=key, status=422)
    broken = broken_before(application)
    if broken:
        raise broken

"""Submitting: everything is checked again, numbers are given, each office gets its part, and what was said is kept so that it is never asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.applications.actions.drafting import open_draft
from gongban.delivery.applications.applicants import parties_of
from gongban.delivery.applications.assisting import note_assistant
from gongban.delivery.applications.assuring import check_assurance
from gongban.delivery.applications.commitments.making import make
from gongban.delivery.applications.contents import DETAILS, sealed
from gongban.delivery.applications.events import FieldPrefilled, FieldTyped, Submitted
from gongban.delivery.applications.filling import Filling, filling
from gongban.delivery.applications.inputs import Submitting
from gongban.delivery.applications.materials import hand_in
from gongban.delivery.applications.models import Application, Material, Part
from gongban.delivery.applications.numbering import next_number, part_number
from gongban.delivery.applications.signing import check_signed
from gongban.delivery.applications.terms import Given, Stage
from gongban.delivery.applications.timing import TELLING, limit_of
from gongban.design.bundles.public import PlannedPart
from gongban.foundation.facts.public import About, Party, Source, hold
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Matter, start_for
from gongban.foundation.matters.public import Party as MatterParty
from gongban.foundation.people.public import service_office
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words


def refresh(pk: UUID, *, by: Actor, at: datetime) -> Application:
    """Go on with what is in force now, after the applicant has seen that the guide was published anew. Answers stay: they belong to facts."""
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        row.version = filling(row, at=at).wanted.version
        row.save(update_fields=["version"])
    return row


def submit(pk: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Application:
    """Submit a draft and return it with its number.

    Conflict "application.definition_changed" where the guide was published anew meanwhile; InvalidInput names everything
    that is missing at once; nothing is changed then.
    """
    said = Submitting.read(given)
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        check_assurance("submit", by=by, at=at)
        found = filling(row, at=at)
        _check(found, said)
        check_signed(row)
        _submit(found, by, at)
        note_assistant(row, "submitted", by=by, at=at)
    return row


def _check(found: Filling, said: Submitting) -> None:
    if found.changed:
        words = Words("您填写期间办事指南更新了，请看看有什么变化再提交。", "The guide was published anew while you were filling it in. Please look at the changes first.")
        raise Conflict("application.definition_changed", words)
    faults = found.faults()
    if not said.truthful:
        faults.append(Refusal("application.truthful", Words("请确认所填内容和材料真实。", "Please confirm that all of it is true."), field="truthful", status=422))
    if any(each.offered for each in found.materials) and not said.share:
        words = Words("用电子证照代替材料，要您同意给办理单位查看；不同意的请上传。", "Licences stand in for papers only with your consent; else please upload them.")
        faults.append(Refusal("application.share", words, field="share", status=422))
    if faults:
        raise InvalidInput(faults)
    _check_offices(found)


def _check_offices(found: Filling) -> None:
    assert found.plan
    if found.plan.missing:
        words = Words("其中有的事项本市现在办不了，请打 12345 或到窗口问。", "Some of it cannot be applied for here now. Please ask at 12345 or at a counter.")
        raise Conflict("application.no_office", words)
    if not found.plan.parts:
        raise Conflict("application.nothing", Words("按您的回答，什么都不用办。", "By your answers nothing has to be applied for."))


def _submit(found: Filling, by: Actor, at: datetime) -> None:
    row, plan = found.application, found.plan
    assert plan
    row.number, row.stage, row.submitted_at, row.saved_at = next_number(calendar().local_day(at)), Stage.SUBMITTED, at, at
    row.save()
    parts = [_part(found, planned, place, at) for place, planned in enumerate(plan.parts, 1)]
    matters = [each.matter for each in parts]
    # 时钟、承诺、事件先备齐，办件的行一次写好：外键到提交时才查 · the rows of the parts are written once, complete; foreign keys are looked at when all is committed
    start_for({each.matter: each.department_id for each in parts if each.matter.state == "received"}, "receipt", TELLING, at=at)
    materials = hand_in(found, parts, by=by, at=at)
    promises = make([(each, found.wanted.elements[each.code].elements) for each in parts], _proofs(found, parts, materials), at)
    _hold(found, by, at)
    events = _events(found, parts, materials, promises, by, at)
    Matter.objects.bulk_create(matters)
    Part.objects.bulk_create(parts)
    MatterParty.objects.bulk_create([MatterParty(matter=each, role="applicant", account_id=row.account_id, enterprise_id=row.enterprise_id, since=at) for each in matters])
    record(*events)


def _events(found: Filling, parts: Sequence[Part], materials: Sequence[Material], promises: Sequence[tuple[Part, Occurrence]], by: Actor, at: datetime) -> list[Entry]:
    """What is written down of a submission: each part with its office, promises, and what was filled in by whom."""
    told = [(each, _submitted(found.application, each, materials)) for each in parts]
    told += [*promises, *((parts[0], what) for what in _filled(found))]  # type: ignore[list-item]
    return [Entry(what, by, at, part.pk, part.matter.next_seq(), "applicant", part.department_id) for part, what in told]


def _part(found: Filling, planned: PlannedPart, place: int, at: datetime) -> Part:
    row, elements = found.application, found.wanted.elements[planned.code].elements
    office = planned.department or service_office().pk  # 兜底：没有确定办理单位的，由政务服务部门收件再转交
    state = "waiting" if planned.waits_for else "received"
    matter = Matter(
        kind="application", number=part_number(str(row.number), place), title=planned.name.zh[:200], state=state, holder_id=office, opened_at=at, changed_at=at,
    )  # fmt: skip
    return Part(
        matter=matter, application=row, place=place, code=planned.code, item=planned.item, version=planned.version, name_zh=planned.name.zh,
        name_en=planned.name.en, department_id=office, waits_for=list(planned.waits_for), details=_details(found, planned.code),
        promised=limit_of(planned.limit), legal=limit_of(elements.legal_limit), received_at=at if state == "received" else None,
        commitment=_by_commitment(found, planned), fee=_fee(found, planned.code),
    )  # fmt: skip


def _by_commitment(found: Filling, planned: PlannedPart) -> str:
    """Whether the licence is asked for by a promise: the item allows it, and the applicant chose it."""
    return "promised" if found.plan and found.wanted.is_promised(planned.code, found.plan.known) else ""


def _fee(found: Filling, code: str) -> int:
    return sum(each.amount or 0 for each in found.wanted.fees_due(code, found.plan.known if found.plan else {}))


def _details(found: Filling, code: str) -> str:
    """The fields that this office sees: those of its part and no others."""
    mine = {each.name: {"value": _plain(each.value), "from": each.held.source if each.held else "applicant"} for each in found.fields if code in each.parts and each.value is not None}
    return sealed(mine, DETAILS)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _hold(found: Filling, by: Actor, at: datetime) -> None:
    """What the applicant said of themselves or their enterprise is kept, so that nobody asks for it again."""
    for party in parties_of(found.application):
        for field in found.fields:
            known = field.declaration
            if field.answered and field.value is not None and known.about == party.about and not known.fact.formula and known.asked:
                _hold_one(party, field.name, field.value, by, at)


def _hold_one(party: Party, name: str, value: Any, by: Actor, at: datetime) -> None:
    own = party.enterprise == by.enterprise if party.enterprise else party.account == by.account and not by.enterprise
    if own and party.about is not About.MATTER:
        hold(party, name, value, source=Source.DECLARED, as_of=calendar().local_day(at), by=by, at=at)


def _submitted(row: Application, part: Part, materials: Sequence[Material]) -> Submitted:
    mine = [each for each in materials if part.code in each.parts]
    fetched = sum(each.given not in ("document", "paper", "promised") for each in mine)
    return Submitted(row.pk, part.item, part.version, part.code, row.channel, row.outlet, part.matter.state == "waiting", len(mine), fetched)


def _proofs(found: Filling, parts: Sequence[Part], materials: Sequence[Material]) -> list[tuple[Part, str, Words]]:
    """Each proof that a promise stands for, with the part whose office checks it."""
    promised = {each.key: each for each in materials if each.given == Given.PROMISED}
    of_part = {each.code: each for each in parts}
    uses = [(use, promised[each.key]) for each in found.materials if each.key in promised for use in each.planned.stands_for]
    return [(of_part[part], code, row.name) for (part, code), row in uses if part in of_part]


def _filled(found: Filling) -> list[Any]:
    held = [each.name for each in found.fields if each.held]
    typed = [each.name for each in found.fields if each.answered]
    return [*([FieldPrefilled(held)] if held else []), *([FieldTyped(typed)] if typed else [])]

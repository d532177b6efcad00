"""Splitting one request into several and joining near-same ones; every reporter stays informed (A13)."""

from __future__ import annotations

from gongban.delivery.cases.acting import Step, performs, write_events
from gongban.delivery.cases.events import Merged, RepeatLinked, Split
from gongban.delivery.cases.holding import end_part
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.receiving import Report, receive
from gongban.delivery.cases.terms import Channel, Kind
from gongban.foundation.matters.public import Matter, Party
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Part(Input):
    title: str = asked("新一件的标题", "Title of the new case", widget="text", max_length=60)
    text: str = asked("新一件的内容", "Text of the new case", widget="textarea", min_length=5)  # as of every report
    category: str | None = asked("分类", "Category", widget="category", default=None)


@performs("split", Part)
def split(step: Step, given: Part) -> None:
    """Take one concern out into a case of its own, with the same reporters and the same time of receipt."""
    case = step.case
    report = Report(
        kind=Kind(case.kind), channel=Channel(case.channel), title=given.title, text=given.text, category=given.category or case.category_id,
        address=case.address, lon=case.lon, lat=case.lat, wants_public=case.wants_public, anonymous=case.anonymous,
    )  # fmt: skip
    part = receive([report], by=step.by, at=step.matter.opened_at)[0].case
    part.split_from = case
    part.save()
    part.matter.parties.all().delete()
    _copy_parties(case.matter, part.matter)
    step.say(given.text, audience="parties", number=part.matter.number)
    step.happened(Split(part.pk))


class Join(Input):
    number: str = asked("并入哪一件", "Join into which case", widget="case_number", max_length=30)
    text: str = asked("说明", "Note", widget="textarea", default="")


@performs("join", Join)
def join(step: Step, given: Join) -> None:
    """Join this case into another of the same matter; its reporters become parties of that one."""
    # Locks are taken in the order given by the caller's own case first; two joins across each other
    # meet the state check of the second and are refused, never doubled.
    target = Matter.objects.select_for_update(nowait=True).filter(number=given.number, kind="case").first()
    if target is None or target.pk == step.matter.pk:
        raise Refusal("case.join_unknown", Words("没有找到要并入的诉求。", "There is no such case to join."), field="number", status=422)
    if not target.open:
        raise Conflict("case.join_closed", Words("要并入的诉求已经结束。", "The case to join has ended."))
    other = Case.objects.get(pk=target.pk)
    other.matter = target
    for part in step.case.assignments.exclude(state="ended"):
        part.case = step.case
        end_part(part, "joined", at=step.at)
    step.case.lead, step.case.joined_into, step.case.closed_at = None, other, step.at
    _copy_parties(step.matter, target, joined_from=step.matter)
    step.say(given.text, audience="parties", number=given.number)
    step.happened(Merged(other.pk))
    write_events(other, [RepeatLinked(step.case.pk)], by=step.by, at=step.at, role=step.role)
    target.save()


def _copy_parties(origin: Matter, target: Matter, joined_from: Matter | None = None) -> None:
    for party in origin.parties.all():
        known = target.parties.filter(account=party.account_id, phone_lookup=party.phone_lookup)
        if party.account_id and known.exists():
            continue
        Party.objects.create(
            matter=target, role=party.role, account_id=party.account_id, enterprise_id=party.enterprise_id,
            anonymous=party.anonymous, name=party.name, phone=party.phone, phone_lookup=party.phone_lookup,
            follow_code=party.follow_code, since=party.since, joined_from=joined_from.pk if joined_from else None,
        )  # fmt: skip

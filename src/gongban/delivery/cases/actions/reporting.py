"""What the reporter may do at any time: add, chase, withdraw; and another resident: join."""

from __future__ import annotations

from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.contact import fill_contact
from gongban.delivery.cases.events import Chased, InformationGiven, Seconded, Withdrawn
from gongban.delivery.cases.holding import end_part
from gongban.foundation.matters.public import Party
from gongban.kernel.input import Input, asked


class Add(Input):
    text: str = asked("补充内容", "What you want to add", widget="textarea")
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


@performs("add", Add)
def add(step: Step, given: Add) -> None:
    """Add words and photos; a clock that waited for them runs on."""
    entry = step.say(given.text, audience="parties", photos=given.photos)
    step.happened(InformationGiven(entry.pk, len(given.photos)))


class Chase(Input):
    text: str = asked("想说的话", "What you want to say", widget="textarea", default="")


@performs("chase", Chase)
def chase(step: Step, given: Chase) -> None:
    """Ask where it stays; every chasing is counted, and the count is seen by all who handle the case."""
    step.case.chases += 1
    step.say(given.text, audience="parties")
    step.happened(Chased(step.case.chases))


class MeToo(Input):
    text: str = asked("补充您看到的（可不填）", "What you saw (optional)", widget="textarea", default="")


@performs("me_too", MeToo)
def me_too(step: Step, given: MeToo) -> None:
    """Join a public case as another reporter: told of every step and asked for a judgement like the first (A13)."""
    mine = Party(matter=step.matter, role="reporter", account_id=step.by.account, enterprise_id=step.by.enterprise, since=step.at)
    fill_contact(mine)
    mine.save(force_insert=True)
    step.say(given.text, audience="parties")
    step.happened(Seconded(step.matter.parties.count()))


class Withdraw(Input):
    text: str = asked("撤回原因（可不填）", "Why (optional)", widget="textarea", default="")


@performs("withdraw", Withdraw)
def withdraw(step: Step, given: Withdraw) -> None:
    """Take the request back; whoever holds it is released."""
    for part in step.case.assignments.exclude(state="ended"):
        part.case = step.case
        end_part(part, "withdrawn", at=step.at)
    step.case.lead, step.case.closed_at = None, step.at
    step.say(given.text, audience="parties")
    step.happened(Withdrawn())

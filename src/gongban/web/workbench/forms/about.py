"""What a form knows while it is drawn: the case, the person, and the city's choices, each read at most once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from gongban.delivery.applications.public import DECIDING, WORKING, Part, Task
from gongban.delivery.cases.public import Assignment, Board, Case, Category
from gongban.design.knowledge.public import Found, search_answers
from gongban.foundation.people.public import Account, Department, Membership, with_units
from gongban.kernel.actors import Actor


@dataclass
class About:
    """The circumstances of a form; `case` is empty at intake, `part` is the application's part that an office acts on."""

    by: Actor
    at: datetime
    case: Case | None = None
    part: Part | None = None

    @cached_property
    def departments(self) -> Sequence[Department]:
        """All departments that can hold a case, grouped by their order in the city."""
        return list(Department.objects.filter(ended_at__isnull=True).order_by("kind", "code"))

    @cached_property
    def open_tasks(self) -> Sequence[Task]:
        """Steps of the review that wait for the actor's units; the decision is an action of its own."""
        if self.part is None:
            return []
        rows = self.part.tasks.filter(done_at__isnull=True, department__in=self.by.departments(*WORKING)).exclude(outcomes__overlap=sorted(DECIDING))
        return list(rows.select_related("department").order_by("opened_at", "pk"))

    @cached_property
    def own_units(self) -> Sequence[Department]:
        """The units below the lead department."""
        lead = self.case.lead if self.case else None
        codes = with_units(frozenset({lead.department_id})) - {lead.department_id} if lead else frozenset()
        return [each for each in self.departments if each.pk in codes]

    @cached_property
    def colleagues(self) -> Sequence[Account]:
        """Who works in the lead department now."""
        lead = self.case.lead if self.case else None
        members = Membership.objects.filter(department=lead.department_id).at(self.at) if lead else Membership.objects.none()
        return list(Account.objects.filter(memberships__in=members, is_active=True).distinct().order_by("login"))

    @cached_property
    def categories(self) -> Sequence[Category]:
        """The city's subjects, three levels, in the order of their codes."""
        return list(Category.objects.filter(ended_at__isnull=True).order_by("code"))

    @cached_property
    def boards(self) -> Sequence[Board]:
        """The boards that one may report to."""
        return list(Board.objects.filter(ended_at__isnull=True).order_by("order"))

    @cached_property
    def answered_parts(self) -> Sequence[Assignment]:
        """Parts of co-handlers and units that wait to be checked."""
        if self.case is None:
            return []
        rows = self.case.assignments.filter(share__in=["co", "unit"], state="answered")
        return list(rows.select_related("department").order_by("answered_at"))

    @cached_property
    def answers(self) -> Sequence[Found]:
        """Answers of the knowledge base that fit the case."""
        return search_answers(f"{self.case.matter.title} {self.case.text}", at=self.at) if self.case else []

"""Reading briefs and instructions: lists with their filters, one of each, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from gongban.delivery.cases.public import in_charge
from gongban.foundation.matters.public import Entry
from gongban.foundation.matters.public import thread as lines_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words
from gongban.outcome.leading.lifecycle import INSTRUCTION
from gongban.outcome.leading.models import Brief, Instruction, Task
from gongban.outcome.leading.rights import readable_briefs, relations, visible_tasks, waiting_for

VIEWS = ("waiting", "open", "overdue", "done", "all")


@dataclass(frozen=True)
class Sought:
    """What a list of instructions is asked for; an empty value asks for everything."""

    view: str = "waiting"
    department: str = ""
    words: str = ""


def tasks(by: Actor, sought: Sought, at: datetime) -> QuerySet[Task]:
    """The tasks that fit, the nearest limit first; only such as the actor may see."""
    rows = visible_tasks(by).filter(_views(by, at).get(sought.view, Q()))
    if sought.department:
        rows = rows.filter(department=sought.department)
    if sought.words:
        rows = rows.filter(instruction__text__icontains=sought.words)
    return in_full(rows).order_by(F("matter__open").desc(), F("matter__due_at").asc(nulls_last=True), "pk")


def in_full(rows: QuerySet[Task]) -> QuerySet[Task]:
    """What a row of a list shows, in one query."""
    return rows.select_related("matter", "department", "instruction__given_by", "instruction__brief", "instruction__case__matter")


def counts(by: Actor, at: datetime) -> dict[str, int]:
    """How many tasks each view holds, in one query."""
    return visible_tasks(by).aggregate(**{view: Count("pk", filter=condition) for view, condition in _views(by, at).items()})


def waiting(by: Actor) -> QuerySet[Task]:
    """The tasks that wait for this person now."""
    return in_full(visible_tasks(by).filter(waiting_for(by), matter__open=True)).order_by("matter__due_at", "pk")


def to_do(by: Actor, at: datetime) -> tuple[int, int]:
    """How many tasks wait for this person, and how many of these are overdue, in one query; strangers cost none."""
    if not by.is_staff:
        return 0, 0
    rows = visible_tasks(by).filter(waiting_for(by), matter__open=True)
    found = rows.aggregate(many=Count("pk"), late=Count("pk", filter=Q(matter__due_at__lt=at)))
    return found["many"], found["late"]


def pressing(by: Actor, at: datetime) -> QuerySet[Task]:
    """What the office looks at: tasks that are reported or overdue, the nearest limit first."""
    rows = visible_tasks(by).filter(Q(matter__state="reported") | Q(matter__due_at__lt=at), matter__open=True)
    return in_full(rows).order_by("matter__due_at", "pk")


def _views(by: Actor, at: datetime) -> dict[str, Q]:
    running = Q(matter__open=True)
    return {
        "waiting": running & waiting_for(by), "open": running, "overdue": running & Q(matter__due_at__lt=at), "done": ~running, "all": Q(pk__isnull=False),
    }  # fmt: skip


def task_of(pk: UUID, by: Actor) -> Task:
    """One task with everything that its page shows; NotFound for those whom it does not concern."""
    siblings = Task.objects.select_related("matter", "department").order_by("pk")
    rows = in_full(visible_tasks(by)).prefetch_related(Prefetch("instruction__tasks", siblings))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("instruction.not_found", Words("没有找到这件批示。", "There is no such instruction."))
    return found


def thread(task: Task, by: Actor) -> QuerySet[Entry]:
    """The lines of a task that the actor may read, oldest first."""
    return lines_of(task.matter, by=by, party=False)


def offered(task: Task, by: Actor) -> list[Transition]:
    """The actions that the actor can take on a task now."""
    held = relations(task, by)
    return [row for row in INSTRUCTION.from_state(task.matter.state) if held.intersection(row.who)]


def tasks_on_case(case: UUID, by: Actor) -> list[Task]:
    """The tasks of instructions on a case that the actor may see, the oldest first."""
    return list(in_full(visible_tasks(by).filter(instruction__case=case)).order_by("pk"))


def instructions_on(brief: Brief) -> list[Instruction]:
    """What was instructed on a brief, the oldest first, with its tasks."""
    rows = brief.instructions.select_related("given_by").prefetch_related(Prefetch("tasks", Task.objects.select_related("matter", "department")))
    return list(rows.order_by("given_at", "pk"))


def case_to_instruct_on(number: str, by: Actor) -> UUID:
    """The id of a case in the actor's charge by its number; NotFound for others."""
    found = in_charge(by).filter(matter__number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    return found


def briefs(by: Actor, *, words: str = "", state: str = "", year: str = "") -> QuerySet[Brief]:
    """The briefs that the actor may read, the latest first; `state` is draft or issued, `year` that of the number."""
    rows = readable_briefs(by).filter(title__icontains=words) if words else readable_briefs(by)
    if state in ("draft", "issued"):
        rows = rows.filter(issued_at__isnull=state == "draft")
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    return rows.defer("content", "wanted").select_related("composed_by", "issued_by").order_by("-changed_at", "-pk")


def brief_of(pk: UUID | str, by: Actor) -> Brief:
    """One brief; NotFound for those who may not read it."""
    found = readable_briefs(by).filter(pk=pk).first()
    if found is None:
        raise NotFound("brief.not_found", Words("没有找到这份专报。", "There is no such brief."))
    return found

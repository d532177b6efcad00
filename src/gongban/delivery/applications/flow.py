"""Which steps of review (审查环节) wait for whom: the item's diagram where it has one, else one review by the office that decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongban.delivery.applications.events import TaskOpened
from gongban.delivery.applications.models import Part, Task
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words

STANDARD, REVIEW = "review", Words("审查", "Review")


def begin_flow(part: Part, at: datetime) -> list[Occurrence]:
    """Open the first steps of an accepted part."""
    return open_tasks([Task(part=part, key=STANDARD, name_zh=REVIEW.zh, name_en=REVIEW.en, department_id=part.department_id, opened_at=at)])


def go_on(part: Part, task: Task, at: datetime) -> list[Occurrence]:
    """Open what follows a step that was done; nothing after the standard one."""
    return []


def open_tasks(tasks: Sequence[Task]) -> list[Occurrence]:
    """Write steps that begin, with their events."""
    Task.objects.bulk_create(tasks)
    return [TaskOpened(each.pk, each.key, each.department_id) for each in tasks]

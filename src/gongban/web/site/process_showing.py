"""How the process of an item reads (办理流程): its steps in words, each with the unit that does it; for a part also since when, until when, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongban.delivery.applications.public import ENDED, Part, Task
from gongban.design.catalogue.public import Guide, guides
from gongban.foundation.people.public import Department
from gongban.kernel.conditions import Facts
from gongban.kernel.process import BadDiagram, Diagram, Node, diagram
from gongban.kernel.words import Words

HERE, PASSED, SPARED = "here", "passed", "spared"
_NO_FACTS = Facts()


@dataclass(frozen=True)
class Step:
    """A step of a process. `state`: here, passed, spared (it was not needed), or "" for what may still come."""

    element: str
    name: Words
    unit: Words
    state: str = ""
    since: datetime | None = None
    due: datetime | None = None
    done: datetime | None = None


@dataclass(frozen=True)
class Course:
    """A process with its steps; where a part stands in it and through which it went."""

    xml: str
    title: Words
    steps: Sequence[Step]

    @property
    def waiting(self) -> list[Step]:
        """The steps that wait for somebody now."""
        return [each for each in self.steps if each.state == HERE]

    @property
    def here(self) -> list[str]:
        """Their elements."""
        return [each.element for each in self.waiting]

    @property
    def passed(self) -> list[str]:
        """The elements that are done."""
        return [each.element for each in self.steps if each.state == PASSED]


def course_of(guide: Guide) -> Course | None:
    """The process of an item for who has not applied yet; None where it has none of its own."""
    read = _read(guide.elements.diagram)
    if read is None:
        return None
    units = _units([read])
    return Course(guide.elements.diagram, read.name, [Step(node.id, node.words, units.get(node.who, guide.owner.name)) for node in read.steps])


def courses_of(parts: Sequence[Part], at: datetime) -> dict[object, Course]:
    """The processes of parts by their ids, those that have one of their own; as many queries for twelve parts as for one."""
    drawn = {guide.version: guide.elements.diagram for guide in guides([part.version for part in parts], at=at) if guide.elements.diagram}
    read = {version: found for version, xml in drawn.items() if (found := _read(xml))}
    mine = [part for part in parts if part.version in read]
    units = _units(read.values()) if mine else {}
    tasks: dict[object, dict[str, Task]] = {part.pk: {} for part in mine}
    for task in Task.objects.filter(part__in=mine).select_related("department").order_by("opened_at") if mine else ():
        tasks[task.part_id][task.element] = task  # 走回头的，看最后一次 · a step that was reached again counts as it stands now
    return {
        part.pk: Course(drawn[part.version], read[part.version].name, [_step(node, part, tasks[part.pk].get(node.id), units) for node in read[part.version].steps])
        for part in mine
    }  # fmt: skip


def _step(node: Node, part: Part, task: Task | None, units: Mapping[str, Words]) -> Step:
    if task is None:
        state = SPARED if part.matter.state in ENDED or part.outcome else ""
        return Step(node.id, node.words, units.get(node.who, _called(part.department)), state)
    state = PASSED if task.done_at else HERE
    due = None if task.done_at else task.due_at or part.matter.due_at
    return Step(node.id, node.words, _called(task.department), state, task.opened_at, due, task.done_at)


def _read(xml: str) -> Diagram | None:
    """A published diagram; None where an item has none, or one of an older version cannot be read any more."""
    try:
        return diagram(xml, facts=_NO_FACTS) if xml else None
    except BadDiagram:
        return None


def _units(read: Iterable[Diagram]) -> dict[str, Words]:
    """The units that steps name; a step that names none, or a role, is done by the office that decides."""
    named = {node.who for each in read for node in each.steps}
    return {row.code: _called(row) for row in Department.objects.filter(code__in=named)}


def _called(department: Department) -> Words:
    return Words(department.name_zh, department.name_en)

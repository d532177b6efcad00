"""When do the branches of an inclusive choice meet again? Decided by our own walk over the diagram.

SpiffWorkflow's own answer follows only the first way back from each entry, and in a round counts the tokens of the round before:
with a loop in a branch what follows was done twice (found by `test_in_whichever_order_people_act_the_end_is_the_same`).
"""

from __future__ import annotations

from collections.abc import Iterator

from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from gongban.kernel.process.graph import may_still_come
from gongban.kernel.process.terms import Node, Structure


class InclusiveJoin(InclusiveGateway):
    """An inclusive gateway that waits exactly while a token elsewhere may still come."""

    def _check_threshold_unstructured(self, my_task: Task) -> bool:
        structure: Structure = self._wf_spec.structure
        own = {node.id: f"n{place}" for place, node in enumerate(structure.nodes)}
        by_name = dict(zip(own.values(), structure.nodes, strict=True))
        here = by_name[self.name]
        came_from = {task.parent.task_spec.name for task in self._arrived(my_task)}
        arrived = [flow.id for flow in structure.into[here.id] if own[flow.source] in came_from]
        if len(arrived) == len(structure.into[here.id]):
            return True
        return not may_still_come(structure, here.id, arrived, _tokens(my_task, by_name))

    def _arrived(self, my_task: Task) -> Iterator[Task]:
        """The tokens at this gateway in this round: those whose last passage of it is the same as mine."""
        last = my_task.find_ancestor(self.name)
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self and task.parent.has_state(TaskState.COMPLETED) and not task.has_state(TaskState.COMPLETED) and task.find_ancestor(self.name) is last:
                yield task


def _tokens(my_task: Task, by_name: dict[str, Node]) -> Iterator[str]:
    """The nodes at which a token stands or is about to arrive; a timer on a step that still waits is no token of its own."""
    for task in my_task.workflow.tasks.values():
        node = by_name.get(task.task_spec.name.partition(".BoundaryEventSplit")[0])
        if node is None or task.task_spec is my_task.task_spec:
            continue
        coming = task.has_state(TaskState.FUTURE) and task.parent is not None and task.parent.has_state(TaskState.COMPLETED)
        standing = task.has_state(TaskState.READY) or (task.has_state(TaskState.WAITING) and not node.attached)
        if coming or standing:
            yield node.id

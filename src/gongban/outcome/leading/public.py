"""The door of the leading group: briefs (专报), instructions (批示), and the tasks that these become."""

import gongban.outcome.leading.carrying_out  # noqa: F401 - the actions register themselves
from gongban.outcome.leading.acting import ACTIONS, Action, act
from gongban.outcome.leading.briefs import Composing, change, discard, draft, issue
from gongban.outcome.leading.composing import composed
from gongban.outcome.leading.giving import Giving, give
from gongban.outcome.leading.lifecycle import INSTRUCTION
from gongban.outcome.leading.models import Brief, Instruction, Task
from gongban.outcome.leading.overdue import urge_overdue
from gongban.outcome.leading.queries import (
    VIEWS,
    Sought,
    brief_of,
    briefs,
    case_to_instruct_on,
    counts,
    instructions_on,
    offered,
    pressing,
    task_of,
    tasks,
    tasks_on_case,
    thread,
    to_do,
    waiting,
)
from gongban.outcome.leading.rights import is_leader, is_office, may_compose, readable_briefs, visible_tasks
from gongban.outcome.leading.rules import last_month
from gongban.outcome.leading.terms import USUAL_FIGURES, USUAL_TABLES, Figure, Table

__all__ = [
    "ACTIONS", "INSTRUCTION", "USUAL_FIGURES", "USUAL_TABLES", "VIEWS", "Action", "Brief", "Composing", "Figure", "Giving", "Instruction", "Sought",
    "Table", "Task", "act", "brief_of", "briefs", "case_to_instruct_on", "change", "composed", "counts", "discard", "draft", "give",
    "instructions_on", "is_leader", "is_office", "issue", "last_month", "may_compose", "offered", "pressing", "readable_briefs", "task_of", "tasks",
    "tasks_on_case", "thread", "to_do", "urge_overdue", "visible_tasks", "waiting",
]  # fmt: skip

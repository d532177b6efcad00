"""The process of an item as a BPMN diagram: checked before it is published, run by SpiffWorkflow, with conditions in our own language.

`check` says what is wrong in a diagram; `diagram`, `begin`, `waiting`, `asked`, `complete`, `message`, `advance` run it (see `running`), `pause` and `resume` halt its timers;
`standard` and `parallel_sample` are diagrams that come with the house; `table` reads a DMN decision table.
"""

from gongban.kernel.process.checking import check
from gongban.kernel.process.diagram import BadDiagram, Diagram, diagram
from gongban.kernel.process.halting import pause, resume
from gongban.kernel.process.running import (
    Waiting,
    advance,
    asked,
    begin,
    complete,
    message,
    next_due,
    waiting,
)
from gongban.kernel.process.samples import SERVICES, parallel_sample, standard
from gongban.kernel.process.state import State, read_state
from gongban.kernel.process.tables import Table, check_table, table
from gongban.kernel.process.terms import OUTCOMES, OWNER, Finding, Node, Shape

__all__ = [
    "OUTCOMES",
    "OWNER",
    "SERVICES",
    "BadDiagram",
    "Diagram",
    "Finding",
    "Node",
    "Shape",
    "State",
    "Table",
    "Waiting",
    "advance",
    "asked",
    "begin",
    "check",
    "check_table",
    "complete",
    "diagram",
    "message",
    "next_due",
    "parallel_sample",
    "pause",
    "read_state",
    "resume",
    "standard",
    "table",
    "waiting",
]  # fmt: skip

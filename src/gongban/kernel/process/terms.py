"""What a process diagram says: nodes and flows of a small part of BPMN 2.0, frozen, with our own attributes read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gongban.kernel.clock import Limit
from gongban.kernel.events import CODE, PHONE
from gongban.kernel.words import Words

OWNER = "owner"  # 事项的责任单位 · the department that owns the item
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
RESULT = re.compile(r"[a-z][a-z0-9_]{0,39}")

# 一步的结果只用这些代码，桌面上的按钮和条件里的选项都从这里来 · the only outcomes of a step: buttons and options are made of these
OUTCOMES = {
    "agreed": Words("同意", "Agreed"), "refused": Words("不同意", "Not agreed"), "passed": Words("通过", "Passed"), "failed": Words("不通过", "Not passed"),
    "mend": Words("需要整改", "To be mended"), "granted": Words("准予", "Granted"), "not_granted": Words("不予", "Not granted"), "needed": Words("需要", "Needed"),
    "not_needed": Words("不需要", "Not needed"), "returned": Words("退回", "Returned"), "done": Words("办好", "Done"),
}  # fmt: skip


class Shape(StrEnum):
    """The allowed elements of BPMN; a timer may stand between two steps or on a user task (`Node.attached`)."""

    START = "start"
    END = "end"
    USER = "user"
    SERVICE = "service"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    TIMER = "timer"
    MESSAGE = "message"

    @property
    def is_gateway(self) -> bool:
        """Whether it only parts or joins ways."""
        return self in (Shape.EXCLUSIVE, Shape.PARALLEL, Shape.INCLUSIVE)

    @property
    def chooses(self) -> bool:
        """Whether its ways carry conditions."""
        return self in (Shape.EXCLUSIVE, Shape.INCLUSIVE)

    @property
    def waits(self) -> bool:
        """Whether a process stands still here until somebody or something acts."""
        return self in (Shape.USER, Shape.SERVICE, Shape.TIMER, Shape.MESSAGE)


@dataclass(frozen=True)
class Node:
    """A node of a diagram.

    `who` is a unit's code, a role, or OWNER; `result` the fact that holds the outcome of a user task, one of `outcomes`;
    `service` a name from the list of services; `limit` how long a timer runs; `message` what is waited for;
    `attached` the user task on which a timer sits, `interrupting` whether it ends that task; `default` a gateway's flow.
    """

    id: str
    shape: Shape
    name: str = ""
    who: str = ""
    result: str = ""
    outcomes: tuple[str, ...] = ()
    service: str = ""
    limit: Limit | None = None
    message: str = ""
    attached: str = ""
    interrupting: bool = True
    default: str = ""

    @property
    def words(self) -> Words:
        """Its name in both languages: in the diagram “中文 | English”, or one text for both."""
        return words_of(self.name or self.id)


@dataclass(frozen=True)
class Flow:
    """A way from one node to another; `condition` is a text in the condition language, or empty."""

    id: str
    source: str
    target: str
    condition: str = ""
    name: str = ""


@dataclass(frozen=True, eq=False)
class Structure:
    """The nodes and flows of a diagram in the order of the file, and the digest of its text. Told by identity, so that it is a cheap key."""

    digest: str
    name: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by their id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def out_of(self) -> dict[str, list[Flow]]:
        """The flows that leave each node."""
        return {node.id: [flow for flow in self.flows if flow.source == node.id] for node in self.nodes}

    @cached_property
    def into(self) -> dict[str, list[Flow]]:
        """The flows that lead into each node."""
        return {node.id: [flow for flow in self.flows if flow.target == node.id] for node in self.nodes}

    @cached_property
    def timers_on(self) -> dict[str, list[Node]]:
        """The timers that sit on each user task."""
        return {node.id: [each for each in self.nodes if each.attached == node.id] for node in self.nodes}

    def after(self, node: str) -> list[str]:
        """The nodes to which a node leads in one step, its timers included."""
        return [flow.target for flow in self.out_of[node]] + [timer.id for timer in self.timers_on[node]]


@dataclass(frozen=True)
class Finding:
    """What is wrong in a diagram: a stable code, the id of the element ("" for the whole), one sentence that says how to mend it."""

    code: str
    element: str
    words: Words


def words_of(text: str) -> Words:
    """A text of a diagram in both languages: “中文 | English”, or one text for both."""
    zh, bar, en = (part.strip() for part in text.partition("|"))
    return Words(zh, en) if bar and zh and en else Words(text.strip(), text.strip())


def is_code(text: object) -> bool:
    """Whether a text can only be an id or a code, as in the payload of an event: never a name, a phone or a sentence."""
    return isinstance(text, str) and bool(CODE.match(text)) and not PHONE.search(text)

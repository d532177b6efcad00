"""SpiffWorkflow runs the diagram; what it gets is a diagram written anew, in which nothing that a person wrote is left.

Nodes are called n0, n1 …, conditions are the numbers of flows, timers and messages are signals that only we send, user and service
tasks are tasks that wait. Its script engine is ours: a number of a flow is answered by the condition language, everything else is refused.
So no text of a diagram, a table or a saved state can reach Python's eval or exec, whichever part of SpiffWorkflow asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NoReturn

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from gongban.kernel.process.joining import InclusiveJoin
from gongban.kernel.process.reading import BPMN
from gongban.kernel.process.terms import Node, Shape, Structure

_TAGS = {
    Shape.START: "startEvent", Shape.END: "endEvent", Shape.USER: "userTask", Shape.SERVICE: "userTask", Shape.EXCLUSIVE: "exclusiveGateway",
    Shape.PARALLEL: "parallelGateway", Shape.INCLUSIVE: "inclusiveGateway", Shape.TIMER: "intermediateCatchEvent", Shape.MESSAGE: "intermediateCatchEvent",
}  # fmt: skip
Decide = Callable[[int], bool]
# 它每换一次状态就收集整棵树来写日志 · for every change of a state it gathers the whole tree for its log
for _name in ("spiff.task", "spiff.workflow"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class ScriptRefused(Exception):
    """Something asked to run a script: a mistake of ours, since no script is in what the engine gets."""


class _NoEnvironment(BasePythonScriptEngineEnvironment):
    """Where SpiffWorkflow would call eval and exec; nothing is run."""

    def evaluate(self, expression: Any, context: Any, external_context: Any = None) -> NoReturn:
        """Refuse."""
        raise ScriptRefused("no expression is evaluated as Python")

    def execute(self, script: Any, context: Any, external_context: Any = None) -> NoReturn:
        """Refuse."""
        raise ScriptRefused("no script is executed")

    def call_service(self, context: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise ScriptRefused("services are called by their owner, never by the engine")


class ConditionEngine(PythonScriptEngine):
    """Answers the number of a flow by `decide`; everything else is refused."""

    def __init__(self, decide: Decide) -> None:
        super().__init__(_NoEnvironment())
        self._decide = decide

    def validate(self, expression: Any) -> None:
        """Whether an expression may be asked: the number of a flow."""
        if not (isinstance(expression, str) and expression.isascii() and expression.isdecimal()):
            raise ScriptRefused("only flows are asked for")

    def evaluate(self, task: Any, expression: Any, external_context: Any = None) -> bool:
        """The answer of the condition on a flow."""
        self.validate(expression)
        return self._decide(int(expression))

    def execute(self, task: Any, script: Any, external_context: Any = None) -> NoReturn:
        """Refuse."""
        self.environment.execute(script, {})
        raise AssertionError

    def call_service(self, task: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self.environment.call_service({}, **kwargs)
        raise AssertionError


class _Parser(BpmnParser):
    OVERRIDE_PARSER_CLASSES = {full_tag("inclusiveGateway"): (ConditionalGatewayParser, InclusiveJoin)}


@lru_cache(maxsize=512)  # 一座城市同时在走的流程图不过几百张 · a city runs some hundred diagrams at once
def spec_of(structure: Structure) -> BpmnProcessSpec:
    """The specification that SpiffWorkflow runs; read once for each diagram."""
    parser = _Parser()
    parser.add_bpmn_xml(etree.fromstring(written_anew(structure)))
    spec = parser.get_spec("process")
    spec.structure = structure
    return spec


def names(structure: Structure) -> Mapping[str, Node]:
    """Our nodes by the names that SpiffWorkflow knows them by."""
    return {f"n{place}": node for place, node in enumerate(structure.nodes)}


def written_anew(structure: Structure) -> bytes:
    """The diagram for SpiffWorkflow, made of numbers alone."""
    own = {node.id: f"n{place}" for place, node in enumerate(structure.nodes)}
    number = {flow.id: place for place, flow in enumerate(structure.flows)}
    root = etree.Element(f"{{{BPMN}}}definitions", nsmap={None: BPMN})
    process = etree.SubElement(root, f"{{{BPMN}}}process", id="process", isExecutable="true")
    for node in structure.nodes:
        made = etree.SubElement(process, f"{{{BPMN}}}{'boundaryEvent' if node.attached else _TAGS[node.shape]}", id=own[node.id])
        if node.default and len(structure.out_of[node.id]) > 1:
            made.set("default", f"f{number[node.default]}")
        if node.attached:
            made.set("attachedToRef", own[node.attached])
            made.set("cancelActivity", "true" if node.interrupting else "false")
        if node.shape in (Shape.TIMER, Shape.MESSAGE):
            etree.SubElement(root, f"{{{BPMN}}}signal", id=f"s-{own[node.id]}", name=own[node.id])
            etree.SubElement(made, f"{{{BPMN}}}signalEventDefinition", signalRef=f"s-{own[node.id]}")
    for place, flow in enumerate(structure.flows):
        way = etree.SubElement(process, f"{{{BPMN}}}sequenceFlow", id=f"f{place}", sourceRef=own[flow.source], targetRef=own[flow.target])
        if flow.condition:
            etree.SubElement(way, f"{{{BPMN}}}conditionExpression").text = str(place)
    return etree.tostring(root)

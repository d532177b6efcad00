"""May a diagram be published? Everything that is wrong in it, each with its element, a sentence and a code; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from gongban.kernel.conditions import BadCondition, Fact, Facts, Kind, Option
from gongban.kernel.process.graph import order, reached, unsound
from gongban.kernel.process.reading import read_xml
from gongban.kernel.process.refusals import finding
from gongban.kernel.process.terms import (
    OUTCOMES,
    OWNER,
    RESULT,
    Finding,
    Flow,
    Node,
    Shape,
    Structure,
    is_code,
)
from gongban.kernel.words import Words

MOST_WAYS = 8  # 一个包容网关后面的路、一个任务上的定时 · ways out of one inclusive gateway, timers on one task


def check(xml: str, *, facts: Facts, services: Collection[str], units: Collection[str] | None = None) -> list[Finding]:
    """What is wrong in a diagram; an empty list means that it may be published and will always come to an end.

    `facts` are the declared facts that conditions may name (the results of its own user tasks come besides); `services` the
    names that a service task may have; `units` the codes of units and roles that may be given a step, None where they are not
    known. Never raises: a file that cannot be read is a finding.
    """
    read = read_xml(xml)
    found = list(read.findings)
    if read.structure is None or found:
        return found
    structure = read.structure
    found += [*_ends(structure), *_links(structure), *_ways(structure), *_work(structure, services, units), *_results(structure, facts)]
    if found:
        return found
    start = next(node for node in structure.nodes if node.shape is Shape.START)
    return [*_reachable(structure, start), *_rounds(structure)] or [*_conditions(structure, facts, start), *unsound(structure, start)]


def with_results(structure: Structure, facts: Facts) -> Facts:
    """The facts that conditions of a diagram may name: those declared, and the results of its user tasks."""
    return Facts([*facts.values(), *(result_of(node) for node in structure.nodes if node.result)])


def result_of(node: Node) -> Fact:
    """The outcome of a user task as a fact: a choice of its outcomes."""
    return Fact(node.result, Kind.CHOICE, node.words, options=tuple(Option(code, OUTCOMES[code]) for code in node.outcomes))


def _said(node: Node) -> object:
    return node.words if node.name else node.id


def _ends(structure: Structure) -> Iterator[Finding]:
    starts = [node for node in structure.nodes if node.shape is Shape.START]
    if len(starts) != 1:
        yield finding("start", starts[1].id if starts else "", what=len(starts))
    if not any(node.shape is Shape.END for node in structure.nodes):
        yield finding("end")
    if not any(node.shape is Shape.USER for node in structure.nodes):
        yield finding("no_work")


def _links(structure: Structure) -> Iterator[Finding]:
    """Flows and timers that name what is not there."""
    for flow in structure.flows:
        for name in (flow.source, flow.target):
            if name not in structure.by_id:
                yield finding("no_node", flow.id, what=name)
    for node in structure.nodes:
        on = structure.by_id.get(node.attached)
        if node.attached and (on is None or on.shape is not Shape.USER):
            yield finding("boundary", node.id, what=_said(node))


def _ways(structure: Structure) -> Iterator[Finding]:
    """How many ways lead into and out of each node, and which of them carry conditions."""
    for node in structure.nodes:
        entering, leaving = structure.into[node.id], structure.out_of[node.id]
        if entering and (node.shape is Shape.START or node.attached):
            yield finding("into", node.id, what=_said(node))
        if node.shape is Shape.END:
            if leaving:
                yield finding("out_of", node.id, what=_said(node))
        elif not leaving:
            yield finding("dead_end", node.id, what=_said(node))
        elif len(leaving) > 1 and not node.shape.is_gateway:
            yield finding("split", node.id, what=_said(node))
        if len({flow.target for flow in leaving}) < len(leaving):
            yield finding("double", node.id, what=_said(node))
        if len(leaving) > MOST_WAYS or len(structure.timers_on[node.id]) > MOST_WAYS:
            yield finding("too_tangled", node.id)
        yield from _choice(node, leaving)


def _choice(node: Node, leaving: list[Flow]) -> Iterator[Finding]:
    if not node.shape.chooses or len(leaving) < 2:
        yield from (finding("condition_here", flow.id, what=flow.name or flow.id) for flow in leaving if flow.condition)
        return
    if node.default not in [flow.id for flow in leaving]:
        yield finding("default_missing", node.id, what=_said(node))
    for flow in leaving:
        if flow.id == node.default and flow.condition:
            yield finding("default_condition", flow.id, what=_said(node))
        if flow.id != node.default and not flow.condition:
            yield finding("condition_missing", flow.id, what=_said(node))


def _work(structure: Structure, services: Collection[str], units: Collection[str] | None) -> Iterator[Finding]:
    for node in structure.nodes:
        if node.shape is Shape.USER:
            if not is_code(node.who) or (units is not None and node.who != OWNER and node.who not in units):
                yield finding("who", node.id, what=node.who)
        elif node.shape is Shape.SERVICE and node.service not in services:
            yield finding("service", node.id, what=node.service, known=", ".join(sorted(services)))


def _results(structure: Structure, facts: Facts) -> Iterator[Finding]:
    seen: set[str] = set()
    for node in structure.nodes:
        if bool(node.result) != bool(node.outcomes):
            yield finding("outcomes", node.id, what=_said(node))
        if node.result and (not RESULT.fullmatch(node.result) or node.result in facts or result_name_is_taken(node.result)):
            yield finding("result", node.id, what=node.result)
        if node.result in seen:
            yield finding("result_twice", node.id, what=node.result)
        seen.update({node.result} - {""})
        yield from (finding("outcome", node.id, what=code, known=", ".join(OUTCOMES)) for code in node.outcomes if code not in OUTCOMES)


def result_name_is_taken(name: str) -> bool:
    """Whether a name means something else in the condition language."""
    return bool(Facts([Fact(name, Kind.BOOLEAN, Words(name, name))]).faults())


def _reachable(structure: Structure, start: Node) -> Iterator[Finding]:
    there = reached(structure, [start.id])
    for node in structure.nodes:
        if node.id not in there:
            yield finding("unreachable", node.id, what=_said(node))


def _rounds(structure: Structure) -> Iterator[Finding]:
    """Rounds that the engine cannot go: those in which nothing waits, since nothing changes on the way, and those without a choice."""
    idle = {node.id for node in structure.nodes if not node.shape.waits}
    forced = {node.id for node in structure.nodes if not (node.shape.chooses and len(structure.out_of[node.id]) > 1)}
    for code, among in (("idle_round", idle), ("round_open", forced)):
        ways = {name: [flow.target for flow in structure.out_of[name] if flow.target in among] for name in among}
        for name in (node.id for node in structure.nodes if node.id in among):
            if name in _followed(ways, name):
                yield finding(code, name, what=_said(structure.by_id[name]))
                return


def _followed(ways: dict[str, list[str]], name: str) -> set[str]:
    found, waiting = set[str](), list(ways[name])
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += ways[here]
    return found


def _conditions(structure: Structure, facts: Facts, start: Node) -> Iterator[Finding]:
    """Conditions that are none, that a process could not hold the facts of, or that name a step which does not come before."""
    known = with_results(structure, facts)
    back = order(structure, start.id)[1]
    held_by = {node.result: node.id for node in structure.nodes if node.result}
    before = {name: reached(structure, [node], back) for name, node in held_by.items()}
    for flow in structure.flows:
        if not flow.condition:
            continue
        try:
            named: Iterable[Fact] = known.condition(flow.condition).facts.values()
        except BadCondition as bad:
            yield finding("condition", flow.id, what=bad.words)
            continue
        for fact in named:
            if fact.kind is Kind.TEXT:
                yield finding("condition_text", flow.id, what=fact.words)
            if fact.name in before and flow.source not in before[fact.name]:
                yield finding("result_later", flow.id, what=structure.by_id[held_by[fact.name]].words)

"""How far a running process is: a value that is saved as text and read again, holding ids, codes, numbers and times only.

The tree is SpiffWorkflow's own (which task follows which, and its state); no specification, condition or script is saved with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from gongban.kernel.clock import Pause
from gongban.kernel.conditions import Value
from gongban.kernel.process.diagram import Diagram
from gongban.kernel.process.refusals import MOST_STEPS, refusal
from gongban.kernel.process.terms import OUTCOMES, Node, is_code

FORMAT = 1
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Row:
    """A task of SpiffWorkflow: its spec's name, the row of its parent (-1: none), its state, and which time its node is there (0: no node of ours waits)."""

    spec: str
    parent: int
    state: int
    time: int = 0
    fired: bool = False


@dataclass(frozen=True)
class State:
    """A running process. `facts` are what it holds of the application, `results` the outcomes of its user tasks by the names of their results.

    `since` and `due` say by the key of a step when it began to wait and, for timers, when they run out; `passed` are the elements
    that were gone through; `times` how often each was reached; `pauses` when its timers stood still.
    """

    diagram: Diagram
    tree: tuple[Row, ...]
    facts: Mapping[str, Value | None] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, datetime] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    ended: bool = False
    pauses: tuple[Pause, ...] = ()

    @property
    def stands_still(self) -> bool:
        """Whether its timers are halted now."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def saved(self) -> str:
        """The state as JSON text; the same state always gives the same text."""
        said = {
            "format": FORMAT, "diagram": self.diagram.digest, "tree": [[row.spec, row.parent, row.state, row.time, int(row.fired)] for row in self.tree],
            "facts": {name: _plain(value) for name, value in self.facts.items()}, "results": dict(self.results), "times": dict(self.times),
            "since": _written(self.since), "due": _written(self.due), "passed": list(self.passed), "ended": self.ended,
            **({"pauses": [[_moment(each.start), each.end and _moment(each.end)] for each in self.pauses]} if self.pauses else {}),
        }  # fmt: skip
        body = _text(said)
        return f'{{"sum":"{_sum(body)}",{body[1:]}'

    def given(self) -> dict[str, Value | None]:
        """What conditions are read by: the facts it holds, and each result, None where its step has not been done."""
        return {**{node.result: self.results.get(node.result) for node in self.diagram.steps if node.result}, **self.facts}


def read_state(diagram: Diagram, text: str) -> State:
    """The state that was saved, for the diagram with which it began. Refusal where it was altered or belongs to another diagram."""
    try:
        said = json.loads(text)
        if said.pop("sum") != _sum(_text(said)) or said["format"] != FORMAT:
            raise ValueError
        other = said["diagram"] != diagram.digest
        state = None if other else _read(diagram, said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as bad:
        raise refusal("state") from bad
    if state is None:
        raise refusal("other_diagram")
    return state


def held(diagram: Diagram, given: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """What a process keeps of the facts of an application: those its conditions hang on, each of the declared kind and no text of a person."""
    kept: dict[str, Value | None] = {}
    for name in diagram.facts:
        if name not in given:
            continue
        value, fact = given[name], diagram.declared[name]
        if isinstance(value, str) and not is_code(value):
            raise refusal("data", what=fact.words)
        if value is not None and not fact.accepts(value):
            raise refusal("fact_kind", what=fact.words)
        kept[name] = value
    return kept


def _read(diagram: Diagram, said: dict[str, Any]) -> State:
    """Every value is tried against the diagram, so that a text written by another hand can bring in nothing but places in it."""
    nodes = diagram.structure.by_id
    tree = tuple(Row(_of(str, row[0]), _of(int, row[1]), _of(int, row[2]), _of(int, row[3]), bool(row[4])) for row in said["tree"])
    if not tree or len(tree) > 4 * MOST_STEPS or any(not -1 <= row.parent < place for place, row in enumerate(tree)):
        raise ValueError("tree")
    results = {name: _outcome(diagram, name, code) for name, code in said["results"].items()}
    facts = held(diagram, {name: _value(diagram, name, value) for name, value in said["facts"].items()})
    return State(
        diagram, tree, facts, results, {name: _of(int, count) for name, count in said["times"].items() if nodes[name]},
        _moments(nodes, said["since"]), _moments(nodes, said["due"]), tuple(nodes[name].id for name in said["passed"]), said["ended"] is True,
        tuple(Pause(_read_moment(start), end and _read_moment(end)) for start, end in said.get("pauses", [])),
    )  # fmt: skip


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(kind)
    return value


def _outcome(diagram: Diagram, name: str, code: Any) -> str:
    if code not in OUTCOMES or not any(name == node.result and code in node.outcomes for node in diagram.steps):
        raise ValueError(name)
    return str(code)


def _value(diagram: Diagram, name: str, value: Any) -> Value | None:
    if name not in diagram.facts:
        raise ValueError(name)
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return None if value is None else value if isinstance(value, (bool, int, str)) else _of(str, value)


def _moments(nodes: Mapping[str, Node], said: dict[str, str]) -> dict[str, datetime]:
    return {_key(nodes, key): _read_moment(moment) for key, moment in said.items()}


def _key(nodes: Mapping[str, Node], key: str) -> str:
    element, _, number = key.rpartition("#")
    return f"{nodes[element].id}#{int(number)}"


def _plain(value: Value | None) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _written(moments: Mapping[str, datetime]) -> dict[str, str]:
    return {key: _moment(moment) for key, moment in moments.items()}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _text(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]

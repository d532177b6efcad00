"""A diagram that was checked, ready to run: its structure, its conditions over the declared facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gongban.kernel.conditions import Condition, Facts
from gongban.kernel.errors import Refusal
from gongban.kernel.process.checking import with_results
from gongban.kernel.process.reading import read_xml
from gongban.kernel.process.terms import Finding, Node, Shape, Structure, words_of
from gongban.kernel.words import Words


class BadDiagram(Refusal):
    """A diagram that cannot run; `findings` says everything that is wrong."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        at = f"{first.element}: " if first.element else ""
        super().__init__(first.code, Words(f"{at}{first.words.zh}", f"{at}{first.words.en}"), field="diagram", status=422)
        self.findings = findings


@dataclass(frozen=True, eq=False)
class Diagram:
    """A published diagram with the facts that its conditions are read by; made by `diagram(xml, facts=…)`."""

    structure: Structure
    declared: Facts = field(repr=False)

    @property
    def digest(self) -> str:
        """What its text is told by: SHA-256 in hexadecimal."""
        return self.structure.digest

    @property
    def name(self) -> Words:
        """How the process is called."""
        return words_of(self.structure.name)

    @cached_property
    def conditions(self) -> Mapping[int, Condition]:
        """The conditions by the numbers of their flows."""
        known = with_results(self.structure, self.declared)
        return {place: known.condition(flow.condition) for place, flow in enumerate(self.structure.flows) if flow.condition}

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The declared facts that its conditions hang on: what a running process holds of the application, and nothing else."""
        results = {node.result for node in self.structure.nodes}
        return tuple(dict.fromkeys(name for each in self.conditions.values() for name in each.facts if name not in results))

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """The user tasks in the order of the file."""
        return tuple(node for node in self.structure.nodes if node.shape is Shape.USER)


class _Held:
    """Facts as a key: the same object is the same key."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.facts is self.facts


def diagram(xml: str, *, facts: Facts) -> Diagram:
    """A diagram to run, from its text; kept, so that the next matter with the same one begins at once.

    It was checked when it was published; BadDiagram where the text cannot be read at all.
    """
    return _diagram(xml, _Held(facts))


@lru_cache(maxsize=512)
def _diagram(xml: str, held: _Held) -> Diagram:
    return Diagram(_structure(xml), held.facts)


@lru_cache(maxsize=512)
def _structure(xml: str) -> Structure:
    read = read_xml(xml)
    if read.structure is None or read.findings:
        raise BadDiagram(read.findings)
    return read.structure

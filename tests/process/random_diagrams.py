"""Small diagrams by chance: blocks within blocks, so that they may be published; and the same with a mistake in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.process.drawing import drawn, end, flow, gate, message_event, service, start, task, timer

Draw = Callable[[st.SearchStrategy], object]
SEATS = (3, 20, 100)


@dataclass
class Made:
    """A diagram while it is made: its text, and for each join of parallel ways the elements that it must wait for."""

    body: list[str] = field(default_factory=list)
    joins: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0
    rounds: bool = False

    def name(self, letter: str) -> str:
        """A new id."""
        self.count += 1
        return f"{letter}{self.count}"

    @property
    def xml(self) -> str:
        """The text of the diagram."""
        return drawn("".join(self.body), '<message id="m" name="paid"/>')


@st.composite
def diagrams(draw: Draw, timers_on_steps: bool = True) -> Made:
    """A diagram of blocks; each has one way in and one way out."""
    made = Made()
    inner = _block(draw, made, 3, timers_on_steps)
    work = made.name("a")
    made.body = [start(), *made.body, task(work), end(), flow("s", inner[0]), flow(inner[1], work), flow(work, "e")]
    return made


def _block(draw: Draw, made: Made, depth: int, on_steps: bool) -> tuple[str, str]:
    kinds = ["task", "task", "service", "timer", "message"]
    if depth:
        kinds += ["follow", "parallel", "parallel", "exclusive", "inclusive", "round"] + (["late"] if on_steps else [])
    kind = draw(st.sampled_from(kinds))
    if kind in ("task", "service", "timer", "message"):
        return _leaf(made, str(kind))
    if kind == "follow":
        one, other = (_block(draw, made, depth - 1, on_steps) for _ in range(2))
        made.body.append(flow(one[1], other[0]))
        return one[0], other[1]
    if kind == "round":
        return _round(draw, made, depth, on_steps)
    if kind == "late":
        return _late(draw, made, depth, on_steps)
    return _parted(draw, made, str(kind), depth, on_steps)


def _leaf(made: Made, kind: str) -> tuple[str, str]:
    name = made.name(kind[0])
    made.body.append({"task": task, "service": service, "timer": lambda each: timer(each, "2 working_day"), "message": message_event}[kind](name))
    return name, name


def _parted(draw: Draw, made: Made, kind: str, depth: int, on_steps: bool) -> tuple[str, str]:
    split, join, before = made.name("g"), made.name("j"), made.count
    ways = [_block(draw, made, depth - 1, on_steps) for _ in range(draw(st.integers(2, 3)))]
    flows = [flow(split, way[0], _condition(draw, kind, place), f"{split}_{place}") for place, way in enumerate(ways)]
    made.body += [gate(split, kind, f"{split}_0" if kind != "parallel" else ""), gate(join, kind), *flows, *(flow(way[1], join) for way in ways)]
    if kind == "parallel":
        made.joins[join] = [f"{letter}{number}" for number in range(before + 1, made.count + 1) for letter in "tsmlab"]
    return split, join


def _condition(draw: Draw, kind: str, place: int) -> str:
    return f"seats &gt; {draw(st.sampled_from(SEATS))}" if kind != "parallel" and place else ""


def _round(draw: Draw, made: Made, depth: int, on_steps: bool) -> tuple[str, str]:
    """A step that is done again until it passes."""
    made.rounds = True
    step, choice, out = made.name("b"), made.name("g"), made.name("g")
    mend = _block(draw, made, depth - 1, on_steps)
    made.body += [task(step, "passed mend"), gate(choice, default=f"{choice}_out"), gate(out), flow(step, choice), flow(choice, out, name=f"{choice}_out")]
    made.body += [flow(choice, mend[0], f"{step} = 'mend'"), flow(mend[1], step)]
    return step, out


def _late(draw: Draw, made: Made, depth: int, on_steps: bool) -> tuple[str, str]:
    """A step that a timer ends, with another way from there."""
    step, late, out = made.name("t"), made.name("l"), made.name("g")
    other = _block(draw, made, depth - 1, on_steps)
    made.body += [task(step), timer(late, "3 working_day", on=step), gate(out), flow(step, out), flow(late, other[0]), flow(other[1], out)]
    return step, out


@st.composite
def broken(draw: Draw) -> str:
    """A diagram in which a gateway is of another kind, or a way leads elsewhere; some may still be published."""
    text = str(draw(diagrams()).xml)  # type: ignore[attr-defined]
    kinds = ("exclusive", "parallel", "inclusive")
    for _ in range(draw(st.integers(1, 2))):  # type: ignore[call-overload]
        gates = [each for each in _found(text, "Gateway id=")]
        ways = [each for each in _found(text, 'targetRef="')]
        if gates and draw(st.booleans()):
            place = draw(st.sampled_from(gates))
            begin = text.rindex("<", 0, int(str(place)))
            text = f"{text[:begin]}<{draw(st.sampled_from(kinds))}{text[int(str(place)) :]}"
        else:
            place = int(str(draw(st.sampled_from(ways)))) + len('targetRef="')
            other = int(str(draw(st.sampled_from(ways)))) + len('targetRef="')
            text = text[:place] + text[other : text.index('"', other)] + text[text.index('"', place) :]
    return text


def _found(text: str, sign: str) -> list[int]:
    places, at = [], text.find(sign)
    while at >= 0:
        places.append(at)
        at = text.find(sign, at + 1)
    return places

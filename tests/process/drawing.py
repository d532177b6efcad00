"""Small diagrams written by hand: the XML of BPMN from a few lines."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.conditions import Fact, Facts, Kind, Option
from gongban.kernel.process import SERVICES, Finding, State, asked, begin, check, complete, diagram, waiting
from gongban.kernel.words import Words

CALENDAR = WorkingCalendar("Asia/Shanghai", ((time(9), time(12)), (time(13), time(17))))
FRIDAY = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # 10:00 in Jiangcheng
UNITS = ("huanwei", "xiaofang")
FACTS = Facts([
    Fact("seats", Kind.INTEGER, Words("座位数", "seats"), least=0, most=10_000),
    Fact("open_fire", Kind.BOOLEAN, Words("有明火", "open fire")),
    Fact("opening", Kind.DATE, Words("开业日期", "opening day")),
    Fact("trade", Kind.CHOICE, Words("业态", "trade"), options=(Option("restaurant", Words("餐饮", "restaurant")), Option("tea", Words("茶饮", "tea")))),
    Fact("shop_name", Kind.TEXT, Words("店名", "name of the shop")),
])  # fmt: skip
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:gongban="urn:gongban:bpmn:1" xmlns:x="http://elsewhere.example" id="d" targetNamespace="t">'
)


def drawn(body: str, root: str = "") -> str:
    """A diagram with the elements of `body` in its process and `root` beside it."""
    return f'{HEAD}{root}<process id="p" isExecutable="true">{body}</process></definitions>'


def start(name: str = "s") -> str:
    """A start."""
    return f'<startEvent id="{name}"/>'


def end(name: str = "e") -> str:
    """An end."""
    return f'<endEvent id="{name}"/>'


def task(name: str, outcomes: str = "", who: str = "owner", inside: str = "", more: str = "") -> str:
    """A user task; with outcomes its result is called by its id."""
    result = f' gongban:result="{name}" gongban:outcomes="{outcomes}"' if outcomes else ""
    return f'<userTask id="{name}" gongban:who="{who}"{result} {more}>{inside}</userTask>'


def service(name: str, called: str = "notify_applicant", more: str = "", inside: str = "") -> str:
    """A service task."""
    return f'<serviceTask id="{name}" gongban:service="{called}" {more}>{inside}</serviceTask>'


def gate(name: str, kind: str = "exclusive", default: str = "") -> str:
    """A gateway."""
    return f'<{kind}Gateway id="{name}"{f""" default="{default}" """ if default else ""}/>'


def timer(name: str, limit: str, on: str = "", interrupting: bool = True) -> str:
    """A timer between two steps, or on a user task."""
    inside = f'<timerEventDefinition><timeDuration xsi:type="tFormalExpression">{limit}</timeDuration></timerEventDefinition>'
    if on:
        return f'<boundaryEvent id="{name}" attachedToRef="{on}" cancelActivity="{str(interrupting).lower()}">{inside}</boundaryEvent>'
    return f'<intermediateCatchEvent id="{name}">{inside}</intermediateCatchEvent>'


def message_event(name: str, ref: str = "m") -> str:
    """An event that waits for a message."""
    return f'<intermediateCatchEvent id="{name}"><messageEventDefinition messageRef="{ref}"/></intermediateCatchEvent>'


def flow(source: str, target: str, condition: str = "", name: str = "") -> str:
    """A way, called source_target unless named."""
    inside = f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>' if condition else ""
    return f'<sequenceFlow id="{name or f"{source}_{target}"}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def path(*names: str) -> str:
    """Ways from each to the next."""
    return "".join(flow(one, other) for one, other in pairwise(names))


def findings(xml: str) -> list[Finding]:
    """What is wrong in a diagram, by the standing facts, services and units."""
    return check(xml, facts=FACTS, services=SERVICES, units=UNITS)


def codes(xml: str) -> set[str]:
    """The codes of what is wrong, without their prefix."""
    return {each.code.removeprefix("process.") for each in findings(xml)}


def running(xml: str, **given: object) -> State:
    """A process begun on Friday morning; the diagram must be one that may be published."""
    assert findings(xml) == []
    return begin(diagram(xml, facts=FACTS), given, at=FRIDAY, calendar=CALENDAR)  # type: ignore[arg-type]


def here(state: State) -> list[str]:
    """Where it stands: elements of user tasks, timers and messages, then of services."""
    return [each.element for each in (*waiting(state), *asked(state))]


def done(state: State, element: str, outcome: str = "") -> State:
    """The state after the step that stands at an element is done."""
    key = next(each.key for each in (*waiting(state), *asked(state)) if each.element == element)
    return complete(state, key, outcome, at=FRIDAY, calendar=CALENDAR)

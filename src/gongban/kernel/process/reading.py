"""From XML to nodes and flows: only what this module names passes; everything else is a finding, and nothing of it goes further.

lxml reads without entities, DTD or network. Our attributes stand in the namespace OURS; extension elements are refused whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongban.kernel.clock import Limit, Unit
from gongban.kernel.process.refusals import MOST_CHARACTERS, MOST_FLOWS, MOST_NODES, finding
from gongban.kernel.process.terms import NAME, OWNER, Finding, Flow, Node, Shape, Structure, is_code

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OURS = "urn:gongban:bpmn:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# 画在哪里、什么颜色：只有浏览器看 · where things are drawn and in which colour: read by the browser only
DRAWN = {
    "http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI",
    "http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
}  # fmt: skip
TIMER = re.compile(r"(\d{1,3}) (hour|working_hour|natural_day|working_day)")
MOST_UNITS = 400

_NODE, _FLOWS = {"id", "name"}, {"incoming", "outgoing", "documentation"}
_SHAPES = {
    "startEvent": Shape.START, "endEvent": Shape.END, "userTask": Shape.USER, "serviceTask": Shape.SERVICE, "exclusiveGateway": Shape.EXCLUSIVE,
    "parallelGateway": Shape.PARALLEL, "inclusiveGateway": Shape.INCLUSIVE, "intermediateCatchEvent": Shape.MESSAGE, "boundaryEvent": Shape.TIMER,
}  # fmt: skip
# 标签：能有的属性、能有的下级 · tag: its attributes, its children. A name with “gongban:” is an attribute of ours.
_TAGS: dict[str, tuple[set[str], set[str]]] = {
    "definitions": ({"id", "name", "targetNamespace", "exporter", "exporterVersion", "xsi:schemaLocation"}, {"process", "collaboration", "message"}),
    "collaboration": (_NODE, {"participant", "documentation"}),
    "participant": ({*_NODE, "processRef"}, {"documentation"}),
    "message": (_NODE, {"documentation"}),
    "process": ({*_NODE, "isExecutable"}, {*_SHAPES, "sequenceFlow", "laneSet", "documentation"}),
    "laneSet": (_NODE, {"lane"}),
    "lane": ({*_NODE, "gongban:who"}, {"flowNodeRef", "documentation"}),
    "startEvent": (_NODE, _FLOWS),
    "endEvent": (_NODE, _FLOWS),
    "userTask": ({*_NODE, "gongban:who", "gongban:result", "gongban:outcomes"}, _FLOWS),
    "serviceTask": ({*_NODE, "gongban:service"}, _FLOWS),
    "exclusiveGateway": ({*_NODE, "default", "gatewayDirection"}, _FLOWS),
    "inclusiveGateway": ({*_NODE, "default", "gatewayDirection"}, _FLOWS),
    "parallelGateway": ({*_NODE, "gatewayDirection"}, _FLOWS),
    "intermediateCatchEvent": (_NODE, {*_FLOWS, "timerEventDefinition", "messageEventDefinition"}),
    "boundaryEvent": ({*_NODE, "attachedToRef", "cancelActivity"}, {*_FLOWS, "timerEventDefinition"}),
    "timerEventDefinition": ({"id"}, {"timeDuration"}),
    "messageEventDefinition": ({"id", "messageRef"}, set()),
    "sequenceFlow": ({*_NODE, "sourceRef", "targetRef"}, {"conditionExpression", "documentation"}),
    "conditionExpression": ({"id", "xsi:type"}, set()),
    "timeDuration": ({"id", "xsi:type"}, set()),
    "incoming": (set(), set()),
    "outgoing": (set(), set()),
    "flowNodeRef": (set(), set()),
    "documentation": ({"id", "textFormat"}, set()),
}
_TEXTS = {"conditionExpression", "timeDuration", "incoming", "outgoing", "flowNodeRef", "documentation"}
_FIXED = {
    "xsi:type": re.compile(r"([A-Za-z][\w-]*:)?tFormalExpression"), "isExecutable": re.compile("true|false"), "cancelActivity": re.compile("true|false"),
    "gatewayDirection": re.compile("Unspecified|Converging|Diverging|Mixed"),
}  # fmt: skip


@dataclass
class Read:
    """What was read: the structure, where the file holds one, and what is wrong in the file itself."""

    structure: Structure | None = None
    findings: list[Finding] = field(default_factory=list)


def read_xml(xml: str) -> Read:
    """The structure of a diagram and the findings of the file; the structure is None where nothing can be made of it."""
    root, wrong = parsed(xml)
    if root is None:
        return Read(findings=wrong)
    if _tag(root) != "definitions":
        return Read(findings=[finding("not_bpmn")])
    findings = list(_outside(root))
    processes = root.findall(f"{{{BPMN}}}process")
    if len(processes) != 1:
        return Read(findings=[*findings, finding("processes", what=len(processes))])
    reading = _Reading(root, processes[0])
    structure = Structure(hashlib.sha256(xml.encode()).hexdigest(), processes[0].get("name") or "", tuple(reading.nodes()), tuple(reading.flows()))
    return Read(structure, [*findings, *reading.findings, *_ids(root), *_too_many(structure)])


def parsed(xml: str) -> tuple[etree._Element | None, list[Finding]]:
    if len(xml) > MOST_CHARACTERS:
        return None, [finding("too_big")]
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        return None, [finding("dtd")]
    # 每次一个新的：解析器有状态 · a new one each time, for a parser has state
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        root = etree.fromstring(xml.encode("utf-8", "strict"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as bad:
        return None, [finding("xml", what=str(bad).split(",")[0][:80])]
    if root.getroottree().docinfo.doctype:
        return None, [finding("dtd")]
    return root, []


def _tag(element: etree._Element) -> str:
    """The local name of an element of BPMN; of anything else the name with its namespace."""
    if not isinstance(element.tag, str):
        return "<?…?>" if isinstance(element, etree._ProcessingInstruction) else "&…;"
    name = etree.QName(element)
    return name.localname if name.namespace == BPMN else f"{{{name.namespace or ''}}}{name.localname}"


def _outside(root: etree._Element) -> Iterator[Finding]:
    """Whatever is not in the table, at the nearest element with an id."""
    for beside in [*root.itersiblings(), *root.itersiblings(preceding=True)]:
        yield finding("element", "", what=_tag(beside))
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield from _attributes(element)
        yield from _text(element)
        for child in element:
            if _may_stand(child, element):
                waiting.append(child)
            elif not _is_drawing(child, element):
                yield finding("element", _place(child), what=_short(_tag(child)))


def _may_stand(child: etree._Element, parent: etree._Element) -> bool:
    return _tag(child) in _TAGS[_tag(parent)][1]


def _is_drawing(child: etree._Element, parent: etree._Element) -> bool:
    """The part that says where things are drawn; it never reaches the engine, and holds elements of its own kind only."""
    if _tag(parent) != "definitions":
        return False
    return all(isinstance(each.tag, str) and etree.QName(each).namespace in DRAWN and not (each.text or "").strip() for each in child.iter())


def _attributes(element: etree._Element) -> Iterator[Finding]:
    tag = _tag(element)
    for key, value in element.attrib.items():
        name = _attribute(str(key))
        if name not in _TAGS[tag][0]:
            yield finding("attribute", _place(element), element=tag, what=_short(name))
        elif name in _FIXED and not _FIXED[name].fullmatch(str(value)):
            yield finding("value", _place(element), what=name, value=value)


def _attribute(key: str) -> str:
    name = etree.QName(key)
    prefix = {None: "", OURS: "gongban:", XSI: "xsi:"}.get(name.namespace, f"{{{name.namespace}}}")
    return f"{prefix}{name.localname}"


def _text(element: etree._Element) -> Iterator[Finding]:
    tails = "".join(child.tail or "" for child in element)
    written = tails if _tag(element) in _TEXTS else (element.text or "") + tails
    if written.strip():
        yield finding("text", _place(element), what=_tag(element))


def _short(name: str) -> str:
    return re.sub(r"\{.*\}", "", name) or name


def _place(element: etree._Element) -> str:
    here: etree._Element | None = element
    while here is not None:
        if isinstance(here.tag, str) and here.get("id") and _tag(here) != "definitions":
            return str(here.get("id"))[:64]
        here = here.getparent()
    return ""


def _ids(root: etree._Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in root.iter(*(f"{{{BPMN}}}{tag}" for tag in (*_SHAPES, "sequenceFlow"))):
        name = element.get("id") or ""
        if not NAME.fullmatch(name):
            yield finding("id", name[:64], what=name)
        if name in seen:
            yield finding("id_twice", name, what=name)
        seen.add(name)


def _too_many(structure: Structure) -> Iterator[Finding]:
    if len(structure.nodes) > MOST_NODES or len(structure.flows) > MOST_FLOWS:
        yield finding("too_big")


class _Reading:
    """Reads the elements of one process; gathers what is wrong in their values."""

    def __init__(self, root: etree._Element, process: etree._Element) -> None:
        self.process = process
        self.findings: list[Finding] = []
        self.messages = {each.get("id"): each.get("name") or "" for each in root.findall(f"{{{BPMN}}}message")}
        self.lanes = {(ref.text or "").strip(): _lane_unit(lane) for lane in process.iter(f"{{{BPMN}}}lane") for ref in lane.findall(f"{{{BPMN}}}flowNodeRef")}

    def nodes(self) -> Iterator[Node]:
        """The nodes in the order of the file."""
        for element in self.process:
            if (shape := _SHAPES.get(_tag(element))) is not None:
                yield self._node(element, shape)

    def flows(self) -> Iterator[Flow]:
        """The flows in the order of the file."""
        for element in self.process.findall(f"{{{BPMN}}}sequenceFlow"):
            condition = element.find(f"{{{BPMN}}}conditionExpression")
            text = (condition.text or "").strip() if condition is not None else ""
            yield Flow(element.get("id") or "", element.get("sourceRef") or "", element.get("targetRef") or "", text, element.get("name") or "")

    def _node(self, element: etree._Element, shape: Shape) -> Node:
        name, said = element.get("id") or "", element.get("name") or ""
        match shape:
            case Shape.USER:
                who = _our(element, "who") or self.lanes.get(name) or OWNER
                return Node(name, shape, said, who=who, result=_our(element, "result"), outcomes=tuple(_our(element, "outcomes").split()))
            case Shape.SERVICE:
                return Node(name, shape, said, service=_our(element, "service"))
            case Shape.EXCLUSIVE | Shape.INCLUSIVE:
                return Node(name, shape, said, default=element.get("default") or "")
            case Shape.MESSAGE | Shape.TIMER:
                return self._event(element, name, said)
        return Node(name, shape, said)

    def _event(self, element: etree._Element, name: str, said: str) -> Node:
        """A timer or a message that is waited for."""
        timers, messages = (element.findall(f"{{{BPMN}}}{kind}EventDefinition") for kind in ("timer", "message"))
        attached, interrupting = element.get("attachedToRef") or "", element.get("cancelActivity") != "false"
        if len(timers) + len(messages) != 1:
            self.findings.append(finding("event", name, what=said or name))
        if timers:
            return Node(name, Shape.TIMER, said, limit=self._limit(timers[0], name), attached=attached, interrupting=interrupting)
        shape = Shape.TIMER if _tag(element) == "boundaryEvent" else Shape.MESSAGE
        return Node(name, shape, said, message=self._message(messages, name), attached=attached, interrupting=interrupting)

    def _limit(self, timer: etree._Element, name: str) -> Limit | None:
        texts = [(each.text or "").strip() for each in timer.findall(f"{{{BPMN}}}timeDuration")]
        found = TIMER.fullmatch(texts[0]) if len(texts) == 1 else None
        if not found or not 1 <= int(found[1]) <= MOST_UNITS:
            self.findings.append(finding("timer", name, what=texts[0] if texts else ""))
            return None
        return Limit(int(found[1]), Unit(found[2]))

    def _message(self, definitions: list[etree._Element], name: str) -> str:
        if not definitions:
            return ""
        message = self.messages.get(definitions[0].get("messageRef"), "")
        if not message or not is_code(message):
            self.findings.append(finding("message", name, what=message))
            return ""
        return message


def _our(element: etree._Element, name: str) -> str:
    return (element.get(f"{{{OURS}}}{name}") or "").strip()


def _lane_unit(lane: etree._Element) -> str:
    """Whom a lane names: our attribute, or its name where that is a code."""
    name = (lane.get("name") or "").strip()
    return _our(lane, "who") or (name if name and is_code(name) else "")

"""A DMN decision table, of which this is read: one table, inputs that name a declared fact, hit policy UNIQUE or FIRST, outputs that are codes.

A cell holds a condition on its input in the condition language: `-` for any, a whole condition (`seats > 20`), or the part behind the
fact (`> 20`, `IN ('a', 'b')`). Nothing of it reaches SpiffWorkflow's DMN engine, whose cells are Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongban.kernel.conditions import BadCondition, Condition, Facts, Given, all_of
from gongban.kernel.process.reading import parsed
from gongban.kernel.process.refusals import finding, refusal, sentence
from gongban.kernel.process.terms import RESULT, Finding, is_code
from gongban.kernel.words import Words

DMN = ("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd")
MOST_ROWS = 200
_CODE = re.compile(r'"([^"]*)"|(\S+)')
_PLACES = {"decisionTable", "input", "inputExpression", "output", "rule", "inputEntry", "outputEntry", "text", "description"}


@dataclass(frozen=True)
class Rule:
    """A row: when it holds (None: always), and the codes of the outputs."""

    id: str
    condition: Condition | None
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A decision table: the names of its outputs and its rows in their order. `first`: the first row that holds; else at most one may."""

    name: str
    outputs: tuple[str, ...]
    first: bool
    rules: tuple[Rule, ...]

    def decide(self, given: Given) -> dict[str, str]:
        """The outputs for the facts of one matter; empty where no row surely holds. Refusal where several hold and only one may."""
        holding = [rule for rule in self.rules if rule.condition is None or rule.condition.decide(given) is True]
        if len(holding) > 1 and not self.first:
            raise refusal("table_overlap", what=", ".join(rule.id for rule in holding))
        return dict(zip(self.outputs, holding[0].outputs, strict=True)) if holding else {}


def check_table(xml: str, *, facts: Facts) -> list[Finding]:
    """What is wrong in a table; empty when it can be used."""
    found: list[Finding] = []
    _read(xml, facts, found)
    return found


def table(xml: str, *, facts: Facts) -> Table:
    """The table that a text says. Refusal for the first fault."""
    found: list[Finding] = []
    made = _read(xml, facts, found)
    if made is None or found:
        raise refusal("table", what=found[0].words)
    return made


def _read(xml: str, facts: Facts, found: list[Finding]) -> Table | None:
    root, wrong = parsed(xml)
    found += wrong
    tables = [each for each in root.iter() if _local(each) == "decisionTable"] if root is not None else []
    if len(tables) != 1:
        found.extend([] if wrong else [_fault("", "要有一张决策表", "there is one decision table")])
        return None
    policy = tables[0].get("hitPolicy", "UNIQUE")
    if policy not in ("UNIQUE", "FIRST"):
        found.append(_fault("", f"命中规则只能是 UNIQUE 或 FIRST，不能是 {policy}", f"the hit policy is UNIQUE or FIRST, not {policy}"))
    found += _foreign(tables[0])
    inputs = [_words(each, "inputExpression") for each in _children(tables[0], "input")]
    found += [_fault(name, f"没有声明过事实“{name}”", f"there is no declared fact “{name}”") for name in inputs if name not in facts]
    outputs = tuple(each.get("name") or "" for each in _children(tables[0], "output"))
    found += [_fault(name, f"结果列的名字“{name}”不合规则", f"an output cannot be called “{name}”") for name in outputs if not RESULT.fullmatch(name)]
    rows = _children(tables[0], "rule")
    if found or not inputs or not outputs or not 1 <= len(rows) <= MOST_ROWS:
        found.extend([] if found else [_fault("", f"要有输入、输出和 1 至 {MOST_ROWS} 行", f"there are inputs, outputs and 1 to {MOST_ROWS} rows")])
        return None
    rules = tuple(_rule(row, inputs, outputs, facts, found) for row in rows)
    return Table(tables[0].getparent().get("name") or "", outputs, policy == "FIRST", rules)


def _rule(row: etree._Element, inputs: list[str], outputs: tuple[str, ...], facts: Facts, found: list[Finding]) -> Rule:
    name = row.get("id") or ""
    cells, results = [_text(each) for each in _children(row, "inputEntry")], [_text(each) for each in _children(row, "outputEntry")]
    if len(cells) != len(inputs) or len(results) != len(outputs):
        found.append(_fault(name, "这一行的格数与表头不一致", "this row has another number of cells than the head"))
        return Rule(name, None, ())
    parts = []
    for fact, cell in zip(inputs, cells, strict=True):
        if cell not in ("", "-"):
            try:
                parts.append(_condition(fact, cell, facts))
            except BadCondition as bad:
                found.append(Finding("process.table", name, sentence("table", what=bad.words)))
    codes = tuple(_code(each) for each in results)
    found += [_fault(name, f"结果“{said}”不是代码", f"the output “{said}” is no code") for said, code in zip(results, codes, strict=True) if not code]
    return Rule(name, all_of(parts), codes)


def _condition(fact: str, cell: str, facts: Facts) -> Condition:
    """A cell is a condition, or what stands behind the fact of its column."""
    try:
        return facts.condition(cell)
    except BadCondition as whole:
        try:
            return facts.condition(f"{fact} {cell}")
        except BadCondition:
            raise whole from None


def _foreign(root: etree._Element) -> Iterator[Finding]:
    for each in root.iter():
        if _local(each) not in _PLACES:
            yield finding("element", each.get("id") or "" if isinstance(each.tag, str) else "", what=_local(each) or "?")


def _code(text: str) -> str:
    found = _CODE.fullmatch(text)
    code = (found[1] or found[2] or "") if found else ""
    return code if code and is_code(code) else ""


def _local(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in DMN else ""


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in element if _local(each) == name]


def _words(element: etree._Element, name: str) -> str:
    return next((_text(each) for each in _children(element, name)), "")


def _text(element: etree._Element) -> str:
    return next(((each.text or "").strip() for each in _children(element, "text")), "")


def _fault(element: str, zh: str, en: str) -> Finding:
    return Finding("process.table", element, sentence("table", what=Words(zh, en)))

"""Nothing that a person writes in a diagram, a decision table or a saved state ever reaches Python's eval or exec."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator
from typing import Any

import pytest
from SpiffWorkflow.bpmn.script_engine import python_environment

from gongban.kernel.errors import Refusal
from gongban.kernel.process import BadDiagram, begin, check_table, diagram, read_state, table
from gongban.kernel.process.engine import ConditionEngine, ScriptRefused, written_anew
from tests.process.drawing import (
    CALENDAR,
    FACTS,
    FRIDAY,
    codes,
    done,
    drawn,
    end,
    flow,
    gate,
    here,
    message_event,
    path,
    running,
    service,
    start,
    task,
    timer,
)

EVIL = "__import__('os').system('touch /tmp/taken')"
PLAIN = start() + task("a") + end() + path("s", "a", "e")
CHOICE = start() + task("a") + gate("g", default="g_e") + task("b") + end() + path("s", "a", "g") + flow("g", "e") + flow("b", "e")


@pytest.fixture(autouse=True)
def run_by_python(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Whatever SpiffWorkflow hands to eval or exec; at the end of each test there must be nothing."""
    seen: list[Any] = []

    def watched(text: Any, *rest: Any) -> None:
        seen.append(text)

    monkeypatch.setattr(python_environment, "eval", watched, raising=False)
    monkeypatch.setattr(python_environment, "exec", watched, raising=False)
    yield seen
    assert seen == []


def _task_with(inside: str, more: str = "") -> str:
    return start() + task("a", inside=inside, more=more) + end() + path("s", "a", "e")


# 每一处 SpiffWorkflow 会当成 Python 来算的地方 · every place whose text SpiffWorkflow would take for Python
PLACES = {
    "a script task": start() + task("a") + f'<scriptTask id="x"><script>{EVIL}</script></scriptTask>' + end() + path("s", "a", "x", "e"),
    "a condition": CHOICE + flow("g", "b", EVIL),
    "a condition behind a comment": CHOICE + flow("g", "b", f"seats &gt; 3 -- {EVIL}"),
    "a condition in another language": CHOICE.replace("<userTask id=\"b\"", "<userTask id=\"b\"") + f'<sequenceFlow id="g_b" sourceRef="g" targetRef="b"><conditionExpression language="python">{EVIL}</conditionExpression></sequenceFlow>',
    "a script before a task (an extension of spiffworkflow)": _task_with(f'<extensionElements><preScript xmlns="http://spiffworkflow.org/bpmn/schema/1.0/core">{EVIL}</preScript></extensionElements>'),
    "a script after a task": _task_with(f'<extensionElements><postScript xmlns="http://spiffworkflow.org/bpmn/schema/1.0/core">{EVIL}</postScript></extensionElements>'),
    "a listener (an extension of camunda)": _task_with(f'<extensionElements><taskListener xmlns="http://camunda.org/schema/1.0/bpmn" event="create"><script>{EVIL}</script></taskListener></extensionElements>'),
    "a timer": start() + task("a") + timer("t", EVIL) + end() + path("s", "a", "t", "e"),
    "a timer at a date": start() + task("a") + f'<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>{EVIL}</timeDate></timerEventDefinition></intermediateCatchEvent>' + end() + path("s", "a", "t", "e"),
    "a timer in a cycle": start() + task("a") + f'<intermediateCatchEvent id="t"><timerEventDefinition><timeCycle>{EVIL}</timeCycle></timerEventDefinition></intermediateCatchEvent>' + end() + path("s", "a", "t", "e"),
    "a condition that is waited for": start() + task("a") + f'<intermediateCatchEvent id="t"><conditionalEventDefinition><condition>{EVIL}</condition></conditionalEventDefinition></intermediateCatchEvent>' + end() + path("s", "a", "t", "e"),
    "a loop": _task_with(f"<standardLoopCharacteristics><loopCondition>{EVIL}</loopCondition></standardLoopCharacteristics>"),
    "many instances": _task_with(f"<multiInstanceLoopCharacteristics><loopCardinality>{EVIL}</loopCardinality></multiInstanceLoopCharacteristics>"),
    "many instances until": _task_with(f"<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>{EVIL}</completionCondition></multiInstanceLoopCharacteristics>"),
    "the inputs of a task": _task_with(f'<ioSpecification><dataInput id="{EVIL}" name="x"/></ioSpecification>'),
    "a data object": PLAIN + f'<dataObject id="o" name="{EVIL}"/><dataObjectReference id="r" dataObjectRef="o"/>',
    "an assignment of data": _task_with(f"<dataInputAssociation><sourceRef>{EVIL}</sourceRef><assignment><from>{EVIL}</from><to>x</to></assignment></dataInputAssociation>"),
    "a sub-process that repeats": PLAIN + f'<adHocSubProcess id="x"><completionCondition>{EVIL}</completionCondition></adHocSubProcess>',
    "another process that is called": start() + task("a") + f'<callActivity id="x" calledElement="{EVIL}"/>' + end() + path("s", "a", "x", "e"),
    "a decision by a rule task": start() + task("a") + f'<businessRuleTask id="x" x:decisionRef="{EVIL}"/>' + end() + path("s", "a", "x", "e"),
    "a message that is sent": start() + task("a") + f'<sendTask id="x" messageRef="{EVIL}"/>' + end() + path("s", "a", "x", "e"),
    "an attribute on a service": start() + task("a") + service("b", more=f'x:expression="{EVIL}"') + end() + path("s", "a", "b", "e"),
    "an operator within a service": start() + task("a") + service("b", inside=f'<extensionElements><x:serviceTaskOperator id="http/Get"><x:parameters><x:parameter value="{EVIL}"/></x:parameters></x:serviceTaskOperator></extensionElements>') + end() + path("s", "a", "b", "e"),
    "the name of a service": start() + task("a") + service("b", EVIL) + end() + path("s", "a", "b", "e"),
    "an attribute of ours on the wrong element": PLAIN.replace('<endEvent id="e"/>', f'<endEvent id="e" gongban:service="{EVIL}"/>'),
    "whoever does a step": start() + task("a", who=EVIL) + end() + path("s", "a", "e"),
    "an id": start() + task(EVIL.replace("'", "")) + end() + path("s", EVIL.replace("'", ""), "e"),
    "an outcome": start() + task("a", "agreed " + EVIL.replace("'", "")) + end() + path("s", "a", "e"),
    "a processing instruction": f"<?python {EVIL}?>" + PLAIN,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_python_in(place: str) -> None:
    """Refused at publishing, whatever the engine would have done with it."""
    assert codes(drawn(PLACES[place]))


ROOTS = {
    "how messages are told apart": f'<collaboration id="c"><correlationKey id="k"><correlationPropertyRef>{EVIL}</correlationPropertyRef></correlationKey></collaboration>',
    "a property that is retrieved": f'<correlationProperty id="k"><correlationPropertyRetrievalExpression messageRef="m"><formalExpression>{EVIL}</formalExpression></correlationPropertyRetrievalExpression></correlationProperty>',
    "a payload of a message": f'<message id="m" name="m"><extensionElements><x:messagePayload>{EVIL}</x:messagePayload></extensionElements></message>',
    "an imported file": '<import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="file:///etc/passwd" namespace="n"/>',
    "a data store": f'<dataStore id="x" name="{EVIL}"/>',
}


@pytest.mark.parametrize("place", ROOTS)
def test_python_beside_the_process_in(place: str) -> None:
    assert "element" in codes(drawn(PLAIN, ROOTS[place]))


def test_python_in_the_name_of_a_message_is_refused() -> None:
    body = start() + task("a") + message_event("w") + end() + path("s", "a", "w", "e")
    assert codes(drawn(body, f'<message id="m" name="{EVIL}"/>')) == {"message"}


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE definitions [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE definitions [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE definitions SYSTEM "http://elsewhere.example/x.dtd">',
    ],
)
def test_entities_and_dtds_are_refused(head: str) -> None:
    assert codes(head + drawn(PLAIN.replace('id="a"', 'id="a" name="&x;"'))) == {"dtd"}


def test_a_diagram_that_was_never_checked_does_not_run_either() -> None:
    with pytest.raises(BadDiagram):
        begin(diagram(drawn(PLACES["a script task"]), facts=FACTS), {}, at=FRIDAY, calendar=CALENDAR)


def test_what_the_engine_gets_holds_numbers_only() -> None:
    """Even a harmless text of the drawer does not go further: names, ids, conditions, services are left behind."""
    body = start("beginning") + task("papers", "agreed refused") + gate("choice", default="choice_finish") + service("tell") + end("finish") + path("beginning", "papers", "choice")
    text = drawn(body + flow("choice", "finish") + flow("choice", "tell", "papers = 'agreed'") + flow("tell", "finish"))
    assert codes(text) == set()
    made = written_anew(diagram(text, facts=FACTS).structure).decode()
    assert not any(word in made for word in ("papers", "choice", "agreed", "notify", "tell", "beginning"))


def test_the_script_engine_answers_numbers_of_flows_and_refuses_everything_else() -> None:
    engine = ConditionEngine(lambda flow: flow == 3)
    assert engine.evaluate(None, "3") is True
    for text in (EVIL, "1 + 1", "", "-1", "٣", None, 3):
        with pytest.raises(ScriptRefused):
            engine.evaluate(None, text)
    with pytest.raises(ScriptRefused):
        engine.execute(None, EVIL)
    with pytest.raises(ScriptRefused):
        engine.call_service(None, operation_name=EVIL)
    with pytest.raises(ScriptRefused):
        engine.environment.evaluate(EVIL, {})


def test_builtin_eval_and_exec_are_not_called_while_a_process_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    body = start() + task("a", "agreed refused") + gate("g", default="g_e") + task("b") + end() + path("s", "a", "g") + flow("g", "e") + flow("b", "e") + flow("g", "b", "a = 'agreed' AND seats &gt; 3")
    state = running(drawn(body), seats=30)
    called: list[Any] = []
    monkeypatch.setattr(builtins, "eval", lambda *given: called.append(given))
    state = done(state, "a", "agreed")
    assert here(state) == ["b"] and called == []


TREE = drawn(PLAIN)


def _altered(change: Any) -> str:
    said = json.loads(running(TREE).saved())
    change(said)
    return json.dumps(said)


CHANGES = {
    "a letter": lambda said: said.update(ended=True),
    "a condition is brought in": lambda said: said.update(spec={"script": EVIL}),
    "a task is of another kind": lambda said: said["tree"][0].__setitem__(0, EVIL),
    "a text in place of a number": lambda said: said["tree"][0].__setitem__(2, EVIL),
    "a fact holds Python": lambda said: said["facts"].update(seats=EVIL),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_saved_state_that_was_altered_does_not_go_on(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_state(diagram(TREE, facts=FACTS), _altered(CHANGES[name]))
    assert refused.value.code == "process.state"


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "a letter"])
def test_not_even_where_whoever_altered_it_reckons_the_sum_anew(name: str) -> None:
    from gongban.kernel.process.state import _sum, _text

    said = json.loads(_altered(CHANGES[name]))
    said.pop("sum")
    said["sum"] = _sum(_text(said))
    said = {"sum": said.pop("sum"), **said}
    try:
        state = read_state(diagram(TREE, facts=FACTS), json.dumps(said))
        done(state, "a")  # what was brought in is simply not there
        assert name == "a condition is brought in"
    except Refusal as refused:
        assert refused.code == "process.state"


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "1", '"x"', '{"sum":1}', "[" * 5000])
def test_what_is_no_state_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Refusal, match=r"process\.state"):
        read_state(diagram(TREE, facts=FACTS), text)


def _table(cell: str, output: str = '"joint"', policy: str = "UNIQUE", more: str = "") -> str:
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="x" name="x">'
        f'<decisionTable id="t" hitPolicy="{policy}"><input id="i"><inputExpression id="ie" typeRef="number"><text>seats</text></inputExpression></input>'
        f'<output id="o" name="how"/><rule id="r"><inputEntry id="c"><text>{cell}</text></inputEntry><outputEntry id="u"><text>{output}</text></outputEntry></rule>{more}</decisionTable></decision></definitions>'
    )


@pytest.mark.parametrize(("cell", "output"), [(EVIL, '"joint"'), (f"&gt; {EVIL}", '"joint"'), ("&gt; 3", EVIL), ("&gt; 3", f'"{EVIL}"'), ("lambda: 1", '"joint"'), ("-", "{'a': 1}")])
def test_python_in_a_decision_table_is_refused(cell: str, output: str) -> None:
    text = _table(cell, output)
    assert check_table(text, facts=FACTS)
    with pytest.raises(Refusal, match=r"process\.table"):
        table(text, facts=FACTS)


def test_a_decision_table_decides_in_the_condition_language() -> None:
    rest = '<rule id="q"><inputEntry id="c2"><text>-</text></inputEntry><outputEntry id="u2"><text>"alone"</text></outputEntry></rule>'
    made = table(_table("&gt; 20", policy="FIRST", more=rest), facts=FACTS)
    assert [made.decide({"seats": seats}) for seats in (30, 3)] == [{"how": "joint"}, {"how": "alone"}]
    both = table(_table("&gt; 20", more=rest), facts=FACTS)
    with pytest.raises(Refusal, match=r"process\.table_overlap"):
        both.decide({"seats": 30})


def test_a_hit_policy_that_is_not_read_is_refused() -> None:
    assert check_table(_table("&gt; 3", policy="COLLECT"), facts=FACTS)

"""Test that the cost of engine rules grows linearly with the model and its expressions."""

import time
from collections.abc import Callable, Iterator

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.engines.agents import from_ai
from pipeline.formats.bpmn.engines.feel import calls, wrong
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.ruleset import RuleSet
from pipeline.operations.rules import MODEL_RULES as RULES
from tests.pipeline.formats.bpmn.rules.lines_executed import lines_executed

ENGINES = {rule.target: () for rule in RULES.values() if rule.target is not None}
RULESET = RuleSet(severities={rule.id: None for rule in RULES.values() if rule.target is None}, engines=ENGINES)
AGENT = '<z:properties><z:property name="io.camunda.agenticai.toolContainer" value="true"/></z:properties>'


def chain(nodes: int) -> Iterator[str]:
    """Make tasks in an endless circle."""
    for n in range(nodes):
        yield f'<task id="T{n}"/><sequenceFlow id="F{n}" sourceRef="T{n}" targetRef="T{(n + 1) % nodes}"/>'


def tools(nodes: int) -> Iterator[str]:
    """Yield an agent with many tools, all of which continue on one long path."""
    yield f'<adHocSubProcess id="A"><extensionElements>{AGENT}</extensionElements>'
    for n in range(nodes // 2):
        yield f'<serviceTask id="E{n}"/><sequenceFlow id="G{n}" sourceRef="E{n}" targetRef="T0"/><task id="T{n}"/>'
        yield f'<sequenceFlow id="F{n}" sourceRef="T{n}" targetRef="T{n + 1}"/>' if n + 1 < nodes // 2 else ""
    yield "</adHocSubProcess>"


def extensions(nodes: int) -> Iterator[str]:
    """Make service tasks with many extensions."""
    for n in range(nodes):
        yield (
            f'<serviceTask id="T{n}"><extensionElements><z:taskDefinition type="a"/><z:ioMapping>'
            '<z:input source="=fromAi(toolCall.a)" target="a"/></z:ioMapping></extensionElements></serviceTask>'
            f'<intermediateCatchEvent id="C{n}"><linkEventDefinition name="{n}"/></intermediateCatchEvent>'
        )


def model(body: str) -> BpmnModel:
    namespaces = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0"'
    xml = f'<definitions {namespaces}><process id="P" isExecutable="true">{body}</process></definitions>'
    parsed = parse(Document(content=xml.encode())).model
    assert isinstance(parsed, BpmnModel)
    return parsed


@pytest.mark.parametrize("shape", [chain, tools, extensions])
def test_five_times_the_model_costs_five_times_as_much(shape: Callable[[int], Iterator[str]]) -> None:
    small, large = (lines_executed(model("".join(shape(nodes))), RULESET) for nodes in (80, 400))
    assert large <= 5.5 * small


@pytest.mark.parametrize(
    "text",
    [sign * 60_000 for sign in ('"\\', '\\"', "/*", "fromAi(", "a .", "( ", "]", "get ")],
    ids=["escapes", "marks", "comments", "calls", "ends", "open", "closed", "words"],
)
def test_no_expression_takes_for_ever(text: str) -> None:
    began = time.process_time()
    wrong("=" + text)
    list(from_ai(text))
    any(calls(text, "get or else"))
    assert time.process_time() - began < 5

"""Test that everything a model states is found, and that a change of it changes the code or the listing."""

import ast

import pytest

from pipeline.ir.finding import Severity
from pipeline.ir.ruleset import RuleSet
from pipeline.operations.check import check
from pipeline.operations.generate import build
from pipeline.targets.execution.carried import is_carried
from pipeline.targets.execution.statements import statements
from tests.fixtures.corpus import CORPUS, needs_corpus
from tests.fixtures.generated import generate
from tests.fixtures.processes import document, flows, model, text
from tests.generation import executable, fate

FOR_TEMPORAL = RuleSet(engines={"temporal-python": ()})
EXTENDED = "<extensionElements>{}</extensionElements>"
LOOP = '<multiInstanceLoopCharacteristics camunda:collection="c"{}>{}</multiInstanceLoopCharacteristics>'


def task(attributes: str = "", inside: str = "", kind: str = "serviceTask") -> str:
    return f'<startEvent id="s"/><{kind} id="a" {attributes}>{inside}</{kind}><endEvent id="e"/>' + flows("s>a a>e")


STATED = {
    "class": task('camunda:class="VALUE"'),
    "topic": task('camunda:type="external" camunda:topic="VALUE"'),
    "job type": task(inside=EXTENDED.format('<zeebe:taskDefinition type="VALUE" retries="3"/>')),
    "retries": task(inside=EXTENDED.format('<zeebe:taskDefinition type="x" retries="VALUE"/>')),
    "header": task(
        inside=EXTENDED.format('<zeebe:taskHeaders><zeebe:header key="k" value="VALUE"/></zeebe:taskHeaders>')
    ),
    "assignee": task('camunda:assignee="VALUE"', kind="userTask"),
    "zeebe assignee": task(
        inside=EXTENDED.format('<zeebe:assignmentDefinition candidateGroups="VALUE"/>'), kind="userTask"
    ),
    "due date": task('camunda:dueDate="VALUE"', kind="userTask"),
    "form": task('camunda:formKey="VALUE"', kind="userTask"),
    "priority": task('camunda:jobPriority="VALUE"'),
    "listener": task(inside=EXTENDED.format('<camunda:executionListener class="VALUE" event="start"/>')),
    "script": task('scriptFormat="groovy"', "<script>VALUE</script>", kind="scriptTask"),
    "decision": task('camunda:decisionRef="VALUE"', kind="businessRuleTask"),
    "operation": task('operationRef="VALUE"'),
    "potential owner": task(
        inside="<potentialOwner><resourceAssignmentExpression><formalExpression>VALUE</formalExpression>"
        "</resourceAssignmentExpression></potentialOwner>",
        kind="userTask",
    ),
    "owner with ids": task(
        inside='<potentialOwner id="p"><resourceAssignmentExpression id="r"><formalExpression id="x">VALUE'
        "</formalExpression></resourceAssignmentExpression></potentialOwner>",
        kind="userTask",
    ),
    "an unknown word": task(inside=EXTENDED.format('<zeebe:brandNew really="VALUE"/>')),
    "another prefix": task('xmlns:x="http://flowable.org/bpmn" x:async="VALUE"'),
    "of an event": '<startEvent id="s"><messageEventDefinition id="d" camunda:topic="VALUE"/></startEvent>',
    "collection": task(inside=LOOP.format("", "").replace('"c"', '"VALUE"')),
    "element variable": task(inside=LOOP.format(' camunda:elementVariable="VALUE"', "")),
    "loop with an id": task(inside=LOOP.format(' id="L" camunda:elementVariable="VALUE"', "")),
    "item": task(inside=LOOP.format("", '<inputDataItem id="i" name="VALUE"/>')),
    "results": task(inside=LOOP.format("", "<loopDataOutputRef>VALUE</loopDataOutputRef>")),
    "zeebe input": task(
        inside=EXTENDED.format('<zeebe:ioMapping><zeebe:input source="=VALUE" target="x"/></zeebe:ioMapping>')
    ),
    "zeebe output": task(
        inside=EXTENDED.format('<zeebe:ioMapping><zeebe:output source="=x" target="VALUE"/></zeebe:ioMapping>')
    ),
    "an input that is a call": task(
        inside=EXTENDED.format('<zeebe:ioMapping><zeebe:input source="=f(VALUE)" target="x"/></zeebe:ioMapping>')
    ),
    "an input of a start event": '<startEvent id="s">'
    + EXTENDED.format('<zeebe:ioMapping><zeebe:output source="=VALUE" target="x"/></zeebe:ioMapping>')
    + "</startEvent>",
    "camunda input": task(
        inside=EXTENDED.format(
            '<camunda:inputOutput><camunda:inputParameter name="x">VALUE</camunda:inputParameter></camunda:inputOutput>'
        )
    ),
    "in": task('calledElement="x"', EXTENDED.format('<camunda:in source="VALUE" target="x"/>'), kind="callActivity"),
    "out": task('calledElement="x"', EXTENDED.format('<camunda:out source="x" target="VALUE"/>'), kind="callActivity"),
    "business key": task(
        'calledElement="x"', EXTENDED.format('<camunda:in businessKey="VALUE"/>'), kind="callActivity"
    ),
    "result variable": task('camunda:resultVariable="VALUE"'),
    "called": task(inside=EXTENDED.format('<zeebe:calledElement processId="VALUE"/>'), kind="callActivity"),
}


def code_of(inside: str) -> list[str]:
    """Return the generated code without comments and docstrings."""
    made = generate(model(inside))
    found = []
    for file in made.files:
        if file.path.endswith(".py"):
            tree = ast.parse(file.content)
            for node in ast.walk(tree):
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    node.value.value = ""
            found.append(ast.dump(tree))
    return found


@pytest.mark.parametrize("inside", STATED.values(), ids=STATED)
def test_a_change_of_a_statement_changes_the_code_or_the_listing(inside: str) -> None:
    one, other = inside.replace("VALUE", "first"), inside.replace("VALUE", "second")
    (stated,) = [each for each in statements(model(one)) if "first" in each.text]
    listed = "## Not carried over" in (readme := text(generate(model(one)), "README.md")) and "first" in readme
    assert code_of(one) != code_of(other) or not is_carried(stated)
    assert is_carried(stated) or listed
    findings = [each.message for each in check(document(one), FOR_TEMPORAL).findings if each.rule == "not-carried-over"]
    assert any("first" in each for each in findings) is not is_carried(stated)


def test_a_long_statement_is_cut_and_told_apart() -> None:
    stated = [statements(model(task('camunda:class="{}"'.format("x" * 3000 + end))))[0].short for end in ("a", "b")]
    assert stated[0] != stated[1]
    assert all(len(each) < 200 for each in stated)


def test_it_is_told_beside_the_stub_and_with_its_line() -> None:
    inside = task(inside="\n" + EXTENDED.format('\n<zeebe:taskDefinition type="charge"/>'))
    assert "- zeebe:taskDefinition type='charge'" in text(generate(model(inside)), "contract.py")
    found = [each for each in check(document(inside), FOR_TEMPORAL).findings if each.rule == "not-carried-over"]
    assert [(each.element, each.line, each.severity) for each in found] == [("a", 1, Severity.WARNING)]


def test_its_severity_is_configured_and_an_error_stops_generation() -> None:
    stated = document(task('camunda:class="com.example.Charge"'))
    options = {"stubs": "fail"}
    for level, rules in ((None, FOR_TEMPORAL), (Severity.ERROR, RuleSet())):
        ruleset = rules.model_copy(update={"severities": {"not-carried-over": level}})
        found = [each for each in check(stated, ruleset).findings if each.rule == "not-carried-over"]
        built = build(check(stated, ruleset), "temporal-python", options, ruleset)
        assert found == []
        assert (built.generated is None) is (level is Severity.ERROR)
        assert all("camunda:class" in each.message for each in built.problems)


@needs_corpus
def test_nothing_that_real_models_state_is_dropped() -> None:
    small = [each for each in executable() if len(each[1]) < 40_000][::3]
    assert len(small) > 10
    assert {path: fate(content, found, "temporal-python").dropped for path, content, found in small if CORPUS} == {
        path: () for path, _, _ in small
    }

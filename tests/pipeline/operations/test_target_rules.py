"""Test that validation asks the target what it cannot run."""

from dataclasses import replace

import pytest

from pipeline.ir.finding import Severity
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.target import TargetCrashed, Unsupported
from pipeline.operations.rules import MODEL_RULES
from pipeline.operations.target_rules import target_rules
from pipeline.validate import validate
from tests.fixtures.processes import model
from tests.fixtures.toy_target import TARGET

FOR_TOY = RuleSet(engines={"toy": ()})
MODEL = model('<task id="a" name="unspeakable"/><task id="b"/>')


def found(target, ruleset=FOR_TOY, taken=()):
    findings = validate(MODEL, target_rules({target.name: target}, taken), ruleset)
    return [(each.rule, each.severity, each.element, each.message) for each in findings]


def test_it_is_found_where_the_target_is_meant():
    message = "Task “unspeakable” cannot be run by toy: no outline says 'unspeakable'. Say it in another way."
    assert found(TARGET) == [("toy", Severity.ERROR, "a", message)]
    assert found(TARGET, RuleSet()) == []


def test_a_model_as_a_whole_can_be_refused():
    refused = replace(TARGET, unsupported=lambda _: [Unsupported(None, "Nothing runs.")])
    assert found(refused) == [("toy", Severity.ERROR, None, "Nothing runs.")]


def test_a_model_that_is_not_for_it_is_left_alone():
    assert found(replace(TARGET, takes=("cwl", "DataflowModel"))) == []


def test_a_crash_is_a_finding_of_its_rule():
    def crash(_):
        raise TargetCrashed("The target toy crashed.")

    ((rule, severity, element, message),) = found(replace(TARGET, unsupported=crash))
    assert (rule, severity, element) == ("toy", Severity.ERROR, None)
    assert "could not be run (TargetCrashed)" in message


def test_the_rule_has_another_name_where_its_own_is_taken():
    assert [each[0] for each in found(TARGET, taken={"toy"})] == ["toy-target"]


@pytest.mark.parametrize(("takes", "format_"), [(("bpmn",), "bpmn"), (("WorkflowModel",), None), (("bpmn", "x"), None)])
def test_it_is_a_rule_of_the_only_format_that_the_target_takes(takes, format_):
    assert target_rules({"toy": replace(TARGET, takes=takes)}, ())["toy"].rule.format == format_


def test_ameides_own_targets_have_theirs():
    rule = MODEL_RULES["temporal-python"]
    assert (rule.group, rule.target, rule.format, rule.on) == ("engine", "temporal-python", "bpmn", True)
    assert "```xml\n<complexGateway" in rule.help

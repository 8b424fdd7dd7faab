"""Rules are found by file name and by entry point, and refused where they are incomplete."""

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.formats.bpmn import rules
from pipeline.ir.finding import Severity
from pipeline.ir.workflow import WorkflowModel
from pipeline.validate import RULES
from pipeline.validate.loading import Found, RuleInvalid, checked_rule, load


def test_a_rule_is_a_file() -> None:
    files = {path.stem.replace("_", "-") for path in Path(rules.__path__[0]).rglob("*.py")} - {"--init--"}
    assert set(load(offered=())) == files


def test_rules_are_sorted_and_read_only() -> None:
    assert list(RULES) == sorted(RULES)
    with pytest.raises(TypeError):
        RULES["x"] = None  # type: ignore[index]


def test_installed_packages_add_rules() -> None:
    offered = [EntryPoint("their-rule", "pipeline.formats.bpmn.rules.label_required", "ameide.rules")]
    assert set(load(offered)) == {*load(offered=()), "their-rule"}
    assert load(offered)["their-rule"].rule.id == "their-rule"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("label-required", "pipeline.formats.bpmn.rules.label_required", "two rules have this id"),
        ("their-rule", "nowhere.at.all", "nowhere.at.all cannot be loaded"),
        ("Their_Rule", "pipeline.formats.bpmn.rules.label_required", "lower-case words"),
        ("their-rule", "pipeline.ir.frozen", "a rule needs"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_at_the_start(name: str, value: str, message: str) -> None:
    with pytest.raises(RuleInvalid, match=message):
        load([EntryPoint(name, value, "ameide.rules")])


def test_a_rule_states_its_version() -> None:
    module = SimpleNamespace(__doc__="Title.\n\nMore.", SEVERITY=Severity.INFO, VERSION=3, check=lambda _: ())
    rule = checked_rule("a-rule", module).rule
    assert (rule.title, rule.help, rule.version, rule.severity) == ("Title.", "Title.\n\nMore.", 3, Severity.INFO)


def test_the_check_of_an_engines_rule_takes_its_release() -> None:
    def check(_: WorkflowModel, version: tuple[int, ...]) -> list[Found]:
        return [(None, f"For {version}.")]

    module = SimpleNamespace(__doc__="Title.", SEVERITY=Severity.INFO, TARGET="camunda-8", check=check)
    nothing = WorkflowModel(format="bpmn", parser="test/1", elements=(), xml_elements=0, content_digest="")
    assert list(checked_rule("a-rule", module).found(nothing, (8, 6))) == [(None, "For (8, 6).")]

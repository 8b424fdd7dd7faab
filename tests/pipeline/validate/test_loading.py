"""Test that rules are found by file name and by entry point, and refused if they are incomplete."""

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.formats.bpmn import rules
from pipeline.ir import plugins
from pipeline.ir.finding import Severity
from pipeline.ir.model import Model
from pipeline.ir.workflow import WorkflowModel
from pipeline.operations.rules import MODEL_RULES as RULES
from pipeline.validate import findings
from pipeline.validate.loading import Found, RuleInvalid, checked_rule, load

PACKAGES = {"bpmn": "pipeline.formats.bpmn.rules"}


def test_a_rule_is_a_file() -> None:
    files = {path.stem.replace("_", "-") for path in Path(rules.__path__[0]).rglob("*.py")} - {"--init--"}
    assert set(load(PACKAGES, offered=())) == files


def test_a_rule_is_of_the_format_and_the_group_whose_folder_it_stands_in() -> None:
    found = load(PACKAGES, offered=())
    stated = {(checked.rule.format, checked.rule.group) for checked in found.values()}
    assert stated == {("bpmn", group) for group in ("modelling", "specification", "schema", "engine", "soundness")}


def test_rules_are_sorted_and_read_only() -> None:
    assert list(RULES) == sorted(RULES)
    with pytest.raises(TypeError):
        RULES["x"] = None  # type: ignore[index]


def test_installed_packages_add_rules() -> None:
    offered = [EntryPoint("their-rule", "pipeline.formats.bpmn.rules.label_required", "ameide.rules")]
    found = load(PACKAGES, offered)
    assert set(found) == {*load(PACKAGES, offered=()), "their-rule"}
    assert (found["their-rule"].rule.id, found["their-rule"].rule.format) == ("their-rule", None)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("label-required", "pipeline.formats.bpmn.rules.label_required", "the name is taken"),
        ("their-rule", "nowhere.at.all", "nowhere.at.all cannot be loaded"),
        ("Their_Rule", "pipeline.formats.bpmn.rules.label_required", "lower-case words"),
        ("their-rule", "pipeline.ir.frozen", "a rule needs"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_and_left_out(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "_broken", {})
    found = load(PACKAGES, [EntryPoint(name, value, "ameide.rules")])
    assert set(found) == set(load(PACKAGES, offered=()))
    (broken,) = plugins.broken()
    assert (broken.group, broken.name) == ("ameide.rules", name)
    assert message in broken.reason


def test_two_formats_cannot_have_a_rule_of_one_name() -> None:
    with pytest.raises(RuleInvalid, match="two rules have this id"):
        load({**PACKAGES, "other": "pipeline.formats.bpmn.rules.soundness"}, offered=())


def test_a_rule_is_applied_to_models_of_its_format_alone() -> None:
    module = SimpleNamespace(__doc__="Title.", SEVERITY=Severity.INFO, check=lambda _: [(None, "Found.")])
    rules = {each: checked_rule("a-rule", module, format_=each or None) for each in ("", "bpmn", "other")}
    model = Model(format="other", parser="test/1", elements=(), parts=0, content_digest="")
    assert {each: len(list(findings(rule, model))) for each, rule in rules.items()} == {"": 1, "bpmn": 0, "other": 1}


def test_a_rule_states_its_version() -> None:
    module = SimpleNamespace(__doc__="Title.\n\nMore.", SEVERITY=Severity.INFO, VERSION=3, check=lambda _: ())
    rule = checked_rule("a-rule", module).rule
    assert (rule.title, rule.help, rule.version, rule.severity) == ("Title.", "Title.\n\nMore.", 3, Severity.INFO)


def test_the_check_of_an_engines_rule_takes_its_release() -> None:
    def check(_: WorkflowModel, version: tuple[int, ...]) -> list[Found]:
        return [(None, f"For {version}.")]

    module = SimpleNamespace(__doc__="Title.", SEVERITY=Severity.INFO, TARGET="camunda-8", check=check)
    nothing = WorkflowModel(format="bpmn", parser="test/1", elements=(), parts=0, content_digest="")
    assert list(checked_rule("a-rule", module).found(nothing, (8, 6))) == [(None, "For (8, 6).")]

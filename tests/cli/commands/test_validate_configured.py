"""Test `ameide validate` and `ameide rules` with an .ameide.toml, in all output formats."""

import json
import re

import pytest
from typer.testing import CliRunner

from cli.main import app
from pipeline.operations.catalogue import RULES
from tests.cli import documents

WAIVED = """[[waivers]]
rule = "label-required"
element = "Ship"
file = "models/*.bpmn"
reason = "It is [red]drawn[/] so."
by = "anna"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "unnamed.bpmn").write_bytes(documents.unnamed())
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    return tmp_path


def ameide(*arguments, status=0):
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exit_code == status, result.output
    return result


def findings(*arguments, status=0):
    files = json.loads(ameide("validate", *arguments, "--json", status=status).stdout)["files"]
    return [found for file in files for found in file["findings"]]


def configure(folder, text):
    (folder / ".ameide.toml").write_text(text)


def test_the_nearest_configuration_above_a_file_applies(folder):
    assert [found["severity"] for found in findings("models")] == ["warning"]
    configure(folder, '[rules]\nlabel-required = "error"')
    assert [found["severity"] for found in findings("models", status=1)] == ["error"]
    configure(folder / "models", '[rules]\nlabel-required = "off"')
    assert findings("models") == []
    assert [found["severity"] for found in findings("models", "--config", ".ameide.toml", status=1)] == ["error"]


def test_what_the_command_says_wins(folder):
    configure(folder, '[rules]\nlabel-required = "error"')
    assert findings("models", "--rule", "label-required=off") == []
    assert findings("models", "--rule", "fake-join") == []


def test_a_waived_finding_is_told_and_fails_nothing(folder):
    configure(folder, WAIVED)
    told = ameide("validate", "models", "--fail-on", "warning").stdout
    assert "unnamed.bpmn:7: waived: Ship: " in told
    assert "why │ It is [red]drawn[/] so. (anna)" in told
    assert told.endswith("1 file: 1 waived.\n")
    assert [found["waiver"] for found in findings("models")] == [
        {"reason": "It is [red]drawn[/] so.", "by": "anna", "until": None}
    ]
    configure(folder, WAIVED + "until = 2020-01-01")
    assert [found["waiver"] for found in findings("models")] == [None]


def test_files_extend_others_from_where_they_lie(folder):
    configure(folder, 'extends = "models/theirs.toml"')
    (folder / "models" / "theirs.toml").write_text('extends = ["correctness", "own.toml"]')
    (folder / "models" / "own.toml").write_text('[rules]\ndangling-flow = "info"')
    assert {found["severity"] for found in findings(".") if found["rule"] == "dangling-flow"} == {"info"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[rules]\nlabel-requird = "off"', "label-required"),
        ('extends = ".ameide.toml"', "extends itself"),
        ('extends = "nowhere.toml"', "No such file"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_a_wrong_command(folder, text, told):
    configure(folder, text)
    result = ameide("validate", "models", "--json", status=2)
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "BAD_CONFIGURATION"
    assert told in error["message"]
    assert ".toml" in error["message"]


def test_sarif(folder):
    configure(folder, WAIVED)
    (folder / "broken ä.bpmn").write_bytes(documents.BROKEN)
    log = json.loads(ameide("validate", ".", "--format", "sarif", status=1).stdout)
    (told,) = log["runs"]
    rules = told["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert {artifact["location"]["uri"] for artifact in told["artifacts"]} == {
        "broken%20%C3%A4.bpmn", "dangling.bpmn", "models/unnamed.bpmn",
    }  # fmt: skip
    for result in told["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["ameideFinding/v1"])
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in told["results"]}
    (waived,) = [result for result in told["results"] if result["ruleId"] == "label-required"]
    assert [each["kind"] for each in waived["suppressions"]] == ["external"]
    (notice,) = told["invocations"][0]["toolExecutionNotifications"]
    assert (told["invocations"][0]["executionSuccessful"], notice["descriptor"]["id"]) == (False, "NOT_WELL_FORMED")


def test_a_fingerprint_stays_when_lines_move(folder):
    def prints():
        (run,) = json.loads(ameide("validate", "dangling.bpmn", "--format", "sarif", status=1).stdout)["runs"]
        return [result["partialFingerprints"] for result in run["results"]]

    before = prints()
    (folder / "dangling.bpmn").write_bytes(documents.dangling().replace(b"<process", b"\n\n<process"))
    assert prints() == before
    assert len({json.dumps(each) for each in before}) == len(before)


def test_sarif_shows_a_counter_example_as_a_code_flow(folder):
    flows = ["Start Split", "Split Pack", "Split Bill", "Pack Join", "Bill Join"]
    lines = "".join(
        '<sequenceFlow id="{0}{1}" sourceRef="{0}" targetRef="{1}"/>'.format(*each.split()) for each in flows
    )
    nodes = '<startEvent id="Start"/><exclusiveGateway id="Split"/><task id="Pack"/><task id="Bill"/>'
    text = f'<process id="P">{nodes}<parallelGateway id="Join"/>{lines}</process>'
    (folder / "stuck.bpmn").write_text(
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">{text}</definitions>'
    )
    (told,) = json.loads(ameide("validate", "stuck.bpmn", "--format", "sarif").stdout)["runs"]
    (deadlock,) = [result for result in told["results"] if result["ruleId"] == "deadlock"]
    steps = deadlock["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == ["Start", "Split", "Pack"]
    assert {step["location"]["physicalLocation"]["artifactLocation"]["uri"] for step in steps} == {"stuck.bpmn"}


def test_markdown_keeps_foreign_text_in_code_spans(folder):
    (folder / "evil.bpmn").write_bytes(documents.unnamed().replace(b'"Ship"', b'"Ship`|[x](y)"'))
    told = ameide("validate", "evil.bpmn", "models", "--format", "markdown").stdout
    assert "### `models/unnamed.bpmn`" in told
    rows = [line for line in told.splitlines() if "label-required" in line]
    assert all(re.sub(r"(`+).*?\1", "", row).count("|") == 5 for row in rows)
    assert len(rows) == 2


def test_rules_are_listed_as_they_apply_here(folder):
    configure(folder, '[rules]\nlabel-required = "off"')
    listed = {rule["id"]: rule["level"] for rule in json.loads(ameide("rules", "--json").stdout)["rules"]}
    assert set(listed) == set(RULES)
    assert (listed["label-required"], listed["dangling-flow"]) == ("off", "error")


@pytest.mark.parametrize("name", ["deadlock", "bpmn-analyzer/safeness"])
def test_a_rule_prints_its_help(folder, name):
    told = ameide("rules", name).stdout
    assert "\nFix. " in told
    assert RULES["safeness" if "/" in name else name].title in told


def test_an_unknown_rule_is_a_wrong_command(folder):
    assert "Did you mean 'label-required'?" in ameide("rules", "label-requird", status=2).stderr


def test_generating_from_a_file_obeys_it_too(folder):
    ameide("generate", "dangling.bpmn", "-t", "temporal-python", "--out", "out", status=1)
    configure(
        folder, WAIVED.replace("label-required", "dangling-flow").replace("Ship", "Order_2").replace("models/", "")
    )
    ameide("generate", "dangling.bpmn", "-t", "temporal-python", "--out", "out")
    assert (folder / "out" / "ameide-map.json").is_file()


def test_an_engines_rules_apply_where_it_is_named(folder):
    (folder / "engine.bpmn").write_bytes(documents.process())
    of_engine = {rule.id for rule in RULES.values() if rule.target == "camunda-8"}
    assert not {found["rule"] for found in findings("engine.bpmn")} & of_engine
    asked = ("engine.bpmn", "--target", "camunda-8@8.6")
    assert {found["rule"] for found in findings(*asked, status=1)} & of_engine
    configure(folder, 'targets = ["camunda-8"]')
    assert {found["rule"] for found in findings("engine.bpmn", status=1)} & of_engine

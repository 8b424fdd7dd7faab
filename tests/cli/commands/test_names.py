"""Test that an unknown name is a usage error with a suggestion, in every option that takes names."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli import documents

LISTED = "; there are: "
OFFLINE = {
    ("validate", "a.bpmn", "--target", "camunda8@8.6"): "Did you mean 'camunda-8'?",
    ("validate", "a.bpmn", "--target", "foo"): "There is no engine 'foo'; there are: camunda-7, camunda-8, ",
    ("validate", "a.bpmn", "--target", "camunda-8@99"): "There is no release 99 of camunda-8; there are: 1.0, ",
    ("validate", "a.bpmn", "--target", "temporal-python@1"): "temporal-python has no releases",
    ("validate", "a.bpmn", "--rule", "label-requird"): "Did you mean 'label-required'?",
    ("validate", "a.bpmn", "--rule", "label-required=eror"): "Did you mean 'error'?",
    ("validate", "a.bpmn", "--fail-on", "eror"): "Did you mean 'error'?",
    ("validate", "a.bpmn", "--format", "sarf"): "Did you mean 'sarif'?",
    ("rules", "label-requird"): "Did you mean 'label-required'?",
    ("rules", "--target", "camunda8"): "Did you mean 'camunda-8'?",
    ("targets", "temporal-pyton"): "Did you mean 'temporal-python'?",
    ("formats", "bpnm"): "Did you mean 'bpmn'?",
    ("generate", "a.bpmn", "--target", "temporal-pyton", "--out", "out"): "Did you mean 'temporal-python'?",
    ("generate", "a.bpmn", "--target", "temporal-python", "--out", "out", "--option", "task_que=a"): "'task_queue'?",
    ("impact", "order", "--label", "Artifact"): "Did you mean 'Artefact'?",
    ("impact", "order", "--format", "cvs"): "Did you mean 'csv'?",
    ("diff", "a.bpmn", "a.bpmn", "--fail-on", "artifacts"): "Did you mean 'artefacts'?",
    ("search", "order", "--severity", "eror"): "Did you mean 'error'?",
}  # fmt: skip
STORED = {
    ("import", "order.bpmn", "--format", "bpnm"): "Did you mean 'bpmn'?",
    ("generate", "order", "--target", "temporal-pyton", "--out", "out"): "Did you mean 'temporal-python'?",
    ("generate", "order", "--target", "temporal-python", "--out", "out", "--option", "task_que=a"): "'task_queue'?",
    ("waive", "order#Ship", "--rule", "label-requird", "--reason", "why"): "Did you mean 'label-required'?",
    ("search", "order", "--kind", "servicetask"): "Did you mean 'serviceTask'?",
    ("impact", "order", "--kind", "servicetask"): "Did you mean 'serviceTask'?",
    ("lineage", "order", "--kind", "userTsk"): "Did you mean 'userTask'?",
    ("findings", "--rule", "label-requird"): "Did you mean 'label-required'?",
    ("builds", "--target", "temporal-pyton"): "Did you mean 'temporal-python'?",
    ("builds", "--stale", "--target", "temporal-pyton"): "Did you mean 'temporal-python'?",
    ("list", "--format", "bpnm"): "Did you mean 'bpmn'?",
}


def spoken(text):
    """Return a message as one line: a terminal breaks it, and draws a frame around it."""
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def offline(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bpmn").write_bytes(documents.process())
    return SimpleNamespace(folder=tmp_path, run=lambda *asked: CliRunner().invoke(app, asked))


@pytest.mark.parametrize("asked", OFFLINE, ids=" ".join)
def test_it_is_refused_before_anything_is_done(offline, asked):
    done = offline.run(*asked)
    assert (done.exit_code, done.stdout) == (2, "")
    assert OFFLINE[asked] in spoken(done.stderr)


@pytest.mark.parametrize("asked", STORED, ids=" ".join)
def test_a_server_refuses_it_too(ameide, asked):
    done = ameide(*asked, status=2)
    assert STORED[asked] in spoken(done.stderr)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('targets = ["camunda8@8.6"]', "Did you mean 'camunda-8'?"),
        ('targets = ["camunda-8@99"]', "There is no release 99"),
        ('[rules]\nlabel-requird = "off"', "Did you mean 'label-required'?"),
        ('[rules]\nlabel-required = "of"', "label-required is off, info, warning or error, not 'of'."),
        ('extends = "recomended"', "Did you mean 'recommended'?"),
        ('[rule]\nlabel-required = "off"', "There is no setting 'rule'; there are: extends, names, "),
    ],
)
def test_a_configuration_that_says_it_stops_the_check(offline, text, told):
    (offline.folder / ".ameide.toml").write_text(text)
    done = offline.run("validate", "a.bpmn")
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in spoken(done.stderr)


@pytest.mark.parametrize("text", ["bpmn", "BPMN"])
def test_case_is_no_mistake_in_a_choice(offline, text):
    assert offline.run("validate", "a.bpmn", "--format", "JSON", "--fail-on", "Never").exit_code == 0


def test_the_tenants_configuration_refuses_it(ameide):
    ask = "mutation($text: String!) { configureRules(input: {content: $text}) { problems { code message } } }"
    given = json.dumps({"text": 'targets = ["camunda8@8.6"]'})
    (problem,) = ameide.json("query", ask, "--variables", given)["configureRules"]["problems"]
    assert problem["code"] == "BAD_CONFIGURATION"
    assert "Did you mean 'camunda-8'?" in problem["message"]

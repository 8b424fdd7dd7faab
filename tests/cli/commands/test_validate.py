"""Test `ameide validate`: its findings, output formats and exit statuses."""

import json
import os
import shlex
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli import documents
from tests.cli.runs import ROOT, run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.bpmn").write_bytes(documents.process())
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    (tmp_path / "unnamed.bpmn").write_bytes(documents.unnamed())
    (tmp_path / "broken.bpmn").write_bytes(documents.BROKEN)
    return tmp_path


def ameide(*arguments):
    return CliRunner().invoke(app, ["validate", *arguments])


@pytest.mark.parametrize(
    ("file", "fail_on", "status"),
    [
        ("good.bpmn", "warning", 0),
        ("unnamed.bpmn", "error", 0),
        ("unnamed.bpmn", "warning", 1),
        ("dangling.bpmn", "error", 1),
        ("dangling.bpmn", "never", 0),
        ("broken.bpmn", "never", 1),
    ],
)
def test_the_exit_status(folder, file, fail_on, status):
    assert ameide(file, "--fail-on", fail_on).exit_code == status


def test_a_finding_says_where_what_and_shows_the_line(folder):
    told = ameide("dangling.bpmn").stdout
    place, _, rest = told.partition(" error: ")
    assert place.splitlines()[-1] == "dangling.bpmn:8:"
    assert rest.startswith("Order_2: ")
    assert "[dangling-flow]" in rest
    assert '     8 │ <sequenceFlow id="Order_2" sourceRef="Ship" targetRef="Nowhere"/>' in rest
    assert "1 error" in told.splitlines()[-1]


def test_what_is_no_model_says_line_and_column(folder):
    told = ameide("broken.bpmn").stdout
    assert told.startswith("broken.bpmn:3:")
    assert "1 file unreadable" in told


def test_a_folder_is_checked_whole(folder):
    answer = json.loads(ameide(".", "--json").stdout)
    assert [each["file"] for each in answer["files"]] == [
        "broken.bpmn", "dangling.bpmn", "good.bpmn", "unnamed.bpmn",
    ]  # fmt: skip
    assert answer["ok"] is False
    assert answer["summary"]["files"] == 4
    assert answer["summary"]["unreadable"] == 1
    assert [found["rule"] for found in answer["files"][3]["findings"]] == ["label-required"]


def test_json_is_the_same_for_programs(folder):
    result = ameide("dangling.bpmn", "--json")
    answer = json.loads(result.stdout)
    found = next(each for each in answer["files"][0]["findings"] if each["rule"] == "dangling-flow")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert found["severity"] == "error"
    assert (found["element"], found["line"]) == ("Order_2", 8)
    assert found["excerpt"].startswith("<sequenceFlow")


def test_one_rule_alone(folder):
    answer = json.loads(ameide("dangling.bpmn", "--json", "--rule", "dangling-flow").stdout)
    assert {found["rule"] for found in answer["files"][0]["findings"]} == {"dangling-flow"}


def test_an_unknown_rule_says_where_they_are_listed(folder):
    result = ameide("good.bpmn", "--rule", "no-such-rule")
    assert result.exit_code == 2
    assert "`ameide rules` lists them" in result.stderr


def test_a_file_that_is_not_there_stops_no_other(folder):
    result = ameide("nothing.bpmn", "good.bpmn", "--json")
    missing, good = json.loads(result.stdout)["files"]
    assert result.exit_code == 2
    assert [problem["code"] for problem in missing["problems"]] == ["NO_FILE"]
    assert good["problems"] == []


def test_a_pattern_that_matches_nothing(folder):
    result = ameide("*.archimate", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "NO_FILE"


def test_hostile_names_do_nothing_to_the_terminal(folder):
    evil = documents.process(name="\u202e[bold red]x[/]\x9b2J").replace(b"_End", "_\u202e\x9bEnd[/]".encode())
    (folder / "evil.bpmn").write_bytes(evil)
    result = run("validate", "evil.bpmn", cwd=folder, FORCE_COLOR="1")
    assert result.returncode in {0, 1}
    assert not {"\u202e", "\x9b"} & set(result.stdout)
    assert r"\u202e" in result.stdout


def test_a_pipe_gets_no_escapes_no_progress_and_whole_lines(folder):
    result = run("validate", *["dangling.bpmn", "good.bpmn"], cwd=folder, COLUMNS="20")
    assert "\x1b" not in result.stdout + result.stderr
    assert result.stderr == ""
    assert any(line.endswith("[dangling-flow]") for line in result.stdout.splitlines())


def test_standard_input(folder):
    result = run("validate", "-", cwd=folder, stdin=documents.dangling().decode())
    assert result.returncode == 1
    assert result.stdout.startswith("-:")


@pytest.mark.parametrize("form", ["", "--json"])
def test_a_reader_that_leaves_is_no_failure_to_talk_about(folder, form):
    for number in range(300):
        (folder / f"{number:03}.bpmn").write_bytes(documents.dangling())
    command = f"{shlex.quote(sys.executable)} -m cli.main validate . {form} | true"
    done = subprocess.run(
        command, shell=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_a_counter_example_is_shown_as_a_way(folder):
    flows = ["Start Split", "Split Pack", "Split Bill", "Pack Join", "Bill Join"]
    ends = [flow.split() for flow in flows]
    lines = "".join(f'<sequenceFlow id="{a}{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in ends)
    nodes = '<startEvent id="Start"/><exclusiveGateway id="Split"/><task id="Pack"/><task id="Bill"/>'
    text = f'<process id="P">{nodes}<parallelGateway id="Join"/>{lines}</process>'
    document = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">{text}</definitions>'
    (folder / "stuck.bpmn").write_text(document)
    assert "way │ Start → Split → Pack" in ameide("stuck.bpmn").output
    [file] = json.loads(ameide("stuck.bpmn", "--json").output)["files"]
    [deadlock] = [found for found in file["findings"] if found["rule"] == "deadlock"]
    assert deadlock["trace"] == ["Start", "Split", "Pack"]


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_finding(folder):
    result = ameide("good.bpmn", "dangling.bpmn", "nothing.bpmn", "--format", "junit", "--fail-on", "warning")
    assert result.exit_code == 2
    good, dangling, missing = ElementTree.fromstring(result.stdout)
    found = json.loads(ameide("dangling.bpmn", "--json").stdout)["files"][0]["findings"]
    failing = [each for each in found if each["severity"] in {"error", "warning"}]
    assert good.attrib == {"name": "good.bpmn", "tests": "1", "failures": "0", "errors": "0", "skipped": "0"}
    assert (dangling.get("tests"), dangling.get("failures")) == (str(len(found)), str(len(failing)))
    told = {failure.get("message") for failure in dangling.iter("failure")}
    assert told == {each["message"] for each in failing}
    assert missing.get("errors") == "1"


def test_junit_holds_any_text_of_a_document(folder):
    (folder / "odd.bpmn").write_bytes(documents.process(name="\u202e ]]> &amp; \x85").replace(b"_End", b"_End]]&gt;"))
    assert ElementTree.fromstring(ameide("odd.bpmn", "--format", "junit").stdout).tag == "testsuites"

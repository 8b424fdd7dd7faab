"""Test `ameide validate --fix`: it mends files in place and shows the change."""

import json

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli import documents
from tests.cli.runs import run

ONCE = b'    <sequenceFlow id="Order_2" sourceRef="Ship" targetRef="Order_End"/>\r\n'
TWICE = ONCE + ONCE.replace(b"Order_2", b"Twice")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.bpmn").write_bytes(whole())
    (tmp_path / "twice.bpmn").write_bytes(whole().replace(ONCE, TWICE))
    (tmp_path / "broken.bpmn").write_bytes(documents.BROKEN)
    return tmp_path


def whole():
    return documents.process().replace(b"\n", b"\r\n")


def ameide(*arguments):
    return CliRunner().invoke(app, ["validate", *arguments])


def test_a_file_is_mended_and_the_change_is_shown(folder):
    (folder / "twice.bpmn").chmod(0o640)
    told = ameide("twice.bpmn", "--fix", "--fail-on", "warning")
    assert told.exit_code == 0
    assert '-    <sequenceFlow id="Twice" sourceRef="Ship" targetRef="Order_End"/>' in told.stdout.splitlines()
    assert "Fixed: 1 finding in 1 file." in told.stderr
    assert (folder / "twice.bpmn").read_bytes() == whole()
    assert (folder / "twice.bpmn").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["broken.bpmn", "good.bpmn", "twice.bpmn"]


def test_dry_it_only_shows(folder):
    before = (folder / "twice.bpmn").read_bytes()
    answer = json.loads(ameide(".", "--fix", "--dry-run", "--json").stdout)
    [fixed] = answer["fixed"]
    assert fixed["file"] == "twice.bpmn"
    assert [each["rule"] for each in fixed["fixed"]] == ["no-duplicate-sequence-flows"]
    assert fixed["diff"].startswith("--- twice.bpmn\n+++ twice.bpmn\n@@ ")
    assert (folder / "twice.bpmn").read_bytes() == before
    assert "no-duplicate-sequence-flows" in {found["rule"] for found in answer["files"][2]["findings"]}


def test_what_needs_nothing_is_not_touched(folder):
    before = (folder / "good.bpmn").stat().st_mtime_ns
    assert json.loads(ameide("good.bpmn", "--fix", "--json").stdout)["fixed"] == []
    assert (folder / "good.bpmn").stat().st_mtime_ns == before


def test_standard_input_has_no_place_to_be_fixed_in(folder):
    twice = (folder / "twice.bpmn").read_text()
    assert run("validate", "-", "--fix", cwd=folder, stdin=twice).returncode == 2


def test_only_asked_together(folder):
    assert ameide("good.bpmn", "--dry-run").exit_code == 2

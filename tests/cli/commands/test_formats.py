"""Test `ameide formats`: the list of formats, and broken plug-ins."""

import pytest

from pipeline.ir import plugins
from tests.cli.conftest import Ameide

ameide = Ameide()


@pytest.fixture(autouse=True)
def none_broken(monkeypatch):
    monkeypatch.setattr(plugins, "_broken", {})


def test_they_are_listed():
    assert "BPMN 2.0" in ameide("formats").stdout
    listed = {each["name"]: each for each in ameide.json("formats")["formats"]}
    assert listed["bpmn"] == {
        "name": "bpmn",
        "title": "BPMN 2.0",
        "description": "BPMN 2.0 XML.",
        "endings": [".bpmn", ".bpmn2", ".bpmn20.xml"],
        "writable": True,
        "fixable": True,
        "relations": {},
    }


def test_one_shows_how_its_files_end_and_what_can_be_done_with_them():
    shown = ameide("formats", "bpmn").stdout
    assert ".bpmn20.xml" in shown
    assert "written again and fixed" in shown


def test_one_that_is_not_there_is_a_wrong_question_with_a_guess():
    assert "Did you mean 'bpmn'?" in ameide("formats", "bmpn", status=2).stderr


def test_a_plug_in_that_cannot_be_used_is_named():
    plugins.broke("ameide.formats", "idef", "idef:FORMAT cannot be loaded")
    assert "The format idef cannot be used: idef:FORMAT cannot be loaded." in ameide("formats").stderr
    assert ameide.json("formats")["broken"] == [{"name": "idef", "reason": "idef:FORMAT cannot be loaded"}]
    assert "idef:FORMAT cannot be loaded" in ameide("formats", "idef", status=2).stderr

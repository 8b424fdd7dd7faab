"""Test `ameide targets`: the list, the details of one target, and broken plug-ins."""

import pytest

from pipeline.ir import plugins
from tests.cli.conftest import Ameide

ameide = Ameide()


@pytest.fixture(autouse=True)
def none_broken(monkeypatch):
    monkeypatch.setattr(plugins, "_broken", {})


def test_they_are_listed():
    assert "Temporal workflows in Python" in ameide("targets").stdout
    listed = {each["name"]: each for each in ameide.json("targets")["targets"]}
    assert listed["temporal-python"]["takes"] == ["bpmn"]


def test_one_shows_its_options_with_their_ranges_and_what_it_runs():
    shown = ameide("targets", "temporal-python").stdout
    assert "maximum_attempts" in shown
    assert "from 0 to 2147483647" in shown
    assert "userTask" in shown


def test_one_that_is_not_there_is_a_wrong_question():
    assert "There is no target 'cobol'" in ameide("targets", "cobol", status=2).stderr


def test_a_plug_in_that_cannot_be_used_is_named():
    plugins.broke("ameide.targets", "cobol", "cobol:TARGET cannot be loaded")
    assert "The target cobol cannot be used: cobol:TARGET cannot be loaded." in ameide("targets").stderr
    assert ameide.json("targets")["broken"] == [{"name": "cobol", "reason": "cobol:TARGET cannot be loaded"}]
    assert "cobol:TARGET cannot be loaded" in ameide("targets", "cobol", status=2).stderr

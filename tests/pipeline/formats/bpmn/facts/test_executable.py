"""Test which elements are in executable processes."""

import pytest

from pipeline.formats.bpmn.facts.executable import executed, executes
from tests.pipeline.formats.bpmn.documents import document, executable

TASK = '<subProcess id="Outer"><subProcess id="Inner"><task id="Deep"/></subProcess></subProcess><task id="Task"/>'


@pytest.mark.parametrize("said", ["true", "1", " true "])
def test_what_stands_in_an_executable_process_is_executed_at_every_depth(said: str) -> None:
    model = document(f'<process id="P" isExecutable="{said}">{TASK}</process>')
    assert [element.id for element in executed(model, "task", "process")] == ["P", "Deep", "Task"]


@pytest.mark.parametrize("said", ['isExecutable="false"', 'isExecutable="yes"', ""])
def test_nothing_else_is(said: str) -> None:
    model = document(f'<process id="P" {said}>{TASK}</process><message id="M"/>')
    assert [*executed(model, "task", "process", "message", "definitions")] == []
    assert not executes(model)


def test_a_document_executes_where_one_process_does() -> None:
    assert executes(document('<process id="P"/>', executable()))

"""Test where processes and sub-processes begin, and what they contain."""

import pytest

from pipeline.ir.tokens.scopes import (
    awaits_event,
    beginnings,
    entries,
    event_sub_processes,
    inside,
    is_start,
    processes,
)
from pipeline.ir.workflow import WorkflowModel
from tests.fixtures.processes import flows, model

LINKED = '<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent>'


def begun(found: WorkflowModel, container: str = "P") -> list[list[str]]:
    return [[node.id for node in nodes] for nodes in beginnings(found, found.by_id[container])]


def test_each_start_event_is_a_beginning_of_its_own() -> None:
    found = model('<startEvent id="s"/><startEvent id="t"/><task id="a"/>' + flows("s>a t>a"))
    assert begun(found) == [["s"], ["t"]]


def test_without_a_start_event_all_that_nothing_leads_to_begins_at_once() -> None:
    found = model('<task id="a"/><task id="b"/><task id="c"/>' + flows("a>c"))
    assert begun(found) == [["a", "b"]]


@pytest.mark.parametrize(
    "begun_otherwise",
    [
        LINKED,
        '<boundaryEvent id="e" attachedToRef="a"><timerEventDefinition/></boundaryEvent>',
        '<task id="undo" isForCompensation="true"/>',
        '<subProcess id="beside" triggeredByEvent="true"><startEvent id="heard"/></subProcess>',
    ],
)
def test_what_an_event_begins_is_no_beginning(begun_otherwise: str) -> None:
    found = model('<task id="a"/>' + begun_otherwise)
    assert begun(found) == [["a"]]
    assert [node.id for node in found.nodes("P") if awaits_event(node)] == [found.nodes("P")[1].id]


def test_a_receive_task_that_instantiates_is_a_start_unless_it_undoes_another_one() -> None:
    task = '<receiveTask id="r" instantiate="{}" isForCompensation="{}"/>'
    assert is_start(model(task.format("1", "false")).by_id["r"])
    assert not is_start(model(task.format("false", "false")).by_id["r"])
    assert not is_start(model(task.format("true", "true")).by_id["r"])


def test_an_ad_hoc_sub_process_begins_with_all_that_nothing_leads_to_too() -> None:
    found = model('<adHocSubProcess id="h"><startEvent id="s"/><task id="a"/></adHocSubProcess>')
    assert [node.id for node in entries(found, found.by_id["h"])] == ["s", "a"]


def test_an_event_sub_process_waits_at_its_start_events() -> None:
    handler = '<subProcess id="h" triggeredByEvent="true"><startEvent id="s"/><task id="a"/></subProcess>'
    found = model('<task id="t"/>' + handler)
    assert [(node.id, [start.id for start in starts]) for node, starts in event_sub_processes(found, "P")] == [
        ("h", ["s"])
    ]


def test_processes_that_are_executable_run_and_where_none_is_all_that_do_something() -> None:
    process = '<process id="{0}" isExecutable="{1}"><task id="{0}_t"/></process>'
    empty = '<process id="Empty" isExecutable="true"/>'
    found = model(process.format("A", " true ") + process.format("B", "false") + empty)
    assert [each.id for each in processes(found)] == ["A"]
    found = model(process.format("A", "false") + process.format("B", "false") + empty)
    assert [each.id for each in processes(found)] == ["A", "B"]


def test_what_is_inside_is_found_at_any_depth() -> None:
    found = model('<task id="a"/><subProcess id="s"><startEvent id="b"/><subProcess id="t"/></subProcess>')
    assert [element.id for element in inside(found, "P")] == ["a", "s", "b", "t"]

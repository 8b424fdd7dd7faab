"""Test what a document throws and catches beyond itself, and what a call passes."""

import pytest

from pipeline.formats.bpmn.meetings.calls import called, container, given
from pipeline.formats.bpmn.meetings.exchanges import ANY, exchanges, interface
from pipeline.ir.meeting import Exchange
from pipeline.ir.workflow import WorkflowModel
from tests.fixtures.processes import model

ROOTS = '<error id="E" errorCode="e"/><error id="N" name="named"/><signal id="S" name=" One&#10; two "/>'
THROW = '<endEvent id="T"><errorEventDefinition errorRef="E"/></endEvent>'


def codes(exchange: Exchange) -> tuple[str, ...]:
    stated = exchange.stated.get("codes", [])
    assert isinstance(stated, list)
    return tuple(stated)


def met(found: WorkflowModel) -> set[tuple[str, str, str, str, tuple[str, ...]]]:
    return {(each.element.id, each.side, each.type, each.target, codes(each)) for each in exchanges(found)}


def on(host: str, ref: str = "") -> str:
    stated = f' errorRef="{ref}"' if ref else ""
    return f'<boundaryEvent id="On_{host}" attachedToRef="{host}"><errorEventDefinition{stated}/></boundaryEvent>'


@pytest.mark.parametrize(
    ("inside", "leaves"),
    [
        (THROW, True),
        (f'<subProcess id="X">{THROW}</subProcess>{on("X", "E")}', False),
        (f'<subProcess id="X">{THROW}</subProcess>{on("X")}', False),
        (f'<subProcess id="X">{THROW}</subProcess>{on("X", "N")}', True),
        (f'<subProcess id="Y"><subProcess id="X">{THROW}</subProcess></subProcess>{on("Y", "E")}', False),
        (f'<task id="X"/>{on("X", "E")}{THROW}', True),
    ],
)
def test_an_error_leaves_unless_it_is_caught_on_the_way(inside: str, leaves: bool):
    thrown = ("T", "throws", "errors", "P", ("e",))
    assert (thrown in met(model(inside, roots=ROOTS))) is leaves


def test_a_call_catches_what_is_caught_on_it_and_around_it():
    calls = f'<callActivity id="C" calledElement="Q"/>{on("C", "N")}'
    found = model(f'<subProcess id="X">{calls}</subProcess>{on("X", "E")}', roots=ROOTS)
    assert met(found) == {("C", "catches", "errors", "Q", ("e", "named"))}
    assert met(model(calls.replace(' errorRef="N"', ""), roots=ROOTS)) == {("C", "catches", "errors", "Q", (ANY,))}


def test_too_many_codes_are_any():
    roots = "".join(f'<error id="E{number}" errorCode="{number}"/>' for number in range(101))
    calls = "".join(on("C", f"E{number}").replace("On_C", f"On_{number}") for number in range(101))
    found = model(f'<callActivity id="C" calledElement="Q"/>{calls}', roots=roots)
    assert met(found) == {("C", "catches", "errors", "Q", (ANY,))}


def test_blanks_do_not_tell_names_apart_and_expressions_are_no_names():
    signal = '<endEvent id="T"><signalEventDefinition signalRef="S"/></endEvent>'
    assert met(model(signal, roots=ROOTS)) == {("T", "throws", "signalName", "One two", ())}
    assert met(model(signal, roots='<signal id="S" name="order-${id}"/>')) == {("T", "throws", "signalId", "S", ())}


def test_tasks_send_and_receive():
    tasks = '<sendTask id="A" messageRef="M"/><receiveTask id="B" messageRef="M"/>'
    found = met(model(tasks, roots='<message id="M" name="m"/>'))
    assert found == {("A", "throws", "messageName", "m", ()), ("B", "catches", "messageName", "m", ())}


@pytest.mark.parametrize(
    "name", ["Message_1", "Message_0h4k2ls", "message", "New Message", "Message 12", "newMessage1"]
)
@pytest.mark.parametrize("drawn", [True, False])
def test_a_name_that_editors_give_meets_others_only_where_a_flow_is_drawn(name: str, drawn: bool):
    flow = '<messageFlow id="F" sourceRef="A" targetRef="They"/>' if drawn else ""
    pools = f'<collaboration id="K"><participant id="They"/>{flow}</collaboration>'
    found = exchanges(model('<sendTask id="A" messageRef="M"/>', roots=f'<message id="M" name="{name}"/>{pools}'))
    told = [(each.target, each.inside, each.offers) for each in found if each.type == "messageName"]
    assert told == [(name, True, True), (name, False, True)][: 1 + drawn]


@pytest.mark.parametrize(
    "name", ["Order placed", "Message received", "Message_payment", "Signal loss", "messages", "M1"]
)
def test_a_name_that_somebody_chose_meets_others(name: str):
    found = exchanges(model('<receiveTask id="A" messageRef="M"/>', roots=f'<message id="M" name="{name}"/>'))
    assert [(each.target, each.inside, each.offers) for each in found] == [(name, False, False)]


FLOW = (
    '<collaboration id="K"><participant id="They"/><messageFlow id="F" sourceRef="{}" targetRef="{}"/></collaboration>'
)


@pytest.mark.parametrize(
    ("source", "target", "messages"),
    [
        ("A", "B", ("", "")),
        ("A", "B", ("M", "")),
        ("A", "B", ("", "M")),
        ("A", "B", ("M", "N")),
        ("They", "B", ("", "M")),
        ("A", "They", ("M", "")),
    ],
)
def test_a_message_flow_ties_its_ends(source: str, target: str, messages: tuple[str, str]):
    refs = [f' messageRef="{each}"' if each else "" for each in messages]
    tasks = f'<sendTask id="A"{refs[0]}/><receiveTask id="B"{refs[1]}/>'
    roots = f'<message id="M" name="m"/><message id="N" name="n"/>{FLOW.format(source, target)}'
    found = {each for each in met(model(tasks, roots=roots)) if each[2] == "messageFlowSource"}
    assert found == {
        (source, "throws", "messageFlowSource", "F", ()),
        (target, "catches", "messageFlowSource", "F", ()),
    }


def test_a_message_flow_adds_nothing_to_a_name_that_both_ends_state():
    tasks = '<sendTask id="A" messageRef="M"/><receiveTask id="B" messageRef="M"/>'
    found = met(model(tasks, roots=f'<message id="M" name="m"/>{FLOW.format("A", "B")}'))
    assert {each[2] for each in found} == {"messageName"}


@pytest.mark.parametrize(
    ("call", "target"),
    [
        ('calledElement="Q"', "Q"),
        ('calledElement="${which}"', ""),
        ("", ""),
    ],
)
def test_what_a_call_calls(call: str, target: str):
    found = model(f'<subProcess id="X"><callActivity id="C" {call}/></subProcess>')
    assert called(found.by_id["C"]) == target
    process = container(found, found.by_id["C"])
    assert process is not None
    assert process.id == "P"
    assert given(found, found.by_id["C"]) == interface(found, found.by_id["P"]) == {}

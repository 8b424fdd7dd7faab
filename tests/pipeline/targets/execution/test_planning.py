"""Test the plan of a model: processes, inputs and actions."""

import pytest

from pipeline.targets.execution.work import Broadcast, Call, Complete, Fail, Nested, Perform, Race, Receive
from tests.fixtures.processes import flows
from tests.pipeline.targets.execution.plans import plan_of, process_of, step_of

MESSAGE = '<message id="Paid" name="Payment received"/><signal id="Off" name="Payment received"/>'
CATCH = '<intermediateCatchEvent id="{}"><{}EventDefinition {}Ref="{}"/></intermediateCatchEvent>'


def caught(id_: str, kind: str, ref: str) -> str:
    return CATCH.format(id_, kind, kind, ref)


def test_steps_are_named_once_and_never_as_what_is_reserved() -> None:
    found = process_of('<task id="a" name="Scope"/><task id="b" name="Check it!"/><task id="c" name="check it"/>')
    assert [step.name for step in found.steps] == ["scope_2", "check_it", "check_it_2"]


def test_processes_are_named_and_called() -> None:
    process = '<process id="{}" name="{}" isExecutable="true"><task id="{}"/></process>'
    found = plan_of(process.format("Pay", "Process", "a") + process.format("_1", "", "b"))
    assert [(each.name, each.called) for each in found.processes] == [("Process_2", "Pay"), ("Unnamed", "_1")]


def test_each_start_event_is_a_choice_of_the_caller() -> None:
    found = process_of('<startEvent id="s"/><startEvent id="t"/>')
    assert ([start.step for start in found.starts], found.alternatives) == (["s", "t"], True)
    found = process_of('<task id="a"/><task id="b"/>')
    assert ([start.step for start in found.starts], found.alternatives) == (["a", "b"], False)


def test_events_that_wait_for_the_same_share_an_inbox() -> None:
    found = process_of(caught("a", "message", "Paid") + caught("b", "message", "Paid"), roots=MESSAGE)
    [inbox] = found.inboxes
    assert (inbox.name, inbox.label, inbox.broadcast, inbox.expected) == ("Paid", "Payment received", False, True)
    assert [(each.name, each.method) for each in inbox.called] == [("Paid", "on_payment_received")]
    assert inbox.elements == ("Paid", "a", "b")
    assert [step.work for step in found.steps] == [Receive(name="Paid")] * 2


def test_a_message_and_a_signal_of_one_name_are_two_inboxes() -> None:
    found = process_of(caught("a", "message", "Paid") + caught("b", "signal", "Off"), roots=MESSAGE)
    assert [(inbox.name, inbox.broadcast) for inbox in found.inboxes] == [
        ("Paid", False),
        ("Off", True),
    ]


def test_only_a_boundary_event_does_not_make_an_inbox_expected() -> None:
    boundary = '<boundaryEvent id="b" attachedToRef="a"><messageEventDefinition messageRef="Paid"/></boundaryEvent>'
    [inbox] = process_of('<task id="a"/>' + boundary, roots=MESSAGE).inboxes
    assert not inbox.expected


@pytest.mark.parametrize(
    ("people", "work", "tasks", "actions"),
    [
        (True, Complete(task="t"), ["complete_look"], []),
        (False, Perform(action="look"), [], ["look"]),
    ],
)
def test_people_finish_their_tasks_or_they_are_actions(
    people: bool, work: object, tasks: list[str], actions: list[str]
) -> None:
    found = plan_of('<userTask id="t" name="Look"/>', people=people)
    process = found.processes[0]
    assert process.steps[0].work == work
    assert [task.name for task in process.tasks] == tasks
    assert [action.name for action in found.actions] == actions


def test_a_call_is_of_a_process_of_the_plan_or_of_one_elsewhere() -> None:
    caller = '<process id="P" isExecutable="true"><callActivity id="a" calledElement="Q"/>'
    caller += '<callActivity id="b" calledElement="R"/></process>'
    found = plan_of(caller + '<process id="Q" isExecutable="true"><task id="t"/></process>')
    assert [step.work for step in found.processes[0].steps] == [
        Call(process="Q", called="Q"),
        Call(process=None, called="R"),
    ]
    assert found.elsewhere == {"R": ("b",)}


def test_errors_that_are_caught_are_told_with_who_catches_them() -> None:
    roots = '<error id="E" errorCode="OUT"/>'
    throw = '<endEvent id="x"><errorEventDefinition errorRef="E"/></endEvent>'
    boundary = '<boundaryEvent id="{0}" attachedToRef="{1}"><errorEventDefinition {2}/></boundaryEvent>'
    inside = f'<subProcess id="s">{throw}</subProcess>' + boundary.format("any", "s", "")
    inside += boundary.format("out", "s", 'errorRef="E"')
    found = plan_of(inside, roots=roots)
    assert found.codes == {"OUT": ("out",)}
    nested, thrown = (next(step for step in found.processes[0].steps if step.name == name) for name in ("s", "x"))
    assert [catch.code for catch in nested.guard.errors] == ["OUT", ""]
    assert (nested.work, thrown.work) == (Nested(starts=("x",)), Fail(code="OUT"))


def test_an_event_sub_process_watches_its_scope() -> None:
    start = '<startEvent id="h" isInterrupting="{}"><timerEventDefinition><timeCycle>{}</timeCycle>'
    handler = (
        '<subProcess id="e" triggeredByEvent="true">' + start + "</timerEventDefinition></startEvent></subProcess>"
    )
    found = process_of('<task id="a"/>' + handler.format("false", "R3/PT1H"))
    [watch] = found.handlers.beside
    assert (watch.step, watch.element, watch.times) == ("h", "e", 3)
    assert [start.step for start in found.starts] == ["a"]
    found = process_of('<task id="a"/>' + handler.format("true", "R3/PT1H"))
    assert [way.step for way in found.handlers.until] == ["h"]


def test_a_thrown_signal_is_heard_here_and_told_to_the_world() -> None:
    throw = '<intermediateThrowEvent id="t"><signalEventDefinition signalRef="Off"/></intermediateThrowEvent>'
    assert step_of(throw, "t", roots=MESSAGE).work == Broadcast(name="Off", action="t")


def test_the_first_event_decides_at_an_event_based_gateway() -> None:
    inside = '<eventBasedGateway id="g"/>' + caught("a", "message", "Paid") + caught("b", "signal", "Off")
    work = step_of(inside + flows("g>a g>b"), "g", roots=MESSAGE).work
    assert isinstance(work, Race)
    assert [(hop.step, hop.flow) for hop in work.hops] == [("a", "g_a"), ("b", "g_b")]


def test_only_an_inclusive_join_has_to_know_the_ways() -> None:
    fork = '<{0}Gateway id="f"/><task id="a"/><task id="b"/><{0}Gateway id="j"/>' + flows("f>a f>b a>j b>j")
    found = process_of(fork.format("parallel"))
    assert found.ways == ()
    join = next(step.join for step in found.steps if step.name == "j")
    assert join is not None
    assert (join.all_of_them, join.flows) == (True, (("a_j", "a"), ("b_j", "b")))
    found = process_of(fork.format("inclusive"))
    assert found.ways == (("f", ("a", "b")), ("a", ("j",)), ("b", ("j",)))


def test_what_does_not_run_is_documentation() -> None:
    lanes = '<laneSet id="ls"><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    found = plan_of(lanes + '<task id="a"/><dataObject id="d"/>', roots=MESSAGE)
    assert [origin.element for origin in found.documentation] == ["Paid", "Off", "ls", "l", "d"]

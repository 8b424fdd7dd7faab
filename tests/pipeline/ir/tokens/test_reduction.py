"""Test that reduction changes no verdict, and that a counter-example is a run of its net."""

from collections.abc import Iterator

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.formats.bpmn.soundness.verdict import violations
from pipeline.ir.tokens.behaviour import Behaviour
from pipeline.ir.tokens.exploration import Explored, explored
from pipeline.ir.tokens.layout import laid_out
from pipeline.ir.tokens.net import Net
from pipeline.ir.tokens.reduction import reduced
from pipeline.ir.workflow import FlowElement, WorkflowModel
from tests.fixtures.laws import examples

_KINDS = ("task", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "task", "exclusiveGateway")


def element(name: str, kind: str, **more: str | None) -> FlowElement:
    return FlowElement(id=name, source_id=name, kind=kind, line=1, path="", **({"parent": "P"} | more))


@st.composite
def processes(draw: st.DrawFn) -> WorkflowModel:
    """Draw processes of one start, up to seven nodes, mostly forward flows, and one end."""
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=7))
    names = ["Start", *(f"N{number}" for number in range(len(kinds))), "End"]
    nodes = [element(name, kind) for name, kind in zip(names, ["startEvent", *kinds, "endEvent"], strict=True)]
    flows = {(number, number + 1) for number in range(len(names) - 1)}
    ends = st.tuples(st.integers(1, len(names) - 2), st.integers(1, len(names) - 1))
    flows |= set(draw(st.lists(ends.filter(lambda ends: ends[0] != ends[1]), max_size=5)))
    lines = [
        element(f"F{start}-{end}", "sequenceFlow", source=names[start], target=names[end])
        for start, end in sorted(flows)
    ]
    elements = (element("P", "process", parent=None), *nodes, *lines)
    return WorkflowModel(format="bpmn", parser="test/1", elements=elements, parts=0, content_digest="")


def net(model: WorkflowModel) -> Net:
    layout = laid_out(model, model.of_kind("process"))
    Behaviour(layout).write()
    return layout.net


def broken(found: Explored) -> Iterator[str]:
    """Yield the kinds of faults of a net, without their places."""
    places = found.net.places
    if found.stuck:
        yield "deadlock"
    if any(marking >> 2 * place & 2 for marking in found.order for place, kind in enumerate(places) if kind.counted):
        yield "safeness"
    yield from sorted(found.fired)


@settings(max_examples=examples(100), deadline=None)
@given(processes())
def test_a_reduced_net_behaves_like_the_whole(model: WorkflowModel) -> None:
    whole = explored(net(model), 3_000)
    assume(whole.complete)
    small = explored(reduced(net(model)), 3_000)
    assert small.complete
    assert len(small.order) <= len(whole.order)
    assert set(broken(small)) == set(broken(whole))


@settings(max_examples=examples(100), deadline=None)
@given(processes())
def test_a_counter_example_begins_at_the_start_and_follows_the_flows(model: WorkflowModel) -> None:
    led_to = {flow.target: set[str | None]() for flow in model.of_kind("sequenceFlow")}
    for flow in model.of_kind("sequenceFlow"):
        led_to[flow.target].add(flow.source)
    for found in violations(model):
        if found.broken in {"undecided", "dead-activity"}:
            assert found.trace == ()
            continue
        assert found.trace[0] == "Start"
        for place, node in enumerate(found.trace[1:], 1):
            assert led_to[node] & set(found.trace[:place])


@settings(deadline=None)
@given(processes())
def test_the_same_process_has_the_same_verdict(model: WorkflowModel) -> None:
    assert violations(model) == violations(model)

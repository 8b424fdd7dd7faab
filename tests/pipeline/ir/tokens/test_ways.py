"""Test where tokens go from a node, and what a node waits for."""

import pytest

from pipeline.ir.tokens.ways import Leaving, awaited, in_order, leads_to, leaving, waits_for
from pipeline.ir.workflow import FlowElement
from tests.fixtures.processes import flows, model

THROW = '<intermediateThrowEvent id="{}"><linkEventDefinition name="{}"/></intermediateThrowEvent>'
CATCH = '<intermediateCatchEvent id="{}"><linkEventDefinition name="{}"/></intermediateCatchEvent>'


def left(kind: str, ways: str, default: str = "") -> Leaving:
    stated = f' default="{default}"' if default else ""
    found = model(f'<{kind} id="g"{stated}/><task id="a"/><task id="b"/><task id="c"/>' + flows(ways))
    return leaving(found.by_id["g"], found.outgoing.get("g", ()))


def ids(elements: tuple[FlowElement, ...]) -> list[str]:
    return [element.id for element in elements]


@pytest.mark.parametrize(
    ("kind", "ways", "default", "how"),
    [
        ("task", "g>a g>b", "", "all"),
        ("task", "g>a[x] g>b", "", "some"),
        ("task", "g>a g>b", "g_b", "some"),
        ("parallelGateway", "g>a[x] g>b", "", "all"),
        ("exclusiveGateway", "g>a g>b", "", "one"),
        ("exclusiveGateway", "g>a[x]", "", "all"),
        ("inclusiveGateway", "g>a g>b", "", "some"),
        ("inclusiveGateway", "g>a", "", "all"),
        ("complexGateway", "g>a g>b", "", "some"),
        ("endEvent", "", "", "all"),
    ],
)
def test_a_token_leaves_by_all_flows_by_one_or_by_some(kind: str, ways: str, default: str, how: str) -> None:
    assert left(kind, ways, default).how == how


def test_flows_are_asked_by_default_or_always_taken() -> None:
    found = left("inclusiveGateway", "g>a[x] g>b g>c", "g_c")
    assert (ids(found.asked), found.default and found.default.id, ids(found.always)) == (["g_a"], "g_c", ["g_b"])
    assert ids(found.flows) == ["g_a", "g_b", "g_c"]


def test_the_condition_of_a_default_flow_is_not_asked() -> None:
    found = left("task", "g>a[x] g>b[y]", "g_b")
    assert (ids(found.asked), found.default and found.default.id) == (["g_a"], "g_b")


def test_the_only_flow_without_a_condition_is_the_default_of_an_exclusive_gateway() -> None:
    found = left("exclusiveGateway", "g>a[x] g>b[y] g>c")
    assert (found.default and found.default.id, found.always) == ("g_c", ())
    found = left("exclusiveGateway", "g>a[x] g>b g>c")
    assert (found.default, ids(found.always)) == (None, ["g_b", "g_c"])


@pytest.mark.parametrize(
    ("kind", "ways", "waits"),
    [
        ("parallelGateway", 2, "all"),
        ("parallelGateway", 1, None),
        ("inclusiveGateway", 2, "possible"),
        ("exclusiveGateway", 2, None),
        ("task", 3, None),
    ],
)
def test_a_join_waits_for_all_tokens_or_for_those_that_are_possible(kind: str, ways: int, waits: str | None) -> None:
    assert waits_for(model(f'<{kind} id="j"/>').by_id["j"], ways) == waits


def test_an_event_based_gateway_awaits_what_its_flows_lead_to() -> None:
    found = model(
        '<eventBasedGateway id="g"/><receiveTask id="r"/>' + CATCH.format("c", "L") + flows("g>r g>c g>nowhere")
    )
    assert [(flow.id, node.id) for flow, node in awaited(found, found.by_id["g"])] == [("g_r", "r"), ("g_c", "c")]


def test_a_token_goes_on_by_boundary_events_flows_and_links() -> None:
    boundary = '<boundaryEvent id="late" attachedToRef="a"><timerEventDefinition/></boundaryEvent>'
    links = THROW.format("t", "L") + CATCH.format("other", "M") + CATCH.format("c", "L") + CATCH.format("again", "L")
    found = model('<task id="a"/>' + boundary + links + flows("a>t"))
    assert leads_to(found, found.by_id["a"]) == ["late", "t"]
    assert leads_to(found, found.by_id["t"]) == ["c"]


def test_a_link_without_a_name_is_called_as_its_event() -> None:
    ends = [f'<intermediate{end}Event id="{end}" name=" Out "><linkEventDefinition/></intermediate{end}Event>'
            for end in ("Throw", "Catch")]  # fmt: skip
    found = model("".join(ends))
    assert leads_to(found, found.by_id["Throw"]) == ["Catch"]
    assert found.by_id["Throw"].link_names == ("Out",)


def test_nodes_come_in_the_order_of_tokens_whatever_the_document_says() -> None:
    inner = '<subProcess id="p"><task id="q2"/><task id="q1"/>' + flows("q1>q2") + "</subProcess>"
    found = model('<task id="lost"/><endEvent id="e"/>' + inner + '<startEvent id="s"/>' + flows("s>p p>e lost>lost"))
    assert [node.id for node in in_order(found, found.by_id["P"])] == ["s", "p", "q1", "q2", "e", "lost"]

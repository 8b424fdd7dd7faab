"""Test cycles, hubs, budgets and the evidence of edges in answers of reach."""

import itertools
from typing import Any

import pytest

from graph.records import EDGE_KINDS
from tests.fixtures.api import Api, order_to_cash

AGAIN = """
    <callActivity id="Again" name="Again" calledElement="Process_Order"/>
    <sequenceFlow id="Flow_6" sourceRef="Again" targetRef="Again"/>"""
CYCLES = """query($of: ID!, $first: Int, $flow: Boolean) { impact(of: $of, includeFlow: $flow) {
  cyclic complete cycles(first: $first) { ids nodes { id } } vertices(first: 1) { totalCount } } }"""
HUBS = """query($of: ID!, $hub: Int, $collapse: Boolean, $most: Int, $seconds: Float) {
  lineage(of: $of, hubThreshold: $hub, collapseHubs: $collapse, maxVertices: $most, maxSeconds: $seconds,
    includeFlow: false) {
    complete truncatedBy truncatedAtDepth totalCount hubs { id label edges node { id } } } }"""
EDGES = """query($of: ID!) { %s(of: $of, includeFlow: true, includeHistory: true) {
  vertices(first: 1000) { totalCount } edges(first: 1000) { totalCount nodes { kind from to evidence } } } }"""


async def test_a_model_that_calls_itself_has_its_cycle_told(api: Api) -> None:
    version = await api.bring_in(order_to_cash(more=AGAIN))
    found = (await api.ask(CYCLES, of=f"{version}#Process_Order"))["impact"]
    assert (found["cyclic"], found["complete"]) == (True, True)
    (cycle,) = found["cycles"]
    # along the edges, whichever way was asked
    assert cycle["ids"] == [
        "anchor:bpmn:process:order-to-cash@1#Process_Order",
        f"{version}#Process_Order",
        f"{version}#Again",
    ]
    assert [node["id"] for node in cycle["nodes"]] == cycle["ids"]
    none = (await api.ask(CYCLES, of=f"{version}#Task_Ship"))["impact"]
    assert none["vertices"]["totalCount"] > 0


@pytest.mark.parametrize("first", [0, 101])
async def test_how_many_cycles_there_may_be_is_bounded(api: Api, first: int) -> None:
    version = await api.bring_in(order_to_cash())
    assert await api.code(CYCLES, of=version, first=first) == "BAD_FIRST"


async def test_a_hub_is_reported_and_collapsed_where_that_is_asked(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    start = f"{version}#Definitions_1"
    through = (await api.ask(HUBS, of=start, hub=5))["lineage"]
    (hub,) = [each for each in through["hubs"] if each["label"] == "ELEMENT"]
    assert hub["id"] == hub["node"]["id"] == f"{version}#Process_Order"
    assert (through["complete"], hub["edges"] >= 5) == (True, True)
    closed = (await api.ask(HUBS, of=start, hub=5, collapse=True))["lineage"]
    assert (closed["complete"], closed["truncatedBy"], closed["truncatedAtDepth"]) == (False, "HUB", 1)
    assert closed["totalCount"] < through["totalCount"]
    assert hub in closed["hubs"]
    assert (await api.ask(HUBS, of=start))["lineage"]["hubs"] == []


async def test_vertices_and_time_are_budgets(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    few = (await api.ask(HUBS, of=f"{version}#Definitions_1", most=3))["lineage"]
    assert (few["complete"], few["truncatedBy"], few["totalCount"]) == (False, "SIZE", 3)
    late = (await api.ask(HUBS, of=f"{version}#Definitions_1", seconds=1e-9))["lineage"]
    assert (late["complete"], late["truncatedBy"]) == (False, "TIME")


@pytest.mark.parametrize(
    ("given", "code"),
    [({"most": 0}, "BAD_BUDGET"), ({"most": 250_001}, "BAD_BUDGET"), ({"seconds": 0.0}, "BAD_BUDGET"),
     ({"seconds": 5.1}, "BAD_BUDGET"), ({"hub": 0}, "BAD_HUB")],
)  # fmt: skip
async def test_budgets_have_caps(api: Api, given: dict[str, Any], code: str) -> None:
    version = await api.bring_in(order_to_cash())
    assert await api.code(HUBS, of=version, **given) == code


async def test_every_edge_says_why_it_is_there(api: Api) -> None:
    await api.bring_in(order_to_cash(more=AGAIN))
    version = await api.bring_in(order_to_cash(ship="Ship it", more=AGAIN + '<task id="Alone"/>'))
    plain = await api.bring_in(order_to_cash(), name="plain")
    build = await api.generate(plain)
    found: dict[str, set[str]] = {}
    for of, question in ((version, "impact"), (version, "lineage"), (plain, "impact"), (build, "lineage")):
        edges = (await api.ask(EDGES % question, of=of))[question]["edges"]
        assert edges["totalCount"] == len(edges["nodes"])
        for edge in edges["nodes"]:
            assert edge["evidence"], edge
            assert all(0 < len(each) < 120 for each in edge["evidence"]), edge
            found.setdefault(edge["kind"], set()).update(edge["evidence"])
    assert found.keys() == EDGE_KINDS.keys() - {"WAIVES", "RELIES_ON", "LINKS", "KNOWN_AS"}
    assert "order-to-cash:7" in found["CONTAINS"] & found["STATED_IN"]
    assert any(each.startswith("order-to-cash:") and each.endswith(" calledElement") for each in found["REFERS_TO"])
    assert any(each.startswith("template ") for each in found["GENERATED_FROM"] & found["HAS_REGION"])
    assert found["USED"] == found["DEPENDS_ON"] == {f"{build} temporal-python"}
    assert all(each.startswith("rule ") and "@" in each for each in found["FOUND_IN"] | found["ABOUT"])


async def test_sixty_steps_in_a_row_are_answered_whole(api: Api):
    names = [f"T{number}" for number in range(60)]
    steps = "".join(f'<task id="{name}" name="{name}"/>' for name in names)
    flows = "".join(
        f'<sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}"/>'
        for one, other in itertools.pairwise(names)
    )
    await api.bring_in(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">'
        f'<process id="Row" name="Row">{steps}{flows}</process></definitions>',
        "row",
    )
    query = """{ impact(of: "row#T59", includeFlow: true) { complete truncatedBy countsByKind { kind count } }
      some: impact(of: "row#T59", includeFlow: true, depth: 55) { complete truncatedBy }
      paths(from: "row#T0", to: "row#T59", includeFlow: true, maxDepth: null, through: [FLOWS_TO]) {
        pathsComplete paths { length } } }"""
    found = await api.ask(query)
    assert (found["impact"]["complete"], found["some"]["truncatedBy"]) == (True, "DEPTH")
    assert {"kind": "task", "count": 60} in found["impact"]["countsByKind"]
    assert found["paths"] == {"pathsComplete": True, "paths": [{"length": 59}]}

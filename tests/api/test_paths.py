"""Test paths over HTTP: their choice, completeness, steps and ends."""

from typing import Any

import pytest

from tests.fixtures.api import Api, order_to_cash

ASK = """query($from: ID!, $to: ID!, $mode: PathMode, $direction: Direction, $depth: Int, $first: Int,
  $through: [EdgeKind!], $flow: Boolean, $history: Boolean, $asOf: DateTime) {
  paths(from: $from, to: $to, mode: $mode, direction: $direction, maxDepth: $depth, first: $first, through: $through,
        includeFlow: $flow, includeHistory: $history, asOf: $asOf) {
    startIds endIds pathsComplete truncatedBy totalCount asOf
    paths { length steps { node { id __typename ... on Element { name } } edges { kind from to evidence } } } } }"""
MORE = """<task id="Short" name="Short cut"/><sequenceFlow id="Flow_6" sourceRef="Start" targetRef="Short"/>
  <sequenceFlow id="Flow_7" sourceRef="Short" targetRef="Task_Bill"/>"""


async def paths(api: Api, start: str, end: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.ask(ASK, **{"from": start, "to": end}, **given))["paths"]
    return answer


def trails(answer: dict[str, Any]) -> list[list[str]]:
    return [[step["node"]["id"] for step in path["steps"]] for path in answer["paths"]]


def names(answer: dict[str, Any]) -> list[list[str]]:
    return [[uid.partition("#")[2] for uid in trail] for trail in trails(answer)]


async def workflow_of(api: Api, build: str) -> str:
    files = "query($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes { id path } } } } }"
    found = (await api.ask(files, id=build))["node"]["artefacts"]["nodes"]
    (workflow,) = [str(each["id"]) for each in found if each["path"].split("/")[-1] == "workflow.py"]
    return workflow


async def test_from_a_generated_file_to_the_document(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    build = await api.generate(version)
    workflow = await workflow_of(api, build)
    answer = await paths(api, workflow, f"{version}#Task_Ship")
    assert (answer["pathsComplete"], answer["truncatedBy"]) == (True, None)
    (path,) = answer["paths"]
    assert [step["node"]["__typename"] for step in path["steps"]] == ["Artefact", "Region", "Element"]
    assert [[edge["kind"] for edge in step["edges"]] for step in path["steps"]] == [
        [], ["HAS_REGION"], ["GENERATED_FROM"]
    ]  # fmt: skip
    assert path["length"] == 2
    for before, step in zip(path["steps"], path["steps"][1:], strict=False):
        for edge in step["edges"]:
            assert (edge["from"], edge["to"]) == (before["node"]["id"], step["node"]["id"])
    back = await paths(api, f"{version}#Task_Ship", workflow, direction="IMPACT")
    assert trails(back) == [trails(answer)[0][::-1]]
    assert back["paths"][0]["steps"][-1]["edges"] == path["steps"][1]["edges"]
    none = await paths(api, f"{version}#Task_Ship", workflow)
    assert (none["paths"], none["pathsComplete"], none["totalCount"]) == ([], True, 0)


async def test_one_some_or_all_of_the_ways_through_a_process(api: Api) -> None:
    version = await api.bring_in(order_to_cash(more=MORE))
    ends = (f"{version}#Start", f"{version}#End")
    flow: dict[str, Any] = {"through": ["FLOWS_TO"]}
    short, long = ["Start", "Short", "Task_Bill", "End"], ["Start", "Decide", "Task_Ship", "Task_Bill", "End"]
    one = await paths(api, *ends, **flow)
    assert (names(one), one["pathsComplete"], one["totalCount"]) == ([short], True, None)
    every = await paths(api, *ends, mode="ALL_SIMPLE", **flow)
    assert (names(every), every["pathsComplete"], every["totalCount"]) == ([short, long], True, 2)
    some = await paths(api, *ends, mode="ALL_SIMPLE", first=1, **flow)
    assert (names(some), some["pathsComplete"], some["truncatedBy"]) == ([short], False, "SIZE")
    assert (await paths(api, *ends, mode="K_SHORTEST", first=1, **flow))["pathsComplete"] is True
    cut = await paths(api, *ends, mode="ALL_SIMPLE", depth=3, **flow)
    assert (names(cut), cut["pathsComplete"], cut["truncatedBy"]) == ([short], False, "DEPTH")
    assert (await paths(api, *ends))["paths"] == []
    assert names(await paths(api, *ends, flow=True)) == [short]
    evidence = [step["edges"][0]["evidence"] for step in one["paths"][0]["steps"][1:]]
    assert all(evidence), evidence


async def test_an_id_without_a_version_means_all_that_count(api: Api) -> None:
    first = await api.bring_in(order_to_cash())
    build = await api.generate(first)
    second = await api.bring_in(order_to_cash("Pack"))
    workflow = await workflow_of(api, build)
    answer = await paths(api, workflow, "order-to-cash#Task_Ship")
    assert answer["endIds"] == [f"{second}#Task_Ship", f"{first}#Task_Ship"]
    assert trails(answer)[0][-1] == f"{first}#Task_Ship"
    back = await paths(api, "order-to-cash#Task_Ship", workflow, direction="IMPACT")
    assert back["startIds"] == answer["endIds"]
    assert trails(back)[0] == trails(answer)[0][::-1]
    assert trails(await paths(api, second, first)) == []
    assert trails(await paths(api, second, first, history=True)) == [[second, first]]


async def test_as_it_was_answered_then(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    before = await paths(api, f"{version}#Task_Ship", version)
    build = await api.generate(version)
    assert await paths(api, f"{version}#Task_Ship", version, asOf=before["asOf"]) == before
    assert await api.code(ASK, **{"from": build, "to": version}, asOf=before["asOf"]) == "UNKNOWN_ID"
    assert trails(await paths(api, build, version)) == [[build, version]]


async def test_from_a_thing_to_itself(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    answer = await paths(api, version, version, mode="ALL_SIMPLE")
    assert (trails(answer), answer["pathsComplete"], answer["totalCount"]) == ([[version]], True, 1)
    assert answer["paths"][0]["length"] == 0


@pytest.mark.parametrize("unknown", ["nothing", "order-to-cash@9", "order-to-cash#No", "", "#", "build:0123", "a\0b"])
async def test_an_unknown_id_is_an_error_at_once(api: Api, unknown: str) -> None:
    version = await api.bring_in(order_to_cash())
    assert await api.code(ASK, **{"from": version, "to": unknown}) == "UNKNOWN_ID"
    assert await api.code(ASK, **{"from": unknown, "to": version}) == "UNKNOWN_ID"


@pytest.mark.parametrize(
    ("given", "code"),
    [({"first": 0}, "BAD_FIRST"), ({"first": 101}, "BAD_FIRST"), ({"depth": -1}, "BAD_DEPTH"),
     ({"mode": "EVERY"}, "INVALID_QUERY")],
)  # fmt: skip
async def test_limits_are_told(api: Api, given: dict[str, Any], code: str) -> None:
    version = await api.bring_in(order_to_cash())
    assert await api.code(ASK, **{"from": version, "to": version}, **given) == code


async def test_what_is_null_is_as_usual(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    given = {"mode": None, "direction": None, "depth": None, "first": None, "flow": None}
    assert trails(await paths(api, f"{version}#Task_Ship", version, **given)) == [[f"{version}#Task_Ship", version]]

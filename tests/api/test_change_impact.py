"""changeImpact over HTTP: what a change would touch, and that asking changes nothing."""

import base64
from typing import Any

import pytest

from graph.store import Graphs
from tests.fixtures.api import Api, order_to_cash
from tests.pipeline.documents import caller

IMPACT = """query($from: ID!, $to: ID, $draft: DraftInput, $first: Int, $asOf: DateTime) {
  changeImpact(from: $from, to: $to, draft: $draft, asOf: $asOf) {
    noImpact complete truncatedBy truncatedAtDepth asOf startIds
    diff { from { id } to { id } identical layoutOnly countsByChange { change count }
      entries { nodes { changes before { id } after { id } placeAfter { name } } } }
    elements(first: $first) { totalCount edges { hop } nodes { id } }
    artefacts(first: $first) { totalCount nodes { id ... on Artefact { path } } }
    regions(first: $first) { totalCount nodes { id } }
    builds(first: $first) { totalCount pageInfo { hasNextPage } nodes { id } }
    models(first: $first) { totalCount nodes { id } }
    findingsAppearing(first: $first) { totalCount nodes { rule severity message element line } }
    findingsVanishing(first: $first) { totalCount nodes { rule element } } } }"""
ORDER = "order-to-cash"
DANGLING = '\n    <sequenceFlow id="Nowhere" sourceRef="Start" targetRef="Missing"/>'


async def impact(api: Api, content: str | None = None, from_: str = ORDER, **more: Any) -> dict[str, Any]:
    given = more if content is None else more | {"draft": {"content": content}}
    found: dict[str, Any] = (await api.ask(IMPACT, **{"from": from_}, **given))["changeImpact"]
    return found


def ids(page: dict[str, Any]) -> set[str]:
    assert page["totalCount"] == len(page["nodes"])
    return {node["id"] for node in page["nodes"]}


async def test_a_draft_against_what_was_built_and_who_calls(api: Api):
    version = await api.bring_in(order_to_cash())
    build = await api.generate(version)
    await api.bring_in(caller("Process_Order").decode(), name="caller")
    found = await impact(api, order_to_cash(ship="Send goods"))
    assert (found["noImpact"], found["complete"], found["truncatedBy"]) == (False, True, None)
    assert found["startIds"] == [f"{ORDER}@1#Task_Ship"]
    assert {f"{ORDER}@1#Process_Order", "caller@1#Call", "caller@1#Process_Caller"} <= ids(found["elements"])
    assert ids(found["models"]) == {"caller"}
    assert ids(found["builds"]) == {build}
    assert found["artefacts"]["totalCount"] > 0
    assert any(region.endswith("#Task_Ship") for region in ids(found["regions"]))
    (entry,) = found["diff"]["entries"]["nodes"]
    assert entry["before"] == {"id": f"{ORDER}@1#Task_Ship"}
    assert (entry["after"], entry["placeAfter"]["name"]) == (None, "Send goods")


async def test_it_says_the_same_as_impact(api: Api):
    await api.generate(await api.bring_in(order_to_cash()))
    found = await impact(api, order_to_cash(ship="Send goods"), first=1000)
    query = "query($of: ID!) { impact(of: $of, depth: 50) { vertices(first: 1000) { nodes { id __typename } } } }"
    reached = (await api.ask(query, of=f"{ORDER}#Task_Ship"))["impact"]["vertices"]["nodes"]
    for label, field in (("Element", "elements"), ("Artefact", "artefacts"), ("Region", "regions")):
        assert ids(found[field]) == {node["id"] for node in reached if node["__typename"] == label}


async def test_a_draft_leaves_no_trace(api: Api, graphs: Graphs, tenant: str):
    await api.generate(await api.bring_in(order_to_cash()))
    count = '{ search(text: "", first: 1000) { totalCount nodes { id } } }'

    async def state() -> tuple[Any, ...]:
        async with graphs.reading(tenant) as store:
            return store.now, await api.ask(count)

    before = await state()
    for content in (order_to_cash(ship="Send goods", more=DANGLING), order_to_cash().replace("Task_Ship", "New")):
        assert not (await impact(api, content))["noImpact"]
    assert await state() == before


async def test_another_version_is_the_same_as_a_draft_of_it(api: Api):
    changed = order_to_cash(ship="Send goods", more=DANGLING)
    await api.generate(await api.bring_in(order_to_cash()))
    drafted = await impact(api, changed, from_=f"{ORDER}@1")
    await api.bring_in(changed)
    stored = await impact(api, from_=f"{ORDER}@1", to=ORDER)
    assert stored["diff"]["to"] == {"id": f"{ORDER}@2"}
    for field in ("noImpact", "startIds", "artefacts", "regions", "builds", "models", "findingsAppearing"):
        assert stored[field] == drafted[field], field


async def test_a_model_means_what_its_current_builds_used(api: Api):
    build = await api.generate(await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash(bill="Send the bill"))
    found = await impact(api, order_to_cash(ship="Send goods", bill="Send the bill"))
    assert found["startIds"] == [f"{ORDER}@2#Task_Ship", f"{ORDER}@1#Task_Ship"]
    assert ids(found["builds"]) == {build}
    pinned = await impact(api, order_to_cash(ship="Send goods", bill="Send the bill"), from_=f"{ORDER}@2")
    assert pinned["startIds"] == [f"{ORDER}@2#Task_Ship"]
    assert ids(pinned["builds"]) == set()


async def test_a_process_that_others_call_already(api: Api):
    await api.bring_in(order_to_cash())
    await api.bring_in(caller("Process_New").decode(), name="caller")
    more = '<process id="Process_New"><startEvent id="S" name="New"/></process></definitions>'
    found = await impact(api, order_to_cash().replace("</definitions>", more))
    assert "anchor:bpmn:process:Process_New" in found["startIds"]
    assert (found["noImpact"], ids(found["models"])) == (False, {"caller"})


async def test_findings_that_appear_and_vanish(api: Api):
    await api.bring_in(order_to_cash())
    found = await impact(api, order_to_cash(more=DANGLING))
    assert found["findingsAppearing"]["totalCount"] > 0
    assert any(each["element"] == "Nowhere" for each in found["findingsAppearing"]["nodes"])
    assert found["findingsVanishing"]["totalCount"] == 0
    assert found["noImpact"] is False
    await api.bring_in(order_to_cash(more=DANGLING))
    back = await impact(api, order_to_cash())
    assert back["findingsVanishing"]["totalCount"] == found["findingsAppearing"]["totalCount"]


async def test_no_impact(api: Api):
    await api.bring_in(order_to_cash())
    same = await impact(api, order_to_cash())
    assert (same["noImpact"], same["complete"], same["startIds"]) == (True, True, [])
    assert same["diff"]["identical"]
    assert same["elements"] == {"totalCount": 0, "edges": [], "nodes": []}
    inside = await impact(api, order_to_cash(ship="Send goods"))
    assert inside["noImpact"] is True
    assert f"{ORDER}@1#Process_Order" in ids(inside["elements"])


async def test_no_impact_is_not_said_of_what_was_cut_short(api: Api, monkeypatch: pytest.MonkeyPatch):
    from graph.store import Budget

    await api.bring_in(order_to_cash())
    monkeypatch.setattr("resolvers.change_impact._BUDGET", Budget(depth=0))
    found = await impact(api, order_to_cash(ship="Send goods"))
    assert (found["noImpact"], found["complete"], found["truncatedBy"]) == (False, False, "DEPTH")
    assert found["truncatedAtDepth"] == 0


async def test_pages_of_builds(api: Api):
    version = await api.bring_in(order_to_cash())
    builds = {await api.generate(version), await api.generate(version, task_queue="other")}
    query = """query($draft: DraftInput, $after: String) { changeImpact(from: "order-to-cash@1", draft: $draft) {
      builds(first: 1, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } } }"""
    draft = {"content": order_to_cash(ship="Send goods")}
    first = (await api.ask(query, draft=draft))["changeImpact"]["builds"]
    rest = (await api.ask(query, draft=draft, after=first["pageInfo"]["endCursor"]))["changeImpact"]["builds"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (2, True, False)
    assert {node["id"] for page in (first, rest) for node in page["nodes"]} == builds


async def test_what_cannot_be_asked(api: Api):
    await api.bring_in(order_to_cash())
    content = order_to_cash()
    draft = {"content": content}
    encoded = {"contentBase64": base64.b64encode(content.encode()).decode()}
    assert (await api.ask(IMPACT, **{"from": ORDER}, draft=encoded))["changeImpact"]["noImpact"]
    refused: dict[str, dict[str, Any]] = {
        "TO_OR_DRAFT": {},
        "UNKNOWN_ID": {"to": "nothing"},
        "CONTENT_NEEDED": {"draft": {}},
        "NOT_BASE64": {"draft": {"contentBase64": "!"}},
        "NOT_WELL_FORMED": {"draft": {"content": "<definitions"}},
    }
    for code, given in refused.items():
        assert await api.code(IMPACT, **{"from": ORDER}, **given) == code
    assert await api.code(IMPACT, **{"from": ORDER}, to=ORDER, draft=draft) == "TO_OR_DRAFT"


async def test_against_the_state_then(api: Api):
    await api.bring_in(order_to_cash())
    more = '<process id="Process_New"><startEvent id="S" name="New"/></process></definitions>'
    draft = order_to_cash(ship="Send goods").replace("</definitions>", more)
    given = await impact(api, draft)
    assert (ids(given["builds"]), ids(given["models"])) == (set(), set())
    await api.generate(f"{ORDER}@1")
    await api.bring_in(caller("Process_Order").decode(), name="caller")
    await api.bring_in(caller("Process_New").decode(), name="early")
    await api.bring_in(order_to_cash(bill="Send the bill"))
    later = await impact(api, draft)
    assert ids(later["builds"])
    assert ids(later["models"]) == {"caller", "early"}
    assert await impact(api, draft, asOf=given["asOf"]) == given
    assert await impact(api, draft, from_=f"{ORDER}@1", asOf=given["asOf"]) == given


async def test_no_difference_then(api: Api):
    await api.bring_in(order_to_cash())
    given = await impact(api, order_to_cash())
    await api.bring_in(order_to_cash(bill="Send the bill"))
    assert await impact(api, order_to_cash(), asOf=given["asOf"]) == given

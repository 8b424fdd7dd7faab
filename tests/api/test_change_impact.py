"""Test changeImpact over HTTP: the effects of a change, and that the question changes nothing."""

import base64
from typing import Any

import pytest

from graph.store import Graphs
from pipeline.tenant.together import TENANT_RULES
from tests.api.test_time import Import
from tests.fixtures.api import Api, order_to_cash
from tests.pipeline.documents import caller, definitions

IMPACT = """query($from: ID!, $to: ID, $draft: DraftInput, $first: Int, $asOf: DateTime) {
  changeImpact(from: $from, to: $to, draft: $draft, asOf: $asOf) {
    noImpact complete truncatedBy truncatedAtDepth asOf startIds findingsTogether
    diff { from { id } to { id } identical layoutOnly countsByChange { change count }
      entries { nodes { changes before { id } after { id } placeAfter { name } } } }
    elements(first: $first) { totalCount edges { hop } nodes { id } }
    artefacts(first: $first) { totalCount nodes { id ... on Artefact { path } } }
    regions(first: $first) { totalCount nodes { id } }
    builds(first: $first) { totalCount pageInfo { hasNextPage } nodes { id } }
    models(first: $first) { totalCount nodes { id } }
    findingsAppearing(first: $first) { totalCount nodes { model rule severity message element line } }
    findingsVanishing(first: $first) { totalCount nodes { model rule element } } } }"""
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
    found = await impact(api, order_to_cash(ship="Send goods"), first=900)
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
    builds = {await api.generate(await api.bring_in(order_to_cash()))}
    calling = Import("calling", "Caller", "Order", "Ask").document("Process")
    builds.add(await api.generate(await api.bring_in(calling, "calling")))
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
    then = await impact(api, draft, asOf=given["asOf"])
    assert await impact(api, draft, from_=f"{ORDER}@1", asOf=given["asOf"]) == then
    assert (given.pop("findingsTogether"), then.pop("findingsTogether")) == (True, False)
    assert then == given


async def test_no_difference_then(api: Api):
    await api.bring_in(order_to_cash())
    given = await impact(api, order_to_cash())
    await api.bring_in(order_to_cash(bill="Send the bill"))
    assert await impact(api, order_to_cash(), asOf=given["asOf"]) == given


def signalling(kind: str, *signals: str) -> str:
    """Make processes that throw or catch signals."""
    body = "".join(
        f'''<signal id="Signal_{name}" name="{name}"/><process id="Process_{kind}_{name}" isExecutable="true">
  <startEvent id="Start_{name}" name="Begun"/>
  <sequenceFlow id="To_{name}" sourceRef="Start_{name}" targetRef="At_{name}"/>
  <{kind} id="At_{name}" name="{name}"><signalEventDefinition signalRef="Signal_{name}"/></{kind}>
  <sequenceFlow id="From_{name}" sourceRef="At_{name}" targetRef="End_{name}"/><endEvent id="End_{name}" name="Done"/>
</process>'''
        for name in signals
    )
    return definitions(body).decode()


def together(page: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    """Return the findings of rules about several models."""
    return {(each["rule"], each["model"], each["element"]) for each in page["nodes"] if each["rule"] in TENANT_RULES}


async def test_a_call_that_would_lead_nowhere_is_found_in_the_model_that_calls(api: Api):
    await api.bring_in(order_to_cash())
    await api.bring_in(caller("Process_Order").decode(), name="caller")
    found = await impact(api, order_to_cash().replace("Process_Order", "Process_Renamed"))
    assert found["findingsTogether"] is True
    assert together(found["findingsAppearing"]) == {("unknown-call", "caller", "Call")}
    assert together(found["findingsVanishing"]) == set()
    assert found["noImpact"] is False


async def test_what_one_model_says_may_hang_on_another(api: Api):
    """Report it although nothing refers to what changes here."""
    await api.bring_in(signalling("intermediateCatchEvent", "paid", "shipped"), name="waits")
    await api.bring_in(signalling("intermediateThrowEvent", "paid"), name="tells")
    found = await impact(api, signalling("intermediateThrowEvent", "shipped"), from_="tells")
    assert together(found["findingsAppearing"]) == {("unthrown-signal", "waits", "At_paid")}
    assert together(found["findingsVanishing"]) == {("unthrown-signal", "waits", "At_shipped")}
    assert (found["complete"], found["noImpact"]) == (True, False)


async def test_a_namespace_that_changes_lets_go_of_who_named_it(api: Api):
    stated = '<message id="M" name="m"/><process id="B"><receiveTask id="R" messageRef="M"/></process>'
    await api.bring_in(definitions(stated, space="u").decode(), name="b")
    waits = '<process id="A"><receiveTask id="W" messageRef="u:M"/></process>'
    await api.bring_in(definitions(waits, more=' xmlns:u="u"').decode(), name="a")
    found = await impact(api, definitions(stated, space="t").decode(), from_="b")
    assert (found["noImpact"], ids(found["models"])) == (False, {"a"})
    assert "anchor:bpmn:message:{u}M" in found["startIds"]
    found = await impact(api, definitions(stated, space="u", name="other").decode(), from_="b")
    assert ids(found["models"]) == set()


async def test_what_lasts_in_the_next_version_neither_comes_nor_goes(api: Api):
    lost = signalling("intermediateThrowEvent", "lost")
    await api.bring_in(lost, name="tells")
    renamed = lost.replace('name="Done"', 'name="Over"').replace("At_lost", "At_lost_2")
    found = await impact(api, renamed, from_="tells")
    assert found["findingsTogether"] is True
    assert together(found["findingsAppearing"]) == together(found["findingsVanishing"]) == set()


async def test_findings_of_several_models_are_told_of_what_is_current(api: Api):
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash(bill="Send the bill"))
    assert (await impact(api, order_to_cash(ship="Send goods")))["findingsTogether"] is True
    old = await impact(api, order_to_cash(ship="Send goods"), from_=f"{ORDER}@1")
    assert (old["findingsTogether"], old["noImpact"]) == (False, False)
    same = await impact(api, order_to_cash(), from_=f"{ORDER}@1")
    assert (same["findingsTogether"], same["noImpact"]) == (True, True)


async def test_a_tenant_that_cannot_be_written_to_is_not_waited_for(
    api: Api, graphs: Graphs, tenant: str, monkeypatch: pytest.MonkeyPatch
):
    await api.bring_in(order_to_cash())
    monkeypatch.setattr("resolvers.change_impact._PATIENCE", 0.3)
    async with graphs.writing(tenant):
        found = await impact(api, order_to_cash(ship="Send goods"))
    assert (found["complete"], found["findingsTogether"], found["noImpact"]) == (True, False, False)
    assert (await impact(api, order_to_cash(ship="Send goods")))["complete"]


async def test_beside_other_questions_all_see_one_moment(api: Api):
    await api.bring_in(order_to_cash())
    ask = """query($draft: DraftInput) { a: viewer { tenant } model(id: "order-to-cash") { name }
      changeImpact(from: "order-to-cash", draft: $draft) { noImpact findingsTogether } }"""
    api.counting.units = 0
    found = await api.ask(ask, draft={"content": order_to_cash(ship="Send goods")})
    assert found["changeImpact"] == {"noImpact": False, "findingsTogether": False}
    assert api.counting.units == 1
    alone = ask.replace('a: viewer { tenant } model(id: "order-to-cash") { name }', "__typename")
    found = await api.ask(alone, draft={"content": order_to_cash(ship="Send goods")})
    assert found["changeImpact"] == {"noImpact": True, "findingsTogether": True}

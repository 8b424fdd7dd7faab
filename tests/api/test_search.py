"""Search over HTTP: what chooses, how often each, where it fits, one moment for all pages, and within a reach."""

from typing import Any

from tests.fixtures.api import Api, order_to_cash

ASK = """query($text: String!, $labels: [Label!], $kinds: [String!], $models: [ID!], $severities: [Severity!],
  $within: SearchWithin, $versions: SearchVersions, $asOf: DateTime, $first: Int, $after: String) {
  search(text: $text, labels: $labels, kinds: $kinds, models: $models, severities: $severities, within: $within,
         versions: $versions, asOf: $asOf, first: $first, after: $after) {
    totalCount complete truncatedBy asOf
    countsByLabel { label count } countsByKind { kind count } countsByModel { model count }
    pageInfo { hasNextPage endCursor } edges { score field excerpt node { id } } nodes { id } } }"""


async def search(api: Api, text: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.ask(ASK, text=text, **given))["search"]
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [node["id"] for node in answer["nodes"]]


async def test_what_is_found_and_how_it_is_told(api: Api) -> None:
    await api.bring_in(order_to_cash())
    assert ids(await search(api, "shp goods")) == ["order-to-cash@1#Task_Ship"]
    found = await search(api, "ship godos")
    assert found["edges"] == [
        {"score": 0.675, "field": "NAME", "excerpt": "Ship goods", "node": {"id": "order-to-cash@1#Task_Ship"}}
    ]
    assert found["countsByLabel"] == [{"label": "ELEMENT", "count": 1}]
    assert found["countsByModel"] == [{"model": "order-to-cash", "count": 1}]
    assert sum(each["count"] for each in found["countsByKind"]) == 1


async def test_the_current_version_is_found_unless_all_are_asked_for(api: Api) -> None:
    await api.bring_in(order_to_cash())
    before = (await search(api, "task_ship"))["asOf"]
    await api.bring_in(order_to_cash(ship="Ship the goods"))
    assert ids(await search(api, "Task_Ship")) == ["order-to-cash@2#Task_Ship"]
    assert ids(await search(api, "Task_Ship", asOf=before)) == ["order-to-cash@1#Task_Ship"]
    everything = await search(api, "Task_Ship", versions="ALL")
    assert ids(everything) == ["order-to-cash@1#Task_Ship", "order-to-cash@2#Task_Ship"]


async def test_all_pages_are_of_one_moment(api: Api) -> None:
    await api.bring_in(order_to_cash())
    whole = await search(api, "", labels=["ELEMENT"])
    first = await search(api, "", labels=["ELEMENT"], first=2)
    await api.bring_in(order_to_cash(ship="Another"), name="other")
    rest = await search(api, "", labels=["ELEMENT"], after=first["pageInfo"]["endCursor"])
    assert ids(first) + ids(rest) == ids(whole)
    assert rest["totalCount"] == whole["totalCount"]


async def test_within_a_reach(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    build = await api.generate(version)
    files = await search(api, "py", labels=["ARTEFACT"], within={"impactOf": "order-to-cash#Task_Ship"})
    assert files["totalCount"] > 0
    assert files["complete"]
    assert all(id_.startswith(f"artefact:{build.removeprefix('build:')}/") for id_ in ids(files))
    upwards = await search(api, "", labels=["ARTEFACT"], within={"lineageOf": "order-to-cash#Task_Ship"})
    assert upwards["totalCount"] == 0
    near = await search(api, "", within={"impactOf": "order-to-cash#Task_Ship", "depth": 0})
    assert (ids(near), near["complete"], near["truncatedBy"]) == ([f"{version}#Task_Ship"], False, "DEPTH")


async def test_what_cannot_be_asked(api: Api) -> None:
    await api.bring_in(order_to_cash())
    assert await api.code(ASK, text="x", within={"impactOf": "unknown#x"}) == "UNKNOWN_ID"
    assert await api.code(ASK, text="x", models=["order-to-cash", "order-to-csh"]) == "UNKNOWN_ID"
    assert await api.code(ASK, text="x", within={}) == "BAD_WITHIN"
    assert await api.code(ASK, text="x", within={"impactOf": "a", "lineageOf": "b"}) == "BAD_WITHIN"
    assert await api.code(ASK, text="x" * 10_001) == "BAD_TEXT"


async def test_what_people_look_for_comes_first(api: Api) -> None:
    more = """<dataObjectReference id="Invoice_Data" name="Invoice" dataObjectRef="D1"/><dataObject id="D1"/>
      <textAnnotation id="Note_1"><text>invoice</text></textAnnotation>"""
    await api.bring_in(order_to_cash(bill="Send invoice", more=more).replace("Process_Order", "invoice"))
    await api.bring_in(order_to_cash().replace('id="Process_Order"', 'id="P2"'), name="invoice-approval")
    found = ids(await search(api, "invoice"))
    assert not any(each.startswith(("anchor:", "source:")) for each in found)
    exact = {"order-to-cash@1#invoice", "order-to-cash@1#Invoice_Data"}
    assert set(found[:2]) == exact
    assert found[2:4] == ["invoice-approval", "order-to-cash@1#Task_Bill"]
    anchors = ids(await search(api, "invoice", labels=["ANCHOR"]))
    assert "anchor:bpmn:process:invoice" in anchors
    assert ids(await search(api, "anchor:bpmn:process:invoice"))[0] == "anchor:bpmn:process:invoice"


async def test_a_hit_says_if_it_is_superseded_or_waived(api: Api) -> None:
    ask = """query($text: String!, $versions: SearchVersions, $labels: [Label!]) {
      search(text: $text, versions: $versions, labels: $labels) { edges { superseded waived node { id } } } }"""
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash(ship="Ship the goods"))
    found = (await api.ask(ask, text="Task_Ship", versions="ALL"))["search"]["edges"]
    assert [(each["node"]["id"], each["superseded"], each["waived"]) for each in found] == [
        ("order-to-cash@1#Task_Ship", True, False),
        ("order-to-cash@2#Task_Ship", False, False),
    ]
    waive = "mutation($input: WaiveInput!) { waiveFinding(input: $input) { problems { code } } }"
    await api.bring_in(order_to_cash(ship=""))
    for waived in (False, True):
        findings = (await api.ask(ask, text="label-required", labels=["FINDING"]))["search"]["edges"]
        assert {each["waived"] for each in findings} == {waived}
        if not waived:
            given = {"about": "order-to-cash#Task_Ship", "rule": "label-required", "reason": "Known."}
            assert (await api.ask(waive, input=given))["waiveFinding"]["problems"] == []


async def test_of_builds_for_one_target_the_last_one_is_found(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    builds = [await api.generate(version), await api.generate(version, task_queue="other")]
    assert ids(await search(api, "temporal-python", labels=["BUILD"])) == builds[1:]

"""Test links over HTTP: one graph from a capability to a line of generated code, and the queue of proposals."""

from typing import Any

import pytest_asyncio

from tests.fixtures.api import Api
from tests.fixtures.links import architecture, process

ARCHITECTURE = architecture(
    ("Capability", "cap-sell", "Selling"),
    ("BusinessProcess", "bp-orders", "Handle orders"),
    ("BusinessProcess", "bp-bills", "Billing of customers"),
    ("ApplicationComponent", "app-stock", "Stock", {"bpmn:task": "Process_Orders_Task"}),
    ("Node", "node-one", "Server"),
    relationships=[
        ("Realization", "bp-orders", "cap-sell"),
        ("Realization", "bp-bills", "cap-sell"),
        ("Serving", "node-one", "app-stock"),
    ],
)
FIELDS = "id kind status origin confidence dependent dependency evidence reason by addsToImpact"
LINKS = f"""query($filter: LinkFilter, $order: LinkOrder, $first: Int, $after: String) {{
  links(filter: $filter, order: $order, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {FIELDS} }} }} }}"""
DECIDE = "mutation($input: DecideLinksInput!) { %s(input: $input) { links { id status by } problems { code } } }"
UNDO = "mutation($input: UndoLinksInput!) { undoLinks(input: $input) { links { id status } problems { code } } }"
REACH = "query($of: ID!) { %s(of: $of) { complete vertices(first: 1000) { nodes { id } } } }"


@pytest_asyncio.fixture
async def filled(api: Api) -> Api:
    await api.bring_in(ARCHITECTURE, "arch")
    await api.bring_in(process(), "orders")
    await api.bring_in(process(id_="Process_Bills", name="Billing customers", task="Print bill"), "bills")
    return api


async def reached(api: Api, field: str, of: str) -> set[str]:
    answer = (await api.ask(REACH % field, of=of))[field]
    assert answer["complete"]
    return {node["id"] for node in answer["vertices"]["nodes"]}


async def links(api: Api, **given: Any) -> Any:
    return (await api.ask(LINKS, **given))["links"]


async def test_one_graph_from_a_capability_to_a_line(filled: Api) -> None:
    build = await filled.generate("orders@1")
    below = await reached(filled, "impact", "arch#node-one")
    task = {uid for uid in below if uid.startswith("region:") and uid.endswith("#Process_Orders_Task")}
    assert task
    assert build in below
    assert "arch@1#cap-sell" in await reached(filled, "impact", "orders#Process_Orders_Task")
    for region in task:
        assert "arch@1#node-one" in await reached(filled, "lineage", region)


async def test_impact_and_lineage_agree_over_links(filled: Api) -> None:
    await filled.generate("orders@1")
    await filled.bring_in(process(task="Count stock"), "orders")
    everything = await reached(filled, "impact", "arch#node-one")
    everything |= await reached(filled, "lineage", "arch#cap-sell")
    living = {uid for uid in everything if "#" in uid or uid.startswith(("build:", "artefact:"))}
    downstream = {uid: await reached(filled, "impact", uid) for uid in living}
    upstream = {uid: await reached(filled, "lineage", uid) for uid in living}
    wrong = [(a, b) for a in living for b in living if (a in downstream[b]) != (b in upstream[a])]
    assert wrong == []
    # the version that a current build was made from still leads to the node
    assert any(uid.startswith("region:") for uid in downstream["arch@1#node-one"])


async def test_proposals_are_a_queue_that_is_decided_and_undone(filled: Api) -> None:
    proposed = await links(filled, filter={"status": "PROPOSED"}, order="IMPACT")
    (link,) = proposed["nodes"]
    assert (link["kind"], link["dependent"], link["dependency"]) == (
        "describes", "arch#bp-bills", "bills#Process_Bills",
    )  # fmt: skip
    assert link["addsToImpact"] >= 3  # the business process, the relation and the capability
    assert "arch@1#cap-sell" not in await reached(filled, "impact", "bills#Process_Bills_Task")
    given = {"links": [link["id"]], "reason": "The same."}
    made = (await filled.ask(DECIDE % "acceptLink", input=given))["acceptLink"]
    assert (made["problems"], made["links"][0]["status"]) == ([], "ACCEPTED")
    assert "arch@1#cap-sell" in await reached(filled, "impact", "bills#Process_Bills_Task")
    undone = (await filled.ask(UNDO, input={"links": [made["links"][0]["id"]]}))["undoLinks"]
    assert (undone["problems"], undone["links"][0]["status"]) == ([], "PROPOSED")
    assert "arch@1#cap-sell" not in await reached(filled, "impact", "bills#Process_Bills_Task")
    rejected = (await filled.ask(DECIDE % "rejectLink", input={"links": [link["id"]]}))["rejectLink"]
    assert rejected["links"][0]["status"] == "REJECTED"
    assert (await links(filled, filter={"status": "PROPOSED"}))["totalCount"] == 0


async def test_pages_are_as_the_whole(filled: Api) -> None:
    for order in ("CONFIDENCE", "IMPACT"):
        whole = (await links(filled, order=order))["nodes"]
        assert len(whole) == 3
        found, after = [], None
        while True:
            page = await links(filled, order=order, first=1, after=after)
            assert page["totalCount"] == 3
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert found == whole
    one = await links(filled, filter={"of": "orders#Process_Orders_Task"})
    assert [each["dependency"] for each in one["nodes"]] == ["arch#app-stock"]
    assert (await links(filled, filter={"of": "arch", "minConfidence": 0.99}))["totalCount"] == 1


async def test_people_link_and_ask_why(filled: Api) -> None:
    link = """mutation($input: LinkInput!) { linkElements(input: $input) {
      link { id kind dependent dependency by } problems { code message path } } }"""
    given = {"from": "arch#node-one", "to": "bills#Process_Bills_Task", "kind": "relates", "reason": "Prints there."}
    made = (await filled.ask(link, input=given))["linkElements"]
    assert made["problems"] == []
    assert made["link"]["dependent"] == "arch#node-one"
    why = "query($a: ID!, $b: ID!) { whyLinked(from: $a, to: $b) { linked reasons links { id status } } }"
    told = (await filled.ask(why, a="bills#Process_Bills_Task", b="arch#node-one"))["whyLinked"]
    assert told["linked"]
    assert "Prints there." in told["reasons"][0]
    none = (await filled.ask(why, a="arch#bp-bills", b="orders#Process_Orders"))["whyLinked"]
    assert not none["linked"]
    assert any("% alike" in reason for reason in none["reasons"])
    other = (await filled.ask(why, a="arch#cap-sell", b="orders#Process_Orders_Task"))["whyLinked"]
    assert "No matcher joins" in other["reasons"][0]
    for wrong, code in (
        ({"from": "arch#nothing", "to": "arch#node-one"}, "UNKNOWN_ID"),
        ({"from": "arch#bp-bills", "to": "arch#node-one"}, "SAME_MODEL"),
        ({"from": "arch#bp-bills", "to": "orders#Process_Orders", "kind": "descrbes"}, "UNKNOWN_KIND"),
    ):
        assert [each["code"] for each in (await filled.ask(link, input=wrong))["linkElements"]["problems"]] == [code]
    unlink = "mutation($input: UnlinkInput!) { unlink(input: $input) { link { status } problems { code } } }"
    gone = await filled.ask(unlink, input={"link": made["link"]["id"]})
    assert gone["unlink"] == {"link": {"status": "REJECTED"}, "problems": []}


async def test_what_a_document_states_cannot_be_rejected(filled: Api) -> None:
    stated = architecture(("BusinessProcess", "bp-x", "X", {"bpmn:process": "Process_Orders"}), identifier="id-other")
    await filled.bring_in(stated, "other")
    (link,) = (await links(filled, filter={"of": "other"}))["nodes"]
    refused = (await filled.ask(DECIDE % "rejectLink", input={"links": [link["id"]]}))["rejectLink"]
    assert [each["code"] for each in refused["problems"]] == ["STATED"]


async def test_a_path_with_a_turn_explains_what_a_line_and_a_capability_have_in_common(filled: Api) -> None:
    await filled.generate("orders@1")
    below = await reached(filled, "impact", "arch#node-one")
    line = min(uid for uid in below if uid.startswith("region:") and uid.endswith("#Process_Orders_Task"))
    paths = """query($from: ID!, $to: ID!, $mode: PathMode, $direction: Direction!) {
      paths(from: $from, to: $to, direction: $direction, mode: $mode) {
        pathsComplete paths { length steps { node { id } edges { kind from to evidence } } } } }"""

    async def asked(start: str, end: str, direction: str = "ANY", mode: str = "SHORTEST") -> Any:
        return (await filled.ask(paths, **{"from": start, "to": end, "direction": direction, "mode": mode}))["paths"]

    found = await asked(line, "arch#cap-sell")
    assert found["pathsComplete"]
    (path,) = found["paths"]
    ids = [step["node"]["id"] for step in path["steps"]]
    assert (ids[0], ids[-1]) == (line, "arch@1#cap-sell")
    assert "orders@1#Process_Orders_Task" in ids
    assert path["length"] == len(ids) - 1
    assert all(step["edges"] for step in path["steps"][1:])
    crossing = [
        edge
        for step in path["steps"]
        for edge in step["edges"]
        if edge["kind"] == "RELIES_ON" and edge["from"].partition("@")[0] != edge["to"].partition("@")[0]
    ]
    assert len(crossing) == 1
    assert "same name" in str(crossing[0]["evidence"])
    back = (await asked("arch#cap-sell", line))["paths"][0]
    assert [step["node"]["id"] for step in back["steps"]] == ids[::-1]
    # where one depends on the other, it is the straight path
    straight = await asked(line, "arch#node-one", "LINEAGE")
    assert straight["paths"]
    assert (await asked(line, "arch#node-one"))["paths"] == straight["paths"]
    several = await asked(line, "arch#cap-sell", mode="K_SHORTEST")
    assert several["paths"][0] == path

"""Test an architecture model in the graph: what depends on what, diff, search and waivers, asked over GraphQL."""

from tests.fixtures.api import Api, order_to_cash
from tests.pipeline.formats.archimate.documents import concepts, exchange

MODEL = concepts(
    "Node n Server\nApplicationComponent a Billing\nApplicationService s Invoices\nBusinessProcess p Bill\n"
    "BusinessObject o Invoice\nCapability c Billing capability\nGoal g Growth",
    'Assignment r1 n a\nRealization r2 a s\nServing r3 s p\nAccess r4 p o accessType="Write"\n'
    "Realization r5 p c\nAssociation r6 c g",
    '<views><diagrams><view identifier="v" xsi:type="Diagram"><name>All</name>'
    '<node identifier="x" xsi:type="Element" elementRef="p" x="0" y="0" w="9" h="9"/></view></diagrams></views>',
).decode()
REACH = """query($of: ID!) { %s(of: $of, labels: [ELEMENT]) { complete
  vertices(first: 100) { nodes { id ... on Element { kind } } edges { hop node { id } } } } }"""
ELEMENT = "query($id: ID!) { node(id: $id) { ... on Element { kind name line path properties } } }"


async def reached(api: Api, of: str, direction: str) -> set[str]:
    answer = (await api.ask(REACH % direction, of=of))[direction]
    assert answer["complete"]
    return {each["id"].partition("#")[2] for each in answer["vertices"]["nodes"]} - {""}


async def test_impact_of_a_node_reaches_the_capability_and_the_views(api: Api) -> None:
    version = await api.bring_in(MODEL, "shop")
    found = await reached(api, f"{version}#n", "impact")
    assert found >= {"r1", "a", "r2", "s", "r3", "p", "r5", "c", "r4", "o", "x", "v"}
    assert "g" not in found
    assert await reached(api, f"{version}#c", "lineage") >= {"p", "s", "a", "n"}
    assert "a" not in await reached(api, f"{version}#p", "impact")


async def test_an_element_says_what_the_document_says(api: Api) -> None:
    version = await api.bring_in(MODEL, "shop")
    access = (await api.ask(ELEMENT, id=f"{version}#r4"))["node"]
    assert (access["kind"], access["line"]) == ("Access", 17)
    assert access["path"] == "/model/relationships[1]/relationship[4]"
    assert access["properties"] == {
        "attributes": {"accessType": "Write"}, "parent": "id-model", "source": "p", "target": "o",
    }  # fmt: skip


async def test_an_architecture_names_a_bpmn_process_and_is_reached_from_it(api: Api) -> None:
    body = """<elements><element identifier="p" xsi:type="BusinessProcess"><name>Order</name><properties>
<property propertyDefinitionRef="d"><value>Process_Order</value></property></properties></element></elements>
<propertyDefinitions><propertyDefinition identifier="d" type="string"><name>bpmn:process</name></propertyDefinition>
</propertyDefinitions>"""
    process = await api.bring_in(order_to_cash())
    await api.bring_in(exchange(body).decode(), "shop")
    assert "p" in await reached(api, f"{process}#Task_Ship", "impact")


DIFF = """query($from: ID!, $to: ID!) { diff(from: $from, to: $to) {
  entries(first: 50) { nodes { changes after { sourceId } } } } }"""


async def test_versions_differ_where_the_documents_do(api: Api) -> None:
    first = await api.bring_in(MODEL, "shop")
    second = await api.bring_in(MODEL.replace("Invoices", "Invoicing").replace('"Write"', '"Read"'), "shop")
    entries = (await api.ask(DIFF, **{"from": first, "to": second}))["diff"]["entries"]["nodes"]
    assert [(each["after"]["sourceId"], each["changes"]) for each in entries] == [
        ("s", ["CHANGED"]),
        ("r4", ["CHANGED"]),
    ]


async def test_concepts_are_found_by_kind(api: Api) -> None:
    await api.bring_in(MODEL, "shop")
    query = """{ search(text: "billing", kinds: ["Capability", "ApplicationComponent"]) {
      nodes { ... on Element { sourceId kind } } } }"""
    found = (await api.ask(query))["search"]["nodes"]
    assert {each["sourceId"] for each in found} == {"a", "c"}


async def test_a_finding_of_a_relationship_can_be_waived(api: Api) -> None:
    version = await api.bring_in(concepts("Artifact a A\nBusinessProcess p P", "Serving r a p").decode(), "shop")
    asked = "query($id: ID!) { node(id: $id) { ... on Version { findings(first: 9) { nodes { id rule severity } } } } }"
    (finding,) = (await api.ask(asked, id=version))["node"]["findings"]["nodes"]
    assert (finding["rule"], finding["severity"]) == ("relationship-allowed", "ERROR")
    waive = "mutation($input: WaiveInput!) { waiveFinding(input: $input) { problems { code } } }"
    given = {"about": finding["id"], "reason": "The rates are read by hand."}
    assert (await api.ask(waive, input=given))["waiveFinding"]["problems"] == []

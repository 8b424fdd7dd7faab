"""Test an architecture model in the graph: what depends on what, diff, search and waivers, asked over GraphQL."""

import pytest

from pipeline.formats.archimate.write.document import write
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS
from tests.fixtures.api import Api, order_to_cash
from tests.pipeline.formats.archimate.documents import concepts, exchange, model

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


EVERY = """query($id: ID!) { node(id: $id) { ... on Version {
  elements(first: 200) { nodes { id kind name properties } } } } }"""


async def test_every_type_and_attribute_survives_writing_and_the_graph(api: Api) -> None:
    kinds = sorted(ELEMENTS | JUNCTIONS)
    values = {
        "Access": [f'accessType="{value}"' for value in ("Access", "Read", "Write", "ReadWrite")],
        "Influence": ['modifier="++"', 'modifier="-"', ""],
        "Association": ['isDirected="true"', 'isDirected="false"', ""],
    }
    ties = [f"{kind} r{kind}{n} e0 e1 {more}" for kind in sorted(RELATIONSHIPS)
            for n, more in enumerate(values.get(kind, [""]))]  # fmt: skip
    stated = model(
        concepts(
            "\n".join(f"{kind} e{n} Some {kind}" for n, kind in enumerate(kinds)),
            "\n".join([*ties, "Flow f e0 rFlow0"]),
        )
    )
    version = await api.bring_in(write(stated).decode(), "every")
    found = {
        each["id"].partition("#")[2]: each for each in (await api.ask(EVERY, id=version))["node"]["elements"]["nodes"]
    }
    assert found.keys() == stated.by_id.keys()
    for element in stated.elements:
        given = found[element.id]
        assert (given["kind"], given["name"]) == (element.kind, element.name)
        assert given["properties"].get("attributes", {}) == element.attributes
        assert (given["properties"].get("source"), given["properties"].get("target")) == (
            element.source,
            element.target,
        )


NOT_FOLLOWED = """query($of: ID!) { impact(of: $of) { complete notFollowed { kind message count ids } } }"""


@pytest.mark.parametrize(("more", "expected"), [("", [("ASSOCIATION", 1)]), ('isDirected="true"', [])])
async def test_an_answer_names_associations_that_it_did_not_follow(api: Api, more: str, expected: list[object]) -> None:
    content = concepts("Goal a A\nGoal b B", f"Association r a b {more}\nInfluence s a b").decode()
    version = await api.bring_in(content, "shop")
    told = (await api.ask(NOT_FOLLOWED, of=f"{version}#a"))["impact"]["notFollowed"]
    assert [(each["kind"], each["count"]) for each in told] == expected
    assert [each["ids"] for each in told] == [[version] for _ in expected]


async def test_the_edges_of_an_access_that_does_not_tell_are_stored(api: Api) -> None:
    version = await api.bring_in(concepts("BusinessProcess a A\nBusinessObject b B", "Access r a b").decode(), "shop")
    assert await reached(api, f"{version}#b", "impact") >= {"r", "a"}

"""Test relationships that follow from those of an architecture, asked over GraphQL."""

from tests.fixtures.api import Api, order_to_cash
from tests.pipeline.formats.archimate.documents import concepts

MODEL = concepts(
    "ApplicationComponent c Billing\nApplicationFunction f Invoicing\nApplicationService s Invoices\n"
    "BusinessProcess p Sell",
    "Assignment r1 c f\nRealization r2 f s\nServing r3 s p",
).decode()
QUERY = """query($of: ID!, $from: String, $to: String, $kinds: [String!], $certainty: Certainty! = VALID,
                       $after: String) {
  derivedRelationships(of: $of, from: $from, to: $to, kinds: $kinds, certainty: $certainty) {
    version { id } complete countsByKind { kind count }
    relationships(first: 1, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      kind certainty rules source { id } target { sourceId } chain { sourceId line } } } } }"""


async def test_each_has_its_chain_and_its_rules(api: Api) -> None:
    version = await api.bring_in(MODEL, "shop")
    found = (await api.ask(QUERY, of="shop", to="p", **{"from": f"{version}#c"}))["derivedRelationships"]
    assert (found["version"], found["complete"]) == ({"id": version}, True)
    assert found["countsByKind"] == [{"kind": "Serving", "count": 1}]
    (serving,) = found["relationships"]["nodes"]
    assert (serving["kind"], serving["certainty"]) == ("Serving", "VALID")
    assert serving["source"] == {"id": f"{version}#c"}
    assert [link["sourceId"] for link in serving["chain"]] == ["r1", "r2", "r3"]
    assert len(serving["rules"]) == 2


async def test_they_come_in_pages_and_none_is_stored(api: Api) -> None:
    await api.bring_in(MODEL, "shop")
    first = (await api.ask(QUERY, of="shop"))["derivedRelationships"]["relationships"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    second = (await api.ask(QUERY, of="shop", after=first["pageInfo"]["endCursor"]))["derivedRelationships"]
    assert second["relationships"]["nodes"] != first["nodes"]
    (wrong,) = (await api.post(QUERY, of="shop", after=first["pageInfo"]["endCursor"], certainty="POTENTIAL"))["errors"]
    assert wrong["extensions"]["code"] == "BAD_CURSOR"
    elements = await api.ask('{ model(id: "shop") { current { elementCount } } }')
    assert elements["model"]["current"]["elementCount"] == 8


async def test_what_cannot_be_answered_is_refused(api: Api) -> None:
    await api.bring_in(MODEL, "shop")
    process = await api.bring_in(order_to_cash())
    for asked, code in (
        ({"of": "shop", "to": "nothing"}, "UNKNOWN_ID"),
        ({"of": process}, "NOT_DERIVABLE"),
        ({"of": "nothing"}, "UNKNOWN_ID"),
        ({"of": "shop", "kinds": ["x"] * 101}, "TOO_MANY"),
    ):
        (error,) = (await api.post(QUERY, **asked))["errors"]
        assert error["extensions"]["code"] == code

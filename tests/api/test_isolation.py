"""Test that a token of tenant A sees nothing of tenant B through any query, not even that it exists."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from auth.tokens import issue
from graph.tenants.administration import Tenants
from resolvers.schema import SCHEMA
from tests.fixtures.api import GENERATE, IMPORT, Api, order_to_cash
from tests.fixtures.links import architecture

SECRET = "Zirkonium"  # stands in every text of tenant B, and nowhere else
NODE = "{ id __typename ... on Element { name documentation } }"
COUNTS = "totalCount countsByKind { kind count } edges { totalCount }"
REACH = f"{{ start {NODE} startIds {COUNTS} vertices {{ nodes {NODE} }} }}"
PAGE = "{ totalCount pageInfo { endCursor } edges { cursor } nodes { id } }"

# One question for every field of the root. $id is an id of tenant B, $after a cursor that B was given there.
QUESTIONS: dict[str, str] = {
    "viewer": "{ viewer { tenant subject issuer roles } }",
    "node": f"query($id: ID!) {{ node(id: $id) {NODE} }}",
    "model": "query($id: ID!) { model(id: $id) { id name versions { totalCount } } }",
    "models": f"query($after: String) {{ models(after: $after, filter: {{}}) {PAGE} }}",
    "search": f'query($after: String) {{ search(text: "{SECRET}", after: $after) {PAGE} }}',
    "element": f"query($id: ID!) {{ element(of: $id) {{ id name currentRegions {{ id }} regions {PAGE} }} }}",
    "region": "query($id: ID!) { region(artefact: $id, line: 1) { text lineCount regions { id element { name } } } }",
    "lineage": f"query($id: ID!) {{ lineage(of: $id) {REACH} }}",
    "impact": f"query($id: ID!) {{ impact(of: $id) {REACH} }}",
    "paths": f"query($id: ID!) {{ paths(from: $id, to: $id) {{ startIds paths {{ steps {{ node {NODE} }} }} }} }}",
    "diff": "query($id: ID!) { diff(from: $id, to: $id) { from { id name } unchangedCount entries { totalCount } } }",
    "derivedRelationships": "query($id: ID!) { derivedRelationships(of: $id) { version { id name } complete } }",
    "changeImpact": "query($id: ID!) { changeImpact(from: $id, to: $id) { startIds diff { from { id name } } } }",
    "findings": f"query($after: String) {{ findings(after: $after) {PAGE} }}",
    "waivers": "query($id: ID!) { waivers(model: $id) { totalCount nodes { id } edges { cursor } } }",
    "links": "query($id: ID!) { links(filter: {of: $id}) { totalCount nodes { id } edges { cursor } } }",
    "whyLinked": "query($id: ID!) { whyLinked(from: $id, to: $id) { linked reasons } }",
    "builds": f"query($after: String) {{ builds(after: $after) {PAGE} }}",
    "formats": "{ formats { name } }",
    "targets": "{ targets { name } }",
    "rules": "{ rules { id } }",
    "webhooks": "{ webhooks { id } }",
}
SAME_FOR_ALL = {"viewer", "formats", "targets", "rules", "webhooks"}
"""Fields without data of a tenant's graph. test_webhooks.py tests the webhooks of two tenants."""
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "importModel": (IMPORT, {"content": order_to_cash(), "newVersionOf": "zirkonium"}),
    "importModels": (
        "mutation($input: ImportModelsInput!) { importModels(input: $input) { problems { code } } }",
        {"documents": [{"content": order_to_cash(), "newVersionOf": "zirkonium"}]},
    ),
    "generate": (GENERATE, {"version": "zirkonium", "target": "temporal-python"}),
    "waiveFinding": (
        "mutation($input: WaiveInput!) { waiveFinding(input: $input) { waiver { id } problems { code } } }",
        {"about": "zirkonium", "rule": "label-required", "reason": "Known."},
    ),
    "linkElements": (
        "mutation($input: LinkInput!) { linkElements(input: $input) { links { id } problems { code } } }",
        {"from": f"zirkonium#{SECRET}", "to": f"zirkonium-2#{SECRET}"},
    ),
    "unlink": (
        "mutation($input: UnlinkInput!) { unlink(input: $input) { links { id } problems { code } } }",
        {"from": f"zirkonium#{SECRET}", "to": f"zirkonium-2#{SECRET}"},
    ),
    "acceptLink": (
        "mutation($input: DecideLinksInput!) { acceptLink(input: $input) { links { id } problems { code } } }",
        {"links": ["link:0123456789abcdef"]},
    ),
    "rejectLink": (
        "mutation($input: DecideLinksInput!) { rejectLink(input: $input) { links { id } problems { code } } }",
        {"links": ["link:0123456789abcdef"]},
    ),
    "undoLinks": (
        "mutation($input: UndoLinksInput!) { undoLinks(input: $input) { links { id } problems { code } } }",
        {"links": ["link:0123456789abcdef"]},
    ),
    "applyLinks": (
        "mutation($input: ApplyLinksInput!) { applyLinks(input: $input) { links { id } problems { code } } }",
        {"source": "links.toml", "links": [{"from": f"zirkonium#{SECRET}", "to": f"zirkonium-2#{SECRET}"}]},
    ),
    "configureRules": (
        "mutation($input: ConfigureInput!) { configureRules(input: $input) { version { id } problems { code } } }",
        {"content": 'extends = "correctness"'},
    ),
    "withdrawWaiver": (
        "mutation($input: WithdrawInput!) { withdrawWaiver(input: $input) { waiver { id } problems { code } } }",
        {"waiver": "waiver:0123456789abcdef"},
    ),
    "refreshModels": (
        "mutation($input: RefreshModelsInput!) { refreshModels(input: $input) {"
        " models { version builds { made } problems { code } } problems { code } } }",
        {"models": ["zirkonium"]},
    ),
    "renameModel": (
        "mutation($input: RenameModelInput!) { renameModel(input: $input) { version { id } problems { code } } }",
        {"model": "zirkonium", "name": "beryllium"},
    ),
    "retireModel": (
        "mutation($input: RetireModelInput!) { retireModel(input: $input) { model { id } problems { code } } }",
        {"model": "zirkonium"},
    ),
    "eraseModel": (
        "mutation($input: EraseModelInput!) { eraseModel(input: $input) { tombstone { id } problems { code } } }",
        {"model": "zirkonium", "confirm": "zirkonium"},
    ),
    "pruneBuilds": (
        "mutation($input: PruneBuildsInput!) { pruneBuilds(input: $input) { tombstone { id } problems { code } } }",
        {"olderThanDays": 0},
    ),
    "createWebhook": (
        "mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { secret problems { code } } }",
        {"url": "https://example.org/"},
    ),
    "removeWebhook": (
        "mutation($input: WebhookInput!) { removeWebhook(input: $input) { id problems { code } } }",
        {"id": "webhook-0"},
    ),
    "retryWebhook": (
        "mutation($input: WebhookInput!) { retryWebhook(input: $input) { id problems { code } } }",
        {"id": "webhook-0"},
    ),
    "createTenant": (
        "mutation($input: CreateTenantInput!) { createTenant(input: $input) { tenant problems { code } } }",
        {"name": "zirkonium"},
    ),
}


@dataclass
class Two:
    """Tenant A, which asks, and the ids that tenant B has."""

    api: Api
    a: str
    b: str
    ids: list[str]

    async def seen(self, token: str, query: str, **variables: Any) -> dict[str, Any]:
        """Return the answer without its cost, which also depends on how an id is spelled."""
        body = await self.api.post(query, token, **variables)
        del body["extensions"]
        return body


@pytest_asyncio.fixture(scope="module")
async def two(shared_api: Api, tenants: Tenants, shared_tenant: str) -> AsyncIterator[Two]:
    """Return two tenants; only tests at the end of the module write into one."""
    api, tenant, other = shared_api, shared_tenant, f"{shared_tenant}-b"
    await tenants.create(other)
    a, b = (issue(api.home, name, "anna") for name in (tenant, other))
    document = order_to_cash(ship=SECRET, more=f'<task id="{SECRET}" name="{SECRET}"/>').replace("Order", SECRET)
    made = await api.post(IMPORT, b, input={"name": SECRET, "content": document})
    assert made["data"]["importModel"]["version"]["id"] == "zirkonium@1", made
    build = await api.post(GENERATE, b, input={"version": "zirkonium", "target": "temporal-python"})
    assert build["data"]["generate"]["build"], build
    waived = await api.post(
        CHANGES["waiveFinding"][0],
        b,
        input={"about": "zirkonium", "rule": "label-required", "reason": SECRET},
    )
    assert waived["data"]["waiveFinding"]["problems"] == [], waived
    more = architecture(("Node", SECRET, SECRET), identifier=f"id-{SECRET}")
    second = await api.post(IMPORT, b, input={"name": f"{SECRET} 2", "content": more})
    assert second["data"]["importModel"]["version"]["id"] == "zirkonium-2@1", second
    linked = await api.post(CHANGES["linkElements"][0], b, input=CHANGES["linkElements"][1])
    assert linked["data"]["linkElements"]["problems"] == [], linked
    whole = await api.post('{ search(text: "", first: 1000) { totalCount nodes { id } } }', b)
    ids = [node["id"] for node in whole["data"]["search"]["nodes"]]
    assert len(ids) == whole["data"]["search"]["totalCount"]
    yield Two(api, a, b, [*ids, "zirkonium", f"zirkonium#{SECRET}"])
    await tenants.retire(other)


def empty(body: dict[str, Any]) -> bool:
    """Return true if the answer says, in any of the possible ways, that nothing was found."""
    if "errors" in body:
        return {error["extensions"]["code"] for error in body["errors"]} == {"UNKNOWN_ID"}
    (answer,) = body["data"].values()
    return answer is None or (answer.get("totalCount"), answer.get("nodes"), answer.get("edges")) == (0, [], [])


def test_every_root_field_is_covered() -> None:
    assert set(SCHEMA.core.query_type.fields) == set(QUESTIONS)
    assert set(SCHEMA.core.mutation_type.fields) == set(CHANGES)
    assert SCHEMA.core.subscription_type is None


async def sees(two: Two, query: str) -> bool:
    """Return true if tenant B gets an answer for any id of its own."""
    for uid in ("zirkonium", *two.ids):
        if not empty(await two.seen(two.b, query, id=uid, after=None)):
            return True
    return False


async def test_b_itself_sees_all_of_it(two: Two) -> None:
    """Prove that the questions below have answers for their own tenant."""
    for field in set(QUESTIONS) - SAME_FOR_ALL:
        assert await sees(two, QUESTIONS[field]), field


@pytest.mark.parametrize("field", sorted(set(QUESTIONS) - SAME_FOR_ALL))
async def test_a_sees_nothing(two: Two, field: str) -> None:
    unknown = await two.seen(two.a, QUESTIONS[field], id="never-existed", after=None)
    for uid in two.ids if "$id" in QUESTIONS[field] else two.ids[:1]:
        body = await two.seen(two.a, QUESTIONS[field], id=uid, after=None)
        assert empty(body), body
        # what exists elsewhere is told in the very words of what exists nowhere
        assert str(body).replace(uid, "") == str(unknown).replace("never-existed", "")


@pytest.mark.parametrize("field", ["models", "search", "findings", "builds"])
async def test_a_cursor_of_b_shows_a_nothing(two: Two, field: str) -> None:
    first = (await two.seen(two.b, QUESTIONS[field], after=None))["data"][field]
    assert first["edges"]
    for edge in first["edges"]:
        assert empty(await two.seen(two.a, QUESTIONS[field], after=edge["cursor"]))


@pytest.mark.parametrize("field", sorted(CHANGES))
async def test_a_changes_nothing_of_b(two: Two, field: str) -> None:
    count = '{ search(text: "") { totalCount } builds { totalCount } models { totalCount } }'
    before = await two.seen(two.b, count)
    query, given = CHANGES[field]
    body = await two.seen(two.a, query, input=given)
    refused = [*body.get("errors", []), *((body["data"] or {}).get(field) or {}).get("problems", [])]
    assert {each.get("code") or each["extensions"]["code"] for each in refused} <= {"UNKNOWN_ID", "FORBIDDEN"}
    assert refused
    assert await two.seen(two.b, count) == before


async def test_a_token_of_a_tenant_that_is_not_there(two: Two) -> None:
    body = await two.seen(issue(two.api.home, "nobody", "eve"), QUESTIONS["models"], after=None)
    assert [error["extensions"]["code"] for error in body["errors"]] == ["TENANT_UNKNOWN"]


async def test_equal_content_of_two_tenants_is_two_contents(two: Two) -> None:
    """Keep a digest of B from leading to B's bytes, and an import of the same bytes from telling that B has them."""
    document = order_to_cash(ship=SECRET)
    for token in (two.b, two.a):
        made = await two.api.post(IMPORT, token, input={"name": "same", "content": document})
        assert made["data"]["importModel"] | {"findings": []} == {
            "version": {"id": "same@1", "number": 1}, "unchanged": False, "findings": [], "problems": [],
        }  # fmt: skip


async def test_a_cursor_inside_an_answer_of_b_shows_a_nothing(two: Two) -> None:
    query = """query($id: ID!, $after: String) { impact(of: $id) { vertices(first: 2, after: $after) { totalCount
      edges { cursor } nodes { id } } edges { edges { cursor } } } }"""
    answer = (await two.seen(two.b, query, id="zirkonium"))["data"]["impact"]
    for edge in answer["vertices"]["edges"]:
        assert empty(await two.seen(two.a, query, id="zirkonium", after=edge["cursor"]))
    await two.api.post(IMPORT, two.a, input={"name": "mine", "content": order_to_cash()})
    own = await two.seen(two.a, query, id="mine", after=answer["vertices"]["edges"][0]["cursor"])
    assert SECRET not in str(own)
    assert "zirkonium" not in str(own)

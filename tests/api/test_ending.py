"""Retire, erase and prune over HTTP; and what is told of them afterwards."""

from typing import Any

import pytest

from auth.tokens import issue
from tests.fixtures.api import IMPORT, Api, order_to_cash

RETIRE = """mutation($input: RetireModelInput!) {
  retireModel(input: $input) { model { id until } problems { code path } } }"""
ERASE = """mutation($input: EraseModelInput!) { eraseModel(input: $input) {
  tombstone { id kind subject reason counts recordedAt actors { nodes { subject } } } problems { code path } } }"""
PRUNE = """mutation($input: PruneBuildsInput!) { pruneBuilds(input: $input) {
  builds { id model target recordedAt } buildCount keptCount counts tombstone { id subject } problems { code } } }"""
MODELS = "query($retired: Boolean = false) { models(filter: {retired: $retired}) { totalCount nodes { id until } } }"
BUILDS = "query($filter: BuildFilter) { builds(filter: $filter) { totalCount nodes { id stale } } }"


async def changed(api: Api, mutation: str, **given: Any) -> dict[str, Any]:
    (payload,) = (await api.ask(mutation, input=given)).values()
    found: dict[str, Any] = payload
    return found


def codes(payload: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in payload["problems"]]


async def test_a_retired_model_leaves_the_list_and_keeps_its_history(api: Api) -> None:
    await api.bring_in(order_to_cash())
    build = await api.generate("order-to-cash")
    before = (await api.ask('{ impact(of: "order-to-cash") { asOf } }'))["impact"]["asOf"]
    retired = await changed(api, RETIRE, model="order-to-cash", reason="replaced by shipping")
    assert retired["problems"] == []
    assert retired["model"]["until"] > before
    assert (await api.ask(MODELS))["models"] == {"totalCount": 0, "nodes": []}
    assert (await api.ask(MODELS, retired=True))["models"] == {"totalCount": 1, "nodes": [retired["model"]]}
    ask = """query($at: DateTime) {
      model(id: "order-to-cash", asOf: $at) { until current { findings { nodes { message } } } }
      findings { totalCount } }"""
    then = await api.ask(ask, at=before)
    assert then["model"]["until"] is None
    now = await api.ask(ask)
    assert now["model"]["until"] == retired["model"]["until"]
    assert "Retired by local: replaced by shipping" in str(now["model"]["current"])
    assert now["findings"]["totalCount"] == 0
    why = await api.ask("query($id: ID!) { node(id: $id) { ... on Build { staleReasons { kind then } } } }", id=build)
    assert why["node"]["staleReasons"] == [{"kind": "MODEL", "then": "order-to-cash"}]


async def test_a_retired_model_takes_nothing_more(api: Api) -> None:
    await api.bring_in(order_to_cash())
    await changed(api, RETIRE, model="order-to-cash")
    again = await changed(api, IMPORT, name="order-to-cash", content=order_to_cash("Send"))
    assert (codes(again), again["version"]) == (["MODEL_RETIRED"], None)
    assert codes(await changed(api, RETIRE, model="order-to-cash")) == ["MODEL_RETIRED"]


@pytest.mark.parametrize("model", ["nothing", "order-to-cash@1", "a\0b", "'; DROP", ""], ids=repr)
async def test_an_unknown_model_is_a_typed_problem(api: Api, model: str) -> None:
    await api.bring_in(order_to_cash())
    assert codes(await changed(api, RETIRE, model=model)) == ["UNKNOWN_ID"]
    assert codes(await changed(api, ERASE, model=model, confirm=model)) == ["UNKNOWN_ID"]


async def test_an_erased_model_leaves_a_tombstone(api: Api) -> None:
    await api.bring_in(order_to_cash())
    build = await api.generate("order-to-cash")
    assert codes(await changed(api, ERASE, model="order-to-cash", confirm="order")) == ["NOT_CONFIRMED"]
    erased = await changed(api, ERASE, model="order-to-cash", confirm="order-to-cash", reason="asked to")
    stone = erased["tombstone"]
    assert (stone["kind"], stone["subject"], stone["reason"]) == ("model", "order-to-cash", "asked to")
    assert stone["counts"]["Version"] == 1
    assert stone["actors"]["nodes"] == [{"subject": "local"}]
    found = await api.ask("query($id: ID!) { node(id: $id) { __typename id } }", id=stone["id"])
    assert found["node"] == {"__typename": "Tombstone", "id": stone["id"]}
    assert (await api.ask(MODELS, retired=True))["models"]["totalCount"] == 0
    for uid in ("order-to-cash", "order-to-cash@1", "order-to-cash#Task_Ship", build, f"artefact:{build[6:]}/x"):
        body = await api.post("query($id: ID!) { lineage(of: $id) { totalCount } }", id=uid)
        (error,) = body["errors"]
        assert error["extensions"]["code"] == "ERASED", uid
        assert stone["recordedAt"] in error["message"]
    for query in ("diff(from: $id, to: $id) { identical }", "changeImpact(from: $id, to: $id) { complete }"):
        assert await api.code(f"query($id: ID!) {{ {query} }}", id="order-to-cash@1") == "ERASED"
    assert codes(await changed(api, ERASE, model="order-to-cash", confirm="order-to-cash")) == ["ERASED"]
    assert await api.bring_in(order_to_cash()) == "order-to-cash@2"


async def test_answers_before_an_erasure_say_so(api: Api) -> None:
    ask = 'query($at: DateTime) { impact(of: "other", asOf: $at) { complete truncatedBy asOf totalCount } }'
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash(), name="other")
    before = (await api.ask(ask))["impact"]
    assert before["complete"]
    await changed(api, ERASE, model="order-to-cash", confirm="order-to-cash")
    then = (await api.ask(ask, at=before["asOf"]))["impact"]
    assert (then["complete"], then["truncatedBy"]) == (False, "ERASED")
    assert (await api.ask(ask))["impact"]["complete"]


@pytest.mark.parametrize(
    ("mutation", "given"),
    [(ERASE, {"model": "order-to-cash", "confirm": "order-to-cash"}), (PRUNE, {"keep": 1})],
    ids=["erase", "prune"],
)
async def test_only_administrators_remove(api: Api, tenant: str, mutation: str, given: dict[str, Any]) -> None:
    await api.bring_in(order_to_cash())
    refused = await api.post(mutation, issue(api.home, tenant, "anna"), input=given)
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["FORBIDDEN"]
    let = await api.post(mutation, issue(api.home, tenant, "anna", ["admin"]), input=given)
    assert "errors" not in let


async def test_old_builds_are_listed_then_dropped(api: Api) -> None:
    builds = [await api.generate(await api.bring_in(order_to_cash(ship))) for ship in ("a", "b", "c")]
    dry = await changed(api, PRUNE, keep=1, dryRun=True)
    assert [build["id"] for build in dry["builds"]] == [builds[1], builds[0]]
    assert (dry["buildCount"], dry["keptCount"], dry["tombstone"]) == (2, 1, None)
    assert (await api.ask(BUILDS))["builds"]["totalCount"] == 3
    done = await changed(api, PRUNE, olderThanDays=0, reason="room")
    assert done | {"tombstone": None} == dry
    assert done["tombstone"]["subject"] == "builds"
    assert [build["id"] for build in (await api.ask(BUILDS))["builds"]["nodes"]] == [builds[2]]
    assert await api.code("query($id: ID!) { impact(of: $id) { totalCount } }", id=builds[0]) == "ERASED"


@pytest.mark.parametrize(
    "given",
    [{}, {"keep": 1, "olderThanDays": 1}, {"keep": 0}, {"olderThanDays": -1}, {"olderThanDays": 10**9}],
    ids=str,
)
async def test_a_bad_bound_is_a_typed_problem(api: Api, given: dict[str, Any]) -> None:
    assert codes(await changed(api, PRUNE, **given)) == ["BAD_BOUND"]


async def test_an_endless_reason_is_a_typed_problem(api: Api) -> None:
    await api.bring_in(order_to_cash())
    assert codes(await changed(api, RETIRE, model="order-to-cash", reason="x" * 2001)) == ["BAD_REASON"]


async def test_builds_by_model_target_and_staleness(api: Api) -> None:
    old = await api.generate(await api.bring_in(order_to_cash()))
    stale = await api.generate(await api.bring_in(order_to_cash("Send")))
    await api.bring_in(order_to_cash("Pack"))
    current = await api.generate(await api.bring_in(order_to_cash(), name="other"))

    async def found(**filter_: Any) -> list[str]:
        answer = (await api.ask(BUILDS, filter=filter_))["builds"]
        assert answer["totalCount"] == len(answer["nodes"])
        assert all(node["stale"] == filter_.get("stale", node["stale"]) for node in answer["nodes"])
        return [node["id"] for node in answer["nodes"]]

    assert await found(stale=True) == [stale]
    assert await found(stale=False) == [current]
    assert await found(model="order-to-cash") == [stale, old]
    assert await found(model="order-to-cash", stale=False) == []
    assert await found(target="temporal-python") == [current, stale, old]
    assert await found(target="temporal-python", model="order") == []
    assert await found(model="order") == []


async def test_stale_builds_page_and_cost_the_same_however_many(api: Api) -> None:
    ask = """query($first: Int, $after: String) { builds(filter: {stale: false}, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } nodes { id } } }"""
    used, builds = [], []
    for model in ("one", "two", "three"):
        builds.append(await api.generate(await api.bring_in(order_to_cash(), name=model)))
        api.counting.statements.clear()
        await api.ask(ask, first=1)
        used.append(sorted(api.counting.statements))
    assert used[0] == used[1] == used[2]
    after, seen = None, []
    while True:
        page = (await api.ask(ask, first=1, after=after))["builds"]
        seen += [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == 3
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == builds[::-1]

"""Test that a question which takes too long ends with its own code, and that the service goes on answering."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph.age.graphs import AgeGraphs
from graph.logins import Logins
from graph.tenants.administration import Tenants
from settings import Settings
from tests.fixtures.api import IMPORT, Api, order_to_cash, serving
from tests.graph.age.test_deadlines import held

pytestmark = pytest.mark.age  # the tables are locked

QUESTIONS = [
    '{ impact(of: "order-to-cash@1") { totalCount } }',
    '{ lineage(of: "order-to-cash@1#Task_Ship") { vertices { nodes { id } } } }',
    '{ paths(from: "order-to-cash@1#Task_Ship", to: "order-to-cash@1") { pathsComplete } }',
    '{ search(text: "ship") { totalCount } }',
    '{ node(id: "order-to-cash@1#Task_Ship") { id } }',
    '{ node(id: "order-to-cash@1") { ... on Version { elements { totalCount } } } }',
]


@pytest_asyncio.fixture
async def hasty(store_logins: Logins, tenants: Tenants, tenant: str, tmp_path: Path) -> AsyncIterator[Api]:
    """Serve the API with two connections and short deadlines."""
    graphs = await AgeGraphs.open(store_logins, Settings(statement_seconds=1, pool_size=2))
    async with serving(graphs, tenants, tenant, tmp_path) as api:
        yield api
    await graphs.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
async def test_it_has_a_code_and_others_are_answered(
    hasty: Api, store_logins: Logins, tenant: str, question: str
) -> None:
    await hasty.bring_in(order_to_cash())
    before = await hasty.ask(question)
    async with held(store_logins, tenant, "Element"):
        begun = time.monotonic()
        slow = [asyncio.create_task(hasty.post(question)) for _ in range(2)]
        assert (await hasty.ask("{ viewer { tenant } }"))["viewer"]["tenant"] == tenant
        for answer in await asyncio.gather(*slow):
            (error,) = answer["errors"]
            assert error["extensions"] == {"code": "DEADLINE_EXCEEDED"}
            assert "longer than it may" in error["message"]
        assert time.monotonic() - begun < 5
        assert (await hasty.ask("{ models { totalCount } }"))["models"]["totalCount"] == 1
    assert await hasty.ask(question) == before
    assert hasty.counting.open == 0


async def test_an_import_that_takes_too_long_leaves_nothing(hasty: Api, store_logins: Logins, tenant: str) -> None:
    async with held(store_logins, tenant, "Element"):
        body = await hasty.post(IMPORT, input={"name": "late", "content": order_to_cash()})
        assert body["errors"][0]["extensions"]["code"] == "DEADLINE_EXCEEDED"
    assert (await hasty.ask("{ models { totalCount } }"))["models"]["totalCount"] == 0
    assert await hasty.bring_in(order_to_cash(), "late") == "late@1"


async def test_who_asks_what_a_change_would_do_holds_no_connection_and_waits_for_a_second(
    store_logins: Logins, tenants: Tenants, tenant: str, tmp_path: Path
) -> None:
    ask = """query($draft: DraftInput) {
      changeImpact(from: "order-to-cash", draft: $draft) { noImpact findingsTogether } }"""
    graphs = await AgeGraphs.open(store_logins, Settings(pool_size=2))
    async with serving(graphs, tenants, tenant, tmp_path) as api:
        await api.bring_in(order_to_cash())
        drafts = [{"content": order_to_cash(ship=f"Send {number}")} for number in range(6)]
        for found in await asyncio.gather(*(api.ask(ask, draft=draft) for draft in drafts)):
            assert found["changeImpact"] == {"noImpact": True, "findingsTogether": True}
    await graphs.close()


async def test_imports_at_once_take_turns_and_all_succeed(hasty: Api) -> None:
    imports = [hasty.bring_in(order_to_cash(), f"model-{number}") for number in range(30)]
    made = await asyncio.gather(*imports)
    assert sorted(made) == sorted(f"model-{number}@1" for number in range(30))

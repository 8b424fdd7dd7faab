"""Test that every answer tells its cost, that what costs too much is not begun, and that changes share one deadline."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app import create_app
from graph.store import Graphs
from graph.tenants.protocol import Tenancy
from pipeline.operations.import_ import import_document
from resolvers.cost import LIMIT, WORK
from settings import Settings
from tests.fixtures.api import IMPORT, Api, order_to_cash
from tests.resolvers.canned import Counting

_TWO = """mutation($a: ImportModelInput!, $b: ImportModelInput!) {
  a: importModel(input: $a) { version { id } } b: importModel(input: $b) { version { id } } }"""
_COSTLY = "{ models(first: 1000) { nodes { versions(first: 1000) { nodes { elements { nodes { id } } } } } } }"


def cost(body: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = body["extensions"]["cost"]
    assert found.keys() == {"estimated", "actual", "limit"}
    assert found["limit"] == LIMIT
    return found


async def test_every_answer_tells_what_it_cost(api: Api) -> None:
    await api.bring_in(order_to_cash())
    viewer = cost(await api.post("{ viewer { tenant subject } }"))
    assert (viewer["estimated"], viewer["actual"]) == (2, 2)
    models = cost(await api.post("{ models(first: 20) { nodes { id name } } }"))
    assert (models["estimated"], models["actual"]) == (40, 2)
    impact = cost(await api.post('{ impact(of: "order-to-cash") { totalCount } }'))
    assert impact["actual"] >= impact["estimated"] > 400
    imported = cost(await api.post(IMPORT, input={"name": "other", "content": order_to_cash()}))
    assert imported["estimated"] >= WORK["Mutation.importModel"].points
    assert imported["actual"] >= WORK["Mutation.importModel"].points
    for refused in ("{ nothing }", "{", '{ node(id: "nothing") { id } }', '{ lineage(of: "nothing") { totalCount } }'):
        assert cost(await api.post(refused))["actual"] <= cost(await api.post(refused))["limit"]


async def test_what_would_cost_too_much_is_not_begun(api: Api) -> None:
    await api.bring_in(order_to_cash())
    api.counting.units = 0
    body = await api.post(_COSTLY)
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "TOO_COSTLY", "cost": 100_000_000, "limit": LIMIT}
    assert "data" not in body
    assert api.counting.units == 0
    assert cost(await api.post(_COSTLY.replace("1000", "100")))["estimated"] == 1_000_000


async def test_changes_that_cost_too_much_together_are_not_begun(api: Api) -> None:
    big = {"content": "x" * 36 * 1024 * 1024}
    aliases = " ".join(f"a{number}: importModel(input: $input) {{ unchanged }}" for number in range(10))
    assert await api.code(f"mutation($input: ImportModelInput!) {{ {aliases} }}", input=big) == "TOO_COSTLY"


@pytest_asyncio.fixture
async def hasty(graphs: Graphs, tenants: Tenancy, tenant: str, tmp_path: Path) -> AsyncIterator[Api]:
    """Serve the API with a second and a half for each request."""
    counting = Counting(graphs)
    app = create_app(Settings(home=tmp_path, tenant=tenant, request_seconds=1.5), counting, tenants)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield Api(client, counting, tmp_path)


async def test_changes_of_one_request_share_one_deadline(hasty: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(1)
        return await import_document(*args, **kwargs)

    monkeypatch.setattr("resolvers.importing.import_document", slow)
    body = await hasty.post(
        _TWO,
        a={"name": "first", "content": order_to_cash()},
        b={"name": "second", "content": order_to_cash()},
    )
    (error,) = body["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("TOO_SLOW", ["b"])
    assert [each["id"] for each in (await hasty.ask("{ models { nodes { id } } }"))["models"]["nodes"]] == ["first"]
    assert hasty.counting.open == 0


async def test_waiting_for_a_turn_is_no_part_of_it(hasty: Api, graphs: Graphs, tenant: str) -> None:
    async with graphs.writing(tenant):
        waiting = asyncio.create_task(hasty.bring_in(order_to_cash(), "late"))
        await asyncio.sleep(2)
        assert not waiting.done()
    assert await waiting == "late@1"

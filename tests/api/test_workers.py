"""Test that a service does its heavy work in worker processes, and answers when one is stopped or lost."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio

from app import create_app, workers
from graph.store import Graphs
from graph.tenants.protocol import Tenancy
from settings import Settings
from tests.fixtures.api import IMPORT, Api, order_to_cash
from tests.resolvers.canned import Counting
from work.pool.pool import Pool

DIFF = "query($from: ID!, $to: ID!) { diff(from: $from, to: $to) { identical entries { totalCount } } }"
CHANGE = "query($id: ID!, $draft: DraftInput!) { changeImpact(from: $id, draft: $draft) { findingsTogether } }"


@pytest_asyncio.fixture(scope="module")
async def pool() -> AsyncIterator[Pool]:
    async with workers(Settings(workers=1)) as pool:
        yield pool


@pytest_asyncio.fixture
async def api(graphs: Graphs, tenants: Tenancy, tenant: str, tmp_path: Path, pool: Pool) -> AsyncIterator[Api]:
    async with over(pool, graphs, tenants, tenant, tmp_path) as client:
        counting = Counting(graphs)
        yield Api(client, counting, tmp_path)


def over(pool: Pool, graphs: Graphs, tenants: Tenancy, tenant: str, home: Path) -> httpx.AsyncClient:
    app = create_app(Settings(home=home, tenant=tenant), graphs, tenants, workshop=pool)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000")


def loose(count: int) -> str:
    return order_to_cash(more="".join(f'<task id="T{n}" name="Task {n}"/>' for n in range(count)))


async def test_everything_heavy_crosses(api: Api) -> None:
    first = await api.bring_in(order_to_cash())
    second = await api.bring_in(order_to_cash(ship="Ship it"))
    build = await api.generate(second)
    assert build == await api.generate(second)
    found = await api.ask(DIFF, **{"from": first, "to": second})
    assert found["diff"] == {"identical": False, "entries": {"totalCount": 1}}
    draft = {"content": order_to_cash(bill="Bill it")}
    assert (await api.ask(CHANGE, id=second, draft=draft))["changeImpact"] == {"findingsTogether": True}
    broken = await api.ask(IMPORT, input={"content": "<definitions"})
    assert broken["importModel"]["problems"][0]["code"] == "NOT_WELL_FORMED"
    sent = await api.client.post("/import", content=order_to_cash(), params={"name": "other"})
    assert sent.json()["files"][0]["version"] == "other@1"


async def test_work_that_is_stopped_is_a_typed_problem(
    api: Api, graphs: Graphs, tenants: Tenancy, tenant: str, tmp_path: Path
) -> None:
    version = await api.bring_in(order_to_cash())
    settings = Settings(workers=1, worker_seconds=0.1)
    async with workers(settings) as pool, over(pool, graphs, tenants, tenant, tmp_path) as client:
        api = Api(client, Counting(graphs), tmp_path)
        given = {"name": "large", "content": loose(5000), "sourceName": "large.bpmn"}
        made = (await api.ask(IMPORT, input=given))["importModel"]
        assert made["version"] is None
        (problem,) = made["problems"]
        assert problem["code"] == "TOO_COMPLEX"
        assert "large.bpmn" in problem["message"]
        assert "AMEIDE_WORKER_SECONDS" in problem["message"]
        sent = await client.post("/import", content=loose(5000), params={"name": "large"})
        assert sent.status_code == 422
        assert sent.json()["files"][0]["problems"][0]["code"] == "TOO_COMPLEX"
        draft = {"content": loose(5000)}
        assert await api.code(CHANGE, id=version, draft=draft) == "TOO_COMPLEX"


async def test_a_lost_worker_is_a_typed_problem_and_nothing_is_kept(api: Api, pool: Pool) -> None:
    given = {"name": "large", "content": loose(3000)}
    asked = asyncio.create_task(api.ask(IMPORT, input=given))
    until = time.monotonic() + 20
    while not pool._busy:
        assert time.monotonic() < until
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.05)
    os.kill(next(iter(pool._busy)).pid, signal.SIGKILL)
    made: dict[str, Any] = (await asked)["importModel"]
    assert [problem["code"] for problem in made["problems"]] == ["WORKER_LOST"]
    assert (await api.ask("{ models { totalCount } }"))["models"] == {"totalCount": 0}
    assert await api.bring_in(order_to_cash(), "large") == "large@1"

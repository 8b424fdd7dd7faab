"""Test exports from PostgreSQL into Neo4j and back: equal bytes. Runs only with Neo4j, since it needs both."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.age.graphs import AgeGraphs
from graph.portable import PortableGraphs, State
from tests.contract.conftest import Backend
from tests.contract.test_portable import Portable, fill

TENANT = "crossing"


@pytest.fixture
def stores(request: pytest.FixtureRequest, chosen: str) -> tuple[AgeGraphs, PortableGraphs]:
    if chosen != "neo4j":
        pytest.skip("it takes Neo4j too: --backend=neo4j")
    return request.getfixturevalue("age_graphs"), request.getfixturevalue("neo4j_graphs")


@pytest_asyncio.fixture
async def both(stores: tuple[AgeGraphs, PortableGraphs]) -> AsyncIterator[tuple[Portable, Portable]]:
    """Return a tenant in PostgreSQL with records of every sort, and a Neo4j without that tenant."""
    age, neo4j = stores
    await age.tenants.create(TENANT)
    await fill(Backend(age, TENANT))
    yield Portable(age, TENANT), Portable(neo4j, TENANT)
    for graphs in (age, neo4j):
        if await graphs.tenants.state(TENANT) is not None:
            await graphs.tenants.retire(TENANT)


async def test_there_and_back_are_the_same_bytes(both: tuple[Portable, Portable]) -> None:
    age, neo4j = both
    content = await age.export(TENANT)
    await neo4j.bring_in(content, TENANT)
    assert await neo4j.export(TENANT) == content
    await age.graphs.tenants.retire(TENANT)
    await age.bring_in(await neo4j.export(TENANT), TENANT)
    assert await age.export(TENANT) == content
    assert await age.graphs.tenants.state(TENANT) is State.SERVING

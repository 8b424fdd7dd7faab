"""Test that a store of every earlier commit, upgraded, equals a fresh one with the same records."""

import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from typing import Any, Final

import psycopg
import pytest
import pytest_asyncio

from cypher import QUERIES
from graph import errors
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.export import take_out
from graph.logins import Logins, logins
from graph.portable import State
from graph.records import LABELS, Batch, Edge, EndOfEdge, Vertex
from graph.store import Direction, GraphStore, PathMode, PathQuery, ReachQuery, SearchQuery
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from settings import Settings
from tests.contract.queries import ELEMENTS, RESOLUTIONS
from tests.fixtures.store import PATIENCE, own_folder
from tests.migrations.catalog import catalog
from tests.migrations.states import COMMITS, CONTENT, DIGEST, FOLDER, LAST, Shipped, control, fill, records

pytestmark = pytest.mark.age

STATES: Final = {**{commit: [commit] for commit in COMMITS}, "each": list(COMMITS)}
"""Commits that ran on a store, by name: one, or all in order."""
BEFORE: Final = "2026-11-22T20:00:04.500000Z"
TEXTS: Final = ("goods", "pack", "ubera", "tempral", "orders#Ship", "label-required", "ada", "")
ERASED: Final = ("shop@1#Order", "orders@1", "source:sha256:" + DIGEST, "artefact:00000000000000b1/flow.py")


def tenant_of(state: str) -> str:
    return f"shipped-{state}"


def fresh_of(*, erased: bool) -> str:
    return f"fresh-{'erased' if erased else 'whole'}"


@pytest_asyncio.fixture(scope="module")
async def own_logins() -> AsyncIterator[Logins]:
    """Return a server whose control tables are at their first revision."""
    with own_folder() as folder:
        async with logins(Settings(home=folder)) as found:
            with psycopg.connect(found.admin, autocommit=True) as connection:
                control(connection, COMMITS[0])
            yield found


@pytest_asyncio.fixture(scope="module")
async def own_graphs(own_logins: Logins) -> AsyncIterator[AgeGraphs]:
    opened = await AgeGraphs.open(own_logins, Settings(statement_seconds=PATIENCE))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(scope="module")
async def upgraded(own_logins: Logins, own_graphs: AgeGraphs) -> Tenants:
    """Create, fill and upgrade a tenant for each state, and fresh ones with the same records."""
    tenants = Tenants(own_logins, schema)
    for state, commits in STATES.items():
        await Tenants(own_logins, Shipped(commits)).create(tenant_of(state))
    with psycopg.connect(own_logins.admin, autocommit=True) as connection:
        for state in STATES:
            fill(connection, graph_name(tenant_of(state)))
    assert [plan.tenant for plan in await tenants.plans()] == [None, *sorted(map(tenant_of, STATES))]
    await tenants.migrate()
    assert await tenants.plans() == []
    for erased in (False, True):
        await restored(tenants, own_graphs, fresh_of(erased=erased), erased=erased)
    return tenants


async def restored(tenants: Tenants, graphs: AgeGraphs, name: str, *, erased: bool) -> None:
    await tenants.create(name, State.RESTORING)
    async with graphs.restoring(name) as unit:
        await unit.content.put({DIGEST: CONTENT})
        await unit.restore(records(erased=erased))
        await unit.finish(LAST)
    await tenants.put(name, State.SERVING)


@pytest.fixture(params=STATES)
def pair(request: pytest.FixtureRequest, upgraded: Tenants, own_logins: Logins) -> tuple[str, str]:
    """Return an upgraded tenant, and the fresh one with the same records."""
    name = tenant_of(request.param)
    with psycopg.connect(own_logins.admin) as connection:
        connection.execute(f'SET search_path = "{graph_name(name)}", ag_catalog'.encode())
        erased = connection.execute('SELECT FROM "Tombstone"').fetchone() is not None
    return name, fresh_of(erased=erased)


@pytest_asyncio.fixture(scope="module")
async def expected(upgraded: Tenants, own_graphs: AgeGraphs) -> Mapping[str, Mapping[str, str]]:
    """Return the answers of each fresh tenant."""
    names = [fresh_of(erased=erased) for erased in (False, True)]
    return {name: await answers(own_graphs, name) | await changed(own_graphs, name) for name in names}


def test_the_history_is_complete() -> None:
    assert len(COMMITS) == len(set(COMMITS)) == 21
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(COMMITS)


async def test_it_is_not_asked_before_it_is_upgraded(
    upgraded: Tenants, own_logins: Logins, own_graphs: AgeGraphs
) -> None:
    """Use a state before 3240476, whose functions lack the columns that are asked for since."""
    await Tenants(own_logins, Shipped(["e7c1446"])).create("early")
    with psycopg.connect(own_logins.admin, autocommit=True) as connection:
        fill(connection, "t_early")
    query = ReachQuery(("orders@1#Pack",), Direction.IMPACT)
    with pytest.raises(errors.TenantMigrating):
        async with own_graphs.reading("early") as store:
            await store.reach(query)
    assert [plan.tenant for plan in await upgraded.plans()] == ["early"]
    await upgraded.migrate()
    async with own_graphs.reading("early") as store:
        assert (await store.reach(query)).by_label["Region"] == 1


def test_the_catalog_is_that_of_a_fresh_one(pair: tuple[str, str], own_logins: Logins) -> None:
    found, fresh = (catalog(own_logins.admin, name) for name in pair)
    assert all(fresh.values())
    assert found == fresh


async def test_answers_are_those_of_a_fresh_one(
    pair: tuple[str, str], own_graphs: AgeGraphs, expected: Mapping[str, Mapping[str, str]]
) -> None:
    upgraded, fresh = pair
    found = await answers(own_graphs, upgraded) | await changed(own_graphs, upgraded)
    assert len(found) > 200
    assert found.keys() == expected[fresh].keys()
    for question, answer in expected[fresh].items():
        assert found[question] == answer, question


async def test_its_export_is_that_of_a_fresh_one(pair: tuple[str, str], own_graphs: AgeGraphs) -> None:
    found, fresh = [await exported(own_graphs, name) for name in pair]
    assert found == fresh


async def answers(graphs: AgeGraphs, tenant: str) -> dict[str, str]:
    """Return what a tenant answers to every question, by question."""
    async with graphs.reading(tenant) as store:
        return await asked(store, [vertex.uid for vertex in records(erased=False).vertices], "before")


async def asked(store: GraphStore, uids: Sequence[str], when: str) -> dict[str, str]:
    found: dict[str, Any] = {}
    for uid in uids:
        for direction in Direction:
            for moment in (None, BEFORE):
                query = ReachQuery((uid,), direction, as_of=moment, cyclic=True, cycles=5)
                found[f"{direction} of {uid} at {moment}"] = await told(store.reach(query))
    for start in ("orders@1#Orders", "shop@1#Shop", "artefact:00000000000000b1/flow.py"):
        for mode in PathMode:
            for end in ("orders@1#Pack", "orders@2#Again", "source:sha256:" + DIGEST):
                query_ = PathQuery((start,), (end,), mode)
                found[f"{mode} path from {start} to {end}"] = await told(store.paths(query_))
    for text in TEXTS:
        for superseded in (False, True):
            found[f"search for {text!r}, {superseded}"] = await told(
                store.search(SearchQuery(text, superseded=superseded))
            )
    found["edges"] = await told(store.edges_among(uids))
    for query__ in (ELEMENTS, RESOLUTIONS):
        found[query__.text] = await told(store.rows(query__))
    for label in LABELS:
        if by_id := QUERIES.get(f"{label.lower()}.by_id"):
            found[by_id.name] = await told(store.rows(by_id, uids=sorted(uids)))
    names = store.tenant, store.now
    return {
        f"{when}: {question}": repr(answer).replace(names[0], "<tenant>").replace(names[1], "<now>")
        for question, answer in found.items()
    }


async def told(answer: Awaitable[object]) -> object:
    """Return an answer, or what it raised."""
    try:
        found = await answer
    except errors.GraphError as error:
        return type(error).__name__
    return sorted(found, key=repr) if isinstance(found, list) else found


async def changed(graphs: AgeGraphs, tenant: str) -> dict[str, str]:
    """Return what a tenant answers after writes of every kind and an erasure, which are then undone."""
    batch = Batch(
        (
            Vertex("Version", "orders@3", {"model": "orders", "number": 3, "name": "Orders"}),
            Vertex("Element", "orders@3#Orders", {"version": "orders@3", "kind": "bpmn:process", "name": "Goods"}),
            Vertex("Tombstone", "tombstone:00000000000000ff", {"kind": "model", "subject": "shop"}),
        ),
        (
            Edge("VERSION_OF", "orders@3", "orders"),
            Edge("REVISES", "orders@3", "orders@2"),
            Edge("RESOLVES_TO", "anchor:bpmn:process:Orders", "orders@3#Orders"),
            Edge("RELIES_ON", "orders@3#Orders", "orders@2#Ship", {"kind": "serving"}),
            Edge("MADE_FROM", "build:00000000000000b1", "orders@1#Pack"),
        ),
        (EndOfEdge("RESOLVES_TO", "anchor:bpmn:process:Orders", "orders@2#Orders"),),
    )
    uids = [vertex.uid for vertex in (*records(erased=False).vertices, *batch.vertices)]
    found = {}
    with contextlib.suppress(ZeroDivisionError):
        async with graphs.writing(tenant) as store:
            found["written"] = repr(await store.write(batch))
            found["erased"] = repr(await store.erase(ERASED))
            found["content"] = repr(await told(store.content.get([DIGEST])))
            found |= await asked(store, uids, "after")
            raise ZeroDivisionError
    return found


async def exported(graphs: AgeGraphs, tenant: str) -> str:
    file = io.BytesIO()
    await take_out(graphs, tenant, "test", file, lambda _done, _total: None)
    header, *lines, _end = file.getvalue().decode().replace(tenant, "<tenant>").splitlines()
    return "\n".join([header, *lines])

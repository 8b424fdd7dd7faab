"""Compare `impact` through GraphQL (5,000 vertices, page of 100) with a SQL function written for that question."""

import asyncio
import gc
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg

from app import create_app
from benchmarks.store_model import model
from graph.age import agtype, schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins, logins
from graph.records import Batch, Edge, Vertex, artefact_uid, element_uid, region_uid, version_uid
from graph.store import Graphs
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from settings import Settings

TARGET: Final = 3.0
"""Largest allowed ratio of the time of GraphQL to that of the SQL function."""
MOST_GROWTH: Final = 8 * 1024 * 1024
"""Bytes that the process may grow by over all measured requests."""
_ELEMENTS: Final = 4000
_REGIONS: Final = 980
_ARTEFACTS: Final = 18
_TOLD: Final = ("ameideVersion", "builderDigest", "sourceDigest", "startedAt", "finishedAt")
_PAGE: Final = 100
_RUNS: Final = 40
_TENANT: Final = "bench"
_VERSION: Final = version_uid("steps", 1)
_BUILD: Final = "build:0123456789abcdef"
_FUNCTION: Final = Path(__file__).with_suffix(".sql")
_URL: Final = "http://127.0.0.1:8000"
_QUERY: Final = """query($of: ID!) { impact(of: $of) {
  start { id } complete truncatedBy asOf totalCount
  countsByLabel { label count } countsByKind { kind count } countsByHop { hop count }
  vertices(first: 100) { totalCount pageInfo { hasNextPage endCursor } edges { cursor hop node { id __typename
    ... on Element { kind name line } } } } } }"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds (medians), the median of the runs' ratios, and bytes that the process grew by."""

    vertices: int
    graphql_ms: float
    sql_ms: float
    ratio: float
    growth: int


async def measure() -> Measured:
    """Measure in a database of its own, in one process, from the request as JSON to the answer as JSON."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=None, tenant=_TENANT)
        async with logins(settings) as found:
            tenants = Tenants(found, schema)
            await tenants.migrate()
            await tenants.create(_TENANT)
            graphs = await AgeGraphs.open(found, settings)
            try:
                await _fill(graphs, found)
                app = create_app(settings, graphs, tenants)
                async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=_URL) as client:
                    return await _compared(client, found)
            finally:
                await graphs.close()


async def _fill(graphs: Graphs, found: Logins) -> None:
    async with graphs.writing(_TENANT) as store:
        await store.write(model("steps", _ELEMENTS))
        await store.write(_generated())
    with psycopg.connect(found.admin, autocommit=True) as connection:
        connection.execute(f'SET search_path = "{graph_name(_TENANT)}", ag_catalog')
        connection.execute(_FUNCTION.read_bytes())
        connection.execute("ANALYZE")


def _generated() -> Batch:
    """Return a build whose files have a region for each of the first elements."""
    paths = [f"part_{number}.py" for number in range(_ARTEFACTS)]
    regions = [(paths[number % _ARTEFACTS], f"Task_{number}") for number in range(_REGIONS)]
    vertices = [
        Vertex("Build", _BUILD, {"version": _VERSION, "target": "python", **dict.fromkeys(_TOLD, "told")}),
        *(Vertex("Artefact", artefact_uid(_BUILD, path), {"path": path}) for path in paths),
        *(Vertex("Region", region_uid(_BUILD, *each), {"spans": [1, 2], **_region(*each)}) for each in regions),
    ]
    edges = [
        Edge("USED", _BUILD, _VERSION),
        *(Edge("GENERATED_BY", artefact_uid(_BUILD, path), _BUILD) for path in paths),
        *(Edge("GENERATED_BY", region_uid(_BUILD, *each), _BUILD) for each in regions),
        *(Edge("HAS_REGION", artefact_uid(_BUILD, each[0]), region_uid(_BUILD, *each)) for each in regions),
        *(Edge("GENERATED_FROM", region_uid(_BUILD, *each), element_uid(_VERSION, each[1])) for each in regions),
    ]
    return Batch(tuple(vertices), tuple(edges))


def _region(path: str, element: str) -> dict[str, str]:
    uid = element_uid(_VERSION, element)
    return {"path": path, "element": uid, "artefact": artefact_uid(_BUILD, path), "build": _BUILD}


async def _compared(client: httpx.AsyncClient, found: Logins) -> Measured:
    async with await psycopg.AsyncConnection.connect(found.admin, autocommit=True) as connection:
        await agtype.prepared(connection)
        await connection.execute(f'SET search_path = "{graph_name(_TENANT)}", ag_catalog')
        for _ in range(10):
            answer, rows = await _graphql(client), await _sql(connection)
        _same(answer, rows)
        before, times = _resident(), []
        for _ in range(_RUNS):
            begun = time.perf_counter()
            await _graphql(client)
            between = time.perf_counter()
            await _sql(connection)
            times.append((between - begun, time.perf_counter() - between))
        growth = _resident() - before
    return Measured(
        vertices=answer["totalCount"],
        graphql_ms=statistics.median(graphql for graphql, _ in times) * 1000,
        sql_ms=statistics.median(sql for _, sql in times) * 1000,
        ratio=statistics.median(graphql / sql for graphql, sql in times),
        growth=growth,
    )


async def _graphql(client: httpx.AsyncClient) -> dict[str, Any]:
    response = await client.post("/graphql", json={"query": _QUERY, "variables": {"of": _VERSION}})
    body: dict[str, Any] = response.json()
    assert "errors" not in body, body["errors"]
    answer: dict[str, Any] = body["data"]["impact"]
    return answer


async def _sql(connection: psycopg.AsyncConnection[Any]) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(
        "SELECT * FROM bench_impact(%s, %s, %s)", ["Version", _VERSION, _PAGE], prepare=True
    )
    return await cursor.fetchall()


def _same(answer: dict[str, Any], rows: list[tuple[Any, ...]]) -> None:
    """Check that both answers name the same vertices, hops and counts."""
    shown = [(row[1], agtype.plain(row[4])["uid"]) for row in rows if row[0] == "vertex"]
    assert [(edge["hop"], edge["node"]["id"]) for edge in answer["vertices"]["edges"]] == shown
    labels, hops = Counter[str](), Counter[int]()
    for _, hop, label, number, _ in (row for row in rows if row[0] == "count"):
        labels[label.upper()] += number
        hops[hop] += number
    assert {each["label"]: each["count"] for each in answer["countsByLabel"]} == labels
    assert {each["hop"]: each["count"] for each in answer["countsByHop"]} == hops
    assert answer["totalCount"] == hops.total() == _ELEMENTS + _REGIONS + _ARTEFACTS + 2


def _resident() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    print(asyncio.run(measure()))

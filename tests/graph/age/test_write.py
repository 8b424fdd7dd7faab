"""Test that a batch takes the same number of statements whatever its size."""

from typing import Any

import pytest
from psycopg import AsyncConnection

from benchmarks.statements import counted
from benchmarks.store_model import model
from graph.age.graphs import AgeGraphs
from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Vertex


async def _statements(graphs: AgeGraphs, tenant: str, batch: Batch) -> int:
    async with graphs.writing(tenant) as store:
        with counted(store.connection) as count:
            await store.write(batch)
    return count.statements


async def test_a_large_batch_takes_the_statements_of_a_small_one(graphs: AgeGraphs, tenant: str) -> None:
    small, large = [await _statements(graphs, tenant, model(f"m{size}", size)) for size in (20, 2000)]
    assert small == large < 20
    again = [await _statements(graphs, tenant, model(f"m{size}", size)) for size in (20, 2000)]
    assert max(again) < 30


async def test_many_ends_take_one_statement_for_each_table(graphs: AgeGraphs, tenant: str) -> None:
    counts = []
    for size in (3, 300):
        findings = tuple(Vertex("Finding", f"finding:{size}-{number}") for number in range(size))
        anchors = tuple(Vertex("Anchor", f"anchor:x:{size}-{number}") for number in range(size))
        edges = tuple(Edge("RESOLVES_TO", anchor.uid, "m@1#a") for anchor in anchors)
        async with graphs.writing(tenant) as store:
            await store.write(Batch((*findings, *anchors, Vertex("Element", "m@1#a")), edges))
        ends: tuple[EndOfEdge | EndOfVertex, ...] = (
            *(EndOfVertex(finding.uid) for finding in findings),
            *(EndOfEdge("RESOLVES_TO", anchor.uid, "m@1#a") for anchor in anchors),
        )
        counts.append(await _statements(graphs, tenant, Batch(ends=ends)))
    assert counts[0] == counts[1] < 12


async def _plan(connection: AsyncConnection[Any], statement: str) -> str:
    cursor = await connection.execute(f"EXPLAIN {statement}")
    return "\n".join(row[0] for row in await cursor.fetchall())


@pytest.mark.new_tenant
@pytest.mark.parametrize(
    ("pattern", "index"),
    [
        ("MATCH (n:Element) WHERE n.uid = $u RETURN n", "Element_uid"),
        ("UNWIND $us AS u MATCH (n:Element) WHERE n.uid = u RETURN n", "Element_uid"),
        ("UNWIND $us AS u MATCH (n:Element)-[:STATED_IN]->(v:Version) WHERE n.uid = u RETURN n", "Element_uid"),
        ("MATCH (n:Element)-[:STATED_IN]->(v:Version) WHERE v.uid = $u RETURN n", "STATED_IN_end_id_idx"),
    ],
)
async def test_lookups_use_an_index(graphs: AgeGraphs, tenant: str, pattern: str, index: str) -> None:
    async with graphs.writing(tenant) as store:
        await store.write(model("m", 2000))
    async with graphs.reading(tenant) as store:
        graph = tenant.replace("-", "_")
        await store.connection.execute(
            f"PREPARE asked (agtype) AS SELECT * FROM cypher('t_{graph}', $q${pattern}$q$, $1) AS (x agtype)"
        )
        plan = await _plan(store.connection, """EXECUTE asked ('{"u": "m@1#a", "us": ["m@1#a", "m@1#b"]}')""")
        await store.connection.execute("DEALLOCATE asked")
    assert index in plan, plan
    assert "Seq Scan" not in plan

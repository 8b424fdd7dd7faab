"""Ask for all dependents of a version of 5,000 elements: the store against a function written for this one question."""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.store_model import model
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.age.store import AgeStore
from graph.logins import logins
from graph.store import Direction, ReachQuery
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from settings import Settings

VERTICES: Final = 5000
TENANT: Final = "reach"
START: Final = "order-to-cash@1"
TARGET: Final = 3.0
_RUNS: Final = 40

# The same vertices, hops and counts, with all that this one graph allows: three tables, no moment, no budget.
BY_HAND: Final = """
CREATE FUNCTION by_hand(start_uid agtype, page int)
RETURNS TABLE (what text, hop int, label text, kind text, number bigint, vertex agtype) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    reached graphid[] := ARRAY(
        SELECT id FROM "Version" WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"uid"'::agtype]) = start_uid
    );
    frontier graphid[] := reached;
    firsts int[] := '{1}';
BEGIN
    LOOP
        frontier := ARRAY(
            (SELECT start_id FROM "STATED_IN" WHERE end_id = ANY (frontier)
            UNION ALL SELECT start_id FROM "CONTAINS" WHERE end_id = ANY (frontier))
            EXCEPT SELECT unnest(reached)
        );
        EXIT WHEN frontier = '{}';
        firsts := firsts || (cardinality(reached) + 1);
        reached := reached || frontier;
    END LOOP;
    RETURN QUERY
        WITH found AS MATERIALIZED (
            SELECT width_bucket(r.place::int, firsts) - 1 AS hop, v.id,
                agtype_access_operator(VARIADIC ARRAY[v.properties, '"uid"'::agtype])::text AS uid,
                agtype_access_operator(VARIADIC ARRAY[v.properties, '"kind"'::agtype])::text AS kind
            FROM "Element" AS v JOIN unnest(reached) WITH ORDINALITY AS r (id, place) ON r.id = v.id
            WHERE v.id = ANY (reached)
        ),
        page AS MATERIALIZED (SELECT * FROM found ORDER BY hop, uid COLLATE "C" LIMIT page + 1)
        SELECT 'count', hop, 'Element', kind, count(*), NULL::agtype FROM found GROUP BY hop, kind
        UNION ALL
        SELECT 'vertex', p.hop, 'Element', p.kind, NULL, v.properties - '"folded"'::agtype
        FROM page AS p JOIN "Element" AS v ON v.id = p.id;
END $$
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in milliseconds, and the peak memory of Python for one answer."""

    vertices: int
    store_ms: float
    by_hand_ms: float
    ratio: float
    peak_kib: int


async def prepare(admin: str, tenants: Tenants, graphs: AgeGraphs) -> None:
    """Create a tenant with the model, and the function by hand."""
    await tenants.create(TENANT)
    async with graphs.writing(TENANT) as store:
        await store.write(model("order-to-cash", VERTICES))
    with psycopg.connect(admin) as connection:
        connection.execute(f'SET search_path = "{graph_name(TENANT)}", ag_catalog')
        connection.execute(BY_HAND)


async def by_hand(store: AgeStore) -> int:
    """Return the number of vertices that the function finds, besides the start."""
    cursor = await store.connection.execute("SELECT * FROM by_hand(%s::agtype, 100)", [f'"{START}"'], prepare=True)
    return sum(row[4] or 0 for row in await cursor.fetchall())


async def measure() -> Measured:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=None)
        async with logins(settings) as found:
            tenants = Tenants(found, schema)
            await tenants.migrate()
            graphs = await AgeGraphs.open(found, settings)
            try:
                await prepare(found.admin, tenants, graphs)
                async with graphs.reading(TENANT) as store:
                    return await _compared(store)
            finally:
                await graphs.close()


async def _compared(store: AgeStore) -> Measured:
    async def asked() -> int:
        return (await store.reach(ReachQuery((START,), Direction.IMPACT))).total - 1

    async def hand() -> int:
        return await by_hand(store)

    ours, theirs = [], []
    for _ in range(_RUNS):
        ours.append(await _timed(asked))
        theirs.append(await _timed(hand))
    tracemalloc.start()
    await asked()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return Measured(VERTICES, statistics.median(ours), statistics.median(theirs), ratio, peak // 1024)


async def _timed(question: Callable[[], Awaitable[Any]]) -> float:
    begun = time.perf_counter()
    found = await question()
    if found != VERTICES:
        raise ValueError(f"{found} vertices instead of {VERTICES}")
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    measured = asyncio.run(measure())
    if parser.parse_args().json:
        print(json.dumps(asdict(measured)))
        return
    table = Table("vertices", "store ms", "by hand ms", f"ratio (target ≤ {TARGET:g})", "Python KiB for an answer")
    figures = (measured.store_ms, measured.by_hand_ms, measured.ratio)
    table.add_row(f"{measured.vertices:,}", *(f"{one:.2f}" for one in figures), f"{measured.peak_kib:,}")
    Console().print(table)


if __name__ == "__main__":
    main()

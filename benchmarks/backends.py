"""Store the same model on PostgreSQL with AGE and on Neo4j, and ask both about it."""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console

from benchmarks.database import database
from benchmarks.store_model import model
from cypher import QUERIES
from graph.export import exported, header_of
from graph.portable import PortableGraphs, State
from graph.restore import restore
from graph.store import Direction, ReachQuery, SearchQuery
from settings import Settings

ELEMENTS: Final = 5000
TENANT: Final = "backends"
START: Final = "order-to-cash@1"
_RUNS: Final = 30

Figures = Mapping[str, float]
"""Milliseconds by operation; medians of operations that were repeated."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A backend by its name."""

    name: str
    graphs: PortableGraphs


async def measure(neo4j: Settings | None, elements: int = ELEMENTS) -> dict[str, Figures]:
    """Measure each backend: PostgreSQL in a database of its own, and the Neo4j of these settings."""
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(database())
        backends = [Backend("PostgreSQL with AGE", place.graphs)]
        if neo4j is not None:
            from graph.neo4j.graphs import Neo4jGraphs

            graphs = await Neo4jGraphs.open(neo4j)
            stack.push_async_callback(graphs.close)
            await graphs.tenants.migrate()
            backends.append(Backend("Neo4j", graphs))
        return {backend.name: await _measured(backend.graphs, elements) for backend in backends}


async def _measured(graphs: PortableGraphs, elements: int) -> Figures:
    batch = model("order-to-cash", elements)
    await graphs.tenants.create(TENANT)
    try:
        begun = time.perf_counter()
        async with graphs.writing(TENANT) as store:
            await store.write(batch)
        stored = _since(begun)
        asked = {what: await _median(graphs, question) for what, question in _questions(batch.vertices[-1].uid)}
        return {f"store {elements:,} elements": stored, **asked, **await _carried(graphs)}
    finally:
        await graphs.tenants.retire(TENANT)


def _questions(uid: str) -> Sequence[tuple[str, Callable[[Any], Awaitable[object]]]]:
    impact = ReachQuery((START,), Direction.IMPACT)
    return (
        ("one element by its id", lambda store: store.rows(QUERIES["element.by_id"], uids=[uid])),
        ("everything that depends on the version, first 100", lambda store: store.reach(impact)),
        ("search for a word", lambda store: store.search(SearchQuery("ship"))),
    )


async def _carried(graphs: PortableGraphs) -> Figures:
    """Export a tenant, and import it under another name."""
    begun = time.perf_counter()
    async with graphs.exporting(TENANT) as unit:
        lines = [line async for line in exported(unit, await header_of(unit, "bench"))]
    out = _since(begun)

    async def again() -> Any:
        for line in lines:
            yield line

    copy = f"{TENANT}-copy"
    await graphs.tenants.create(copy, State.RESTORING)
    try:
        begun = time.perf_counter()
        await restore(graphs, copy, again(), lambda _: None)
        return {"export all": out, "import all": _since(begun)}
    finally:
        await graphs.tenants.retire(copy)


async def _median(graphs: PortableGraphs, question: Callable[[Any], Awaitable[object]]) -> float:
    """Return the median time of units with one question each, after one that warms it up."""
    times = []
    for _ in range(_RUNS + 1):
        begun = time.perf_counter()
        async with graphs.reading(TENANT) as store:
            await question(store)
        times.append(_since(begun))
    return statistics.median(times[1:])


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def told(found: Mapping[str, Figures]) -> str:
    """Write the figures side by side, in Markdown."""
    names = [*found]
    rows = [
        f"| {what} | {' | '.join(f'{found[name][what]:,.1f}' for name in names)} |"
        for what in next(iter(found.values()))
    ]
    return "\n".join([f"| ms | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}", *rows])


def main() -> None:
    """Print the table. Neo4j is the one of AMEIDE_TEST_NEO4J_URL, else one is started as the tests do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elements", type=int, default=ELEMENTS)
    parser.add_argument("--without-neo4j", action="store_true")
    asked = parser.parse_args()
    from tests.fixtures.neo4j import running, settings_of

    given = os.environ.get("AMEIDE_TEST_NEO4J_URL")
    with nullcontext(given) if given or asked.without_neo4j else running() as url:
        found = asyncio.run(measure(settings_of(url) if url else None, asked.elements))
    Console().print(told(found), markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()

"""Storing a model of 5,000 elements, against a bare COPY of the same rows into the same tables with their indexes.

The tables of search are among them."""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.statements import counted
from benchmarks.store_model import model
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins, logins
from graph.records import Batch
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from settings import Settings

ELEMENTS: Final = 5000
TARGET: Final = 2.0
_RUNS: Final = 9
_OWN: Final = ["ameide_clock", "ameide_content", "ameide_derived", "ameide_version"]
"""Tables that every tenant has rows of its own in; those of search are copied like the graph's."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds (medians), the median of the runs' ratios, and how many statements two sizes take."""

    elements: int
    store_ms: float
    copy_ms: float
    ratio: float
    statements_of_50: int
    statements_of_all: int


async def measure(elements: int = ELEMENTS) -> Measured:
    """Measure each run in two fresh tenants, in a database of its own."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=None)
        async with logins(settings) as found:
            tenants = Tenants(found, schema)
            await tenants.migrate()
            graphs = await AgeGraphs.open(found, settings)
            try:
                return await _compared(graphs, tenants, found, elements)
            finally:
                await graphs.close()


async def _compared(graphs: AgeGraphs, tenants: Tenants, found: Logins, elements: int) -> Measured:
    batch, times = model("order-to-cash", elements), []
    for run in range(_RUNS):
        stored, copied = f"stored-{run}", f"copied-{run}"
        await tenants.create(stored)
        await tenants.create(copied)
        store = await _store(graphs, stored, batch)
        copy = await asyncio.to_thread(_copy, found.admin, await asyncio.to_thread(_dump, found.admin, stored), copied)
        times.append((store * 1000, copy * 1000))
    counts = [await _statements(graphs, stored, model(f"counted-{size}", size)) for size in (50, elements)]
    warm = times[1:]
    return Measured(
        elements,
        statistics.median(store for store, _ in warm),
        statistics.median(copy for _, copy in warm),
        statistics.median(store / copy for store, copy in warm),
        *counts,
    )


async def _store(graphs: AgeGraphs, tenant: str, batch: Batch) -> float:
    """Return the seconds of storing, with the commit."""
    begun = time.perf_counter()
    async with graphs.writing(tenant) as store:
        await store.write(batch)
    return time.perf_counter() - begun


async def _statements(graphs: AgeGraphs, tenant: str, batch: Batch) -> int:
    """Count the statements without those that begin and end the unit."""
    async with graphs.writing(tenant) as store:
        with counted(store.connection) as count:
            await store.write(batch)
    return count.statements


def _dump(admin: str, tenant: str) -> Mapping[str, bytes]:
    """Return the rows of each table that has any, as COPY writes them."""
    with psycopg.connect(admin) as connection:
        connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace AND reltuples != 0"
            " AND relname NOT LIKE '\\_ag%%' AND relname <> ALL (%s)",
            [graph_name(tenant), _OWN],
        ).fetchall()
        return {name: rows for (name,) in tables if (rows := _rows(connection, name))}


def _rows(connection: psycopg.Connection[tuple[str]], table: str) -> bytes:
    with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def _copy(admin: str, dump: Mapping[str, bytes], tenant: str) -> float:
    """Return the seconds of one transaction."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
        begun = time.perf_counter()
        connection.execute("BEGIN")
        for table, rows in dump.items():
            with connection.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        connection.execute("COMMIT")
        return time.perf_counter() - begun


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    measured = asyncio.run(measure())
    if parser.parse_args().json:
        print(json.dumps(asdict(measured)))
        return
    table = Table(
        "elements", "store ms", "bare COPY ms", f"ratio (target ≤ {TARGET:g})", "statements for 50", "for all"
    )
    figures = (measured.store_ms, measured.copy_ms, measured.ratio)
    counts = (measured.statements_of_50, measured.statements_of_all)
    table.add_row(f"{measured.elements:,}", *(f"{one:.2f}" for one in figures), *map(str, counts))
    Console().print(table)


if __name__ == "__main__":
    main()

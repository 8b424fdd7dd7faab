"""Measure a thousand tenants in one database: the cost of the next one, of a question, and of a release."""

import argparse
import asyncio
import functools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

import psycopg
from rich.console import Console

from benchmarks.database import Database, database
from benchmarks.figure import Panel, figure
from cypher import QUERIES
from graph import errors
from graph.age import schema
from graph.records import Batch, Vertex
from graph.tenants import administration

DOCS: Final = Path(__file__).parents[1] / "docs"
SIZES: Final = (10, 30, 100, 300, 1000)
BEHIND: Final = 100
_LAST: Final = 10
_QUESTIONS: Final = 400
_UID: Final = "m@1#a"


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in milliseconds at one number of tenants, for the last tenants made and for single questions."""

    tenants: int
    create_ms: float
    same_ms: float
    """Milliseconds of a question of the same tenant."""
    other_ms: float
    """Milliseconds of a question of another tenant each time."""
    slowest_ms: float
    """Milliseconds that one in a hundred of these questions exceeds."""
    pending_ms: float
    """Milliseconds to check that all tenants are at this release, as `/readyz` does."""
    megabytes: float
    """Megabytes of the database for each tenant."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """Times of migrating tenants from the first schema while another tenant is asked."""

    tenants: int
    seconds: float
    alone_seconds: float
    """Seconds for the same, one tenant after the other."""
    slowest_ms: float
    """The slowest answer that the other tenant gave in the meantime."""
    refused: int
    """Number of tenants that answered `TENANT_MIGRATING`."""


async def measure(sizes: Sequence[int] = SIZES, behind: int = BEHIND) -> tuple[list[Measured], Migrated]:
    async with database() as place:
        found = [await _with(place, size) for size in sizes]
        return found, await _migrated(place, behind)


async def _with(place: Database, size: int) -> Measured:
    made = []
    for number in range(len(await place.tenants.list()), size):
        begun = time.perf_counter()
        await place.tenants.create(_name(number))
        made.append(_since(begun))
        async with place.graphs.writing(_name(number)) as store:
            await store.write(Batch((Vertex("Element", _UID, {"name": "Ship goods"}),)))
    same = [await _asked(place, _name(0)) for _ in range(_QUESTIONS)]
    # every connection has to meet a tenant before it is at home there
    rounds = [await _asked(place, _name(number % size)) for number in range(max(_QUESTIONS, 2 * size))]
    others = rounds[-max(_QUESTIONS, size) :]
    begun = time.perf_counter()
    await place.tenants.plans()
    return Measured(
        size,
        statistics.median(made[-_LAST:]),
        statistics.median(same),
        statistics.median(others),
        statistics.quantiles(others, n=100)[98],
        _since(begun),
        _bytes(place) / size / 1e6,
    )


async def _migrated(place: Database, behind: int) -> Migrated:
    alone = await _in_turn(place, behind // 4, at_once=1)
    begun, slowest, refused = time.perf_counter(), 0.0, 0
    names = await _made_behind(place, behind)
    begun = time.perf_counter()
    migrating = asyncio.create_task(place.tenants.migrate())
    while not migrating.done():
        slowest = max(slowest, await _asked(place, _name(0)))
        refused += await _refuses(place, names[-1])
    await migrating
    seconds = time.perf_counter() - begun
    return Migrated(behind, seconds, alone * 4, slowest, refused)


async def _in_turn(place: Database, behind: int, at_once: int) -> float:
    """Return the seconds of migrating new tenants, so many at the same time."""
    names = await _made_behind(place, behind)
    with patch.object(administration, "_AT_ONCE", at_once):
        begun = time.perf_counter()
        await place.tenants.migrate()
        seconds = time.perf_counter() - begun
    for name in names:
        await place.tenants.retire(name)
    return seconds


async def _made_behind(place: Database, number: int) -> list[str]:
    """Create tenants at the first revision."""
    names = [f"behind-{one}" for one in range(number)]
    first = functools.partial(schema.upgrade, revision="0001")
    with patch.object(schema, "upgrade", first):
        for name in names:
            await place.tenants.create(name)
    return names


async def _asked(place: Database, tenant: str) -> float:
    """Return the milliseconds of a unit with one question."""
    begun = time.perf_counter()
    async with place.graphs.reading(tenant) as store:
        found = await store.rows(QUERIES["element.by_id"], uids=[_UID])
    if len(found) != 1:
        raise ValueError(f"{tenant} has {len(found)} elements")
    return _since(begun)


async def _refuses(place: Database, tenant: str) -> bool:
    try:
        async with place.graphs.reading(tenant):
            return False
    except errors.TenantMigrating:
        return True


def _bytes(place: Database) -> int:
    with psycopg.connect(place.superuser) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _name(number: int) -> str:
    return f"tenant-{number}"


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def told(found: Sequence[Measured], migrated: Migrated) -> str:
    rows = [
        f"| {one.tenants:,} | {one.create_ms:.0f} | {one.same_ms:.2f} | {one.other_ms:.2f} | {one.slowest_ms:.1f}"
        f" | {one.pending_ms:.0f} | {one.megabytes:.1f} |"
        for one in found
    ]
    return "\n".join(
        [
            "| tenants | create, ms | same tenant, ms | another tenant each time, ms | slowest 1 % of these, ms"
            " | `/readyz`, ms | MB each |",
            "|--:|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
            f"A migration of {migrated.tenants} tenants from the first schema to the current one took"
            f" {migrated.seconds:.0f} s, eight tenants at a time ({migrated.alone_seconds:.0f} s one after the other)."
            f" Meanwhile the slowest answer of another tenant took {migrated.slowest_ms:.0f} ms. Tenants that were not"
            " yet migrated answered `TENANT_MIGRATING`.",
        ]
    )


def drawing(found: Sequence[Measured]) -> str:
    lines = {
        "create a tenant": [(float(one.tenants), one.create_ms) for one in found],
        "ask another each time": [(float(one.tenants), one.other_ms) for one in found],
        "ask the same again": [(float(one.tenants), one.same_ms) for one in found],
    }
    return figure([Panel("Tenants in one database", "tenants", "ms", lines)])


def main() -> None:
    """Print the table, and draw docs/tenants.svg where all sizes were measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--behind", type=int, default=BEHIND)
    asked = parser.parse_args()
    found, migrated = asyncio.run(measure(asked.sizes, asked.behind))
    if tuple(asked.sizes) == SIZES:
        (DOCS / "tenants.svg").write_text(drawing(found), encoding="utf-8")
    Console().print(told(found, migrated), markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()

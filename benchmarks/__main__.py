"""Measures everything, one after the other on one machine, and writes docs/benchmarks.md."""

import argparse
import asyncio
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from benchmarks import graphql, graphs, reach_peers, regeneration, store_import

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = """# How fast, measured how

`make bench` measures all of this in one run and writes this page. What counts are the ratios: both sides of each
run in turn on the same machine, on real PostgreSQL with AGE, and the ratio is the median of the runs' ratios.
Milliseconds are medians and say only what this machine did.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison, as people read it."""

    question: str
    ours: str
    theirs: str
    ratio: float
    target: str
    met: bool


async def rows() -> list[Row]:
    """Run every benchmark."""
    stored = await store_import.measure()
    asked = await graphql.measure()
    again = await regeneration.measure()
    return [
        Row(
            f"store a model of {stored.elements:,} elements, against a bare `COPY` of the same rows into the same "
            "tables with their indexes "
            f"({stored.statements_of_all} statements; {stored.statements_of_50} for 50 elements)",
            f"{stored.store_ms:.0f} ms",
            f"{stored.copy_ms:.0f} ms",
            stored.ratio,
            "≤ 2",
            stored.ratio <= store_import.TARGET and stored.statements_of_all == stored.statements_of_50,
        ),
        Row(
            f"`impact` through GraphQL over {asked.vertices:,} vertices, first page of 100, against an SQL function "
            "that returns the same vertices, hops and counts "
            f"(memory grew by {asked.growth / 1024:.0f} KiB over the runs)",
            f"{asked.graphql_ms:.0f} ms",
            f"{asked.sql_ms:.0f} ms",
            asked.ratio,
            "≤ 3",
            asked.ratio <= graphql.TARGET,
        ),
        Row(
            f"generate again for an unchanged model of {again.elements:,} elements, against the first time",
            f"{again.again_ms:.1f} ms",
            f"{again.first_ms:.0f} ms",
            again.ratio,
            "≥ 20 times faster",
            again.ratio >= regeneration.TARGET,
        ),
    ]


def page(measured: list[Row], when: datetime) -> str:
    """The page, in Markdown."""
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    lines = [
        HEAD + f"Last run: {when:%Y-%m-%d}, {machine}.\n",
        "| what | Ameide | compared with | ratio | target | met |",
        "|---|--:|--:|--:|---|---|",
        *map(_line, measured),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    met = "yes" if row.met else "**no**"
    return f"| {row.question} | {row.ours} | {row.theirs} | {row.ratio:.2f} | {row.target} | {met} |"


def main() -> None:
    """Measure, write the page, and fail where a target is missed."""
    console = Console()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["reach-peers"], help="measure this alone, and print it")
    parser.add_argument("--graph", choices=[*graphs.ALL], action="append", help="of the graphs, these alone")
    asked = parser.parse_args()
    if asked.only:
        console.print(asyncio.run(reach_peers.table(asked.graph or [*graphs.COMPARED])))
        return
    with console.status("measuring; this takes a minute or two"):
        measured = asyncio.run(rows())
    PAGE.write_text(page(measured, datetime.now(UTC)), encoding="utf-8")
    console.print(PAGE.read_text(encoding="utf-8"), markup=False)
    if not all(row.met for row in measured):
        raise SystemExit("a target is missed")


if __name__ == "__main__":
    main()

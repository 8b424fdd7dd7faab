"""Measure everything, one after the other on one machine, and write docs/benchmarks.md."""

import argparse
import asyncio
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from benchmarks import archimate, bpmn, graphql, graphs, lineage, lineage_report, regeneration, store_import
from benchmarks.bounds import Bound, Row, table
from benchmarks.database import database
from benchmarks.lineage_report import Sections
from benchmarks.load.section import with_load

DOCS = Path(__file__).parents[1] / "docs"
HEAD = """# Measurements

`make bench` measures everything on this page in one run and writes the page. Compare the ratios: both sides of a ratio
run in turn on the same machine, on real PostgreSQL with AGE, and the ratio is the median over the runs. Milliseconds
are medians and describe only the machine of the last run.

"""


async def whole() -> list[Row]:
    """Measure importing, asking and generating again: the operations that people wait for."""
    stored = await store_import.measure()
    asked = await graphql.measure()
    again = await regeneration.measure()
    checked = await bpmn.measure()
    read = await archimate.measure()
    if stored.statements_of_all != stored.statements_of_50:
        raise SystemExit(
            f"{stored.statements_of_50} statements store 50 elements, {stored.statements_of_all} store all"
        )
    return [
        Row(
            f"store a model of {stored.elements:,} elements, against a bare `COPY` of the same rows into the same "
            "tables with their indexes "
            f"({stored.statements_of_all} statements; {stored.statements_of_50} for 50 elements)",
            f"{stored.store_ms:.0f} ms",
            f"{stored.copy_ms:.0f} ms",
            stored.ratio,
            Bound(store_import.TARGET),
        ),
        Row(
            f"`impact` through GraphQL over {asked.vertices:,} vertices, first page of 100, against an SQL function "
            "that returns the same vertices, hops and counts "
            f"(memory grew by {asked.growth / 1024:.0f} KiB over the runs)",
            f"{asked.graphql_ms:.0f} ms",
            f"{asked.sql_ms:.0f} ms",
            asked.ratio,
            Bound(graphql.TARGET),
        ),
        Row(
            f"generate again for an unchanged model of {again.elements:,} elements, against the first time: "
            "how many times faster",
            f"{again.again_ms:.1f} ms",
            f"{again.first_ms:.0f} ms",
            again.ratio,
            Bound(regeneration.TARGET, at_least=True),
        ),
        *((checked.row(),) if checked else ()),
        *(read.rows() if read else ()),
    ]


async def sections() -> tuple[Sections, str]:
    """Run every benchmark: the page's sections, and the figure."""
    measured = await lineage.measure()
    rows = await whole()
    return {"Import, ask, generate": ("", rows), **lineage_report.sections(measured)}, lineage_report.drawing(measured)


def page(found: Sections, when: datetime) -> str:
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    parts = [HEAD + f"Last run: {when:%Y-%m-%d}, {machine}."]
    return "\n\n".join([*parts, *(section(title, *told) for title, told in found.items())]) + "\n"


def section(title: str, text: str, rows: list[Row]) -> str:
    return "\n\n".join(part for part in (f"## {title}", text, table("", "compared with", rows) if rows else "") if part)


async def reach_alone(names: list[str], console: Console) -> None:
    """Measure these graphs, and print each when it is done."""
    async with database() as place:
        for name in names:
            shapes, through = await lineage.shapes_of([name], place)
            for title, (text, rows) in lineage_report.of_shapes(shapes, through).items():
                console.print(section(title, text, rows), end="\n\n", markup=False, soft_wrap=True)


def main() -> None:
    """Measure, write the page, and fail where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["reach-peers"], help="measure this alone, and print it")
    parser.add_argument("--graph", choices=[*graphs.ALL], action="append", help="of the graphs, these alone")
    asked = parser.parse_args()
    console = Console()
    if asked.only:
        asyncio.run(reach_alone(asked.graph or [*graphs.COMPARED], console))
        return
    with console.status("measuring; this takes several minutes"):
        found, drawing = asyncio.run(sections())
    (DOCS / "benchmarks.md").write_text(with_load(page(found, datetime.now(UTC))), encoding="utf-8")
    (DOCS / lineage_report.FIGURE).write_text(drawing, encoding="utf-8")
    console.print((DOCS / "benchmarks.md").read_text(encoding="utf-8"), markup=False, soft_wrap=True)
    if not all(row.met for _, rows in found.values() for row in rows):
        raise SystemExit("a bound is missed")


if __name__ == "__main__":
    main()

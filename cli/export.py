"""`--format` of lineage and impact: write the whole reach as a file."""

import csv
import io
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from cli import connection
from cli.choosing import one_of
from cli.errors import CommandError, UsageWrong
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import ExportFields


class Format(StrEnum):
    """Formats of an export."""

    JSON = "json"
    CSV = "csv"
    GRAPHML = "graphml"
    MERMAID = "mermaid"


_TABLES: Final = {
    "fact": ("facts.csv", {"id": "fact", "name": "value"}),
    "vertex": ("vertices.csv", {name: name for name in ("hop", "id", "label", "kind", "name", "line")}),
    "edge": ("edges.csv", {name: name for name in ("kind", "from", "to", "evidence")}),
}
"""The file of each kind of record, and its columns with their headings."""
As = Annotated[
    Format | None,
    typer.Option(
        "--format", help="Write the whole answer, vertices and edges, in this format.", **one_of(Format, "format")
    ),
]
To = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="With --format: file to write (default: standard output); of CSV, a folder for one table per file.",
    ),
]


def wanted(as_: Format | None, out: Path | None, as_json: bool) -> bool:
    """Return true if a file is asked for. Raises UsageWrong for options that do not go together."""
    if as_ is None and out is not None:
        raise UsageWrong("--out needs --format.", hint=f"There are: {', '.join(Format)}.")
    if as_ is not None and as_json:
        raise UsageWrong("--json or --format, one of them.")
    return as_ is not None


def ask(
    question: Literal["lineage", "impact"], of: str, as_: Format | None, asked: Mapping[str, Any], url: str | None,
    token: str | None,
) -> "ExportFields":  # fmt: skip
    """Ask for the file, whatever page would be shown."""
    said = {name: value for name, value in asked.items() if name not in {"first", "cycles", "with_cycles"}}
    said["format"] = str(as_).upper()

    async def exported(client: "AsyncClient") -> "ExportFields":
        if question == "lineage":
            return (await client.lineage_export(of, **said)).export
        return (await client.impact_export(of, **said)).export

    return connection.ask(url, token, exported)


def write(output: Output, export: "ExportFields", out: Path | None) -> None:
    """Write the export to the file or to stdout; a note about what it leaves out goes to stderr."""
    if out is not None:
        try:
            if tables := _tables(export.text, out):
                out.mkdir(exist_ok=True)
                for name, text in tables.items():
                    (out / name).write_bytes(text.encode())
            else:
                out.write_bytes(export.text.encode())
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}") from error
    elif output.stdout.is_terminal:  # what is foreign is shown there, never obeyed
        output.show(*(styled(line) for line in export.text.splitlines()))
    else:
        typer.echo(export.text.encode(), nl=False)
    told = f"{count(export.vertex_count, 'vertex')}, {count(export.edge_count, 'edge')} as of {export.as_of}"
    if export.complete:
        output.say(f"{told}. Complete.")
    else:
        output.message("warning", f"{told}. Not complete: {_missing(export)}.", style="bold yellow")


def _tables(text: str, out: Path) -> dict[str, str]:
    """Split CSV into a table for each kind of record, where a folder is named to write to; else nothing."""
    if out.suffix or not text.startswith('"record",'):
        return {}
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    tables = {}
    for record, (file, columns) in _TABLES.items():
        written = io.StringIO(newline="")
        table = csv.writer(written, quoting=csv.QUOTE_ALL)
        table.writerow(columns.values())
        places = [head.index(column) for column in columns]
        table.writerows([row[place] for place in places] for row in rows if row[0] == record)
        tables[file] = written.getvalue()
    return tables


def _missing(export: "ExportFields") -> str:
    left_out = {"vertex": export.vertices_left_out, "edge": export.edges_left_out}
    told = [f"{count(number, name)} more than is written" for name, number in left_out.items() if number]
    if not export.vertices_left_out and export.truncated_by is not None:
        depth = export.truncated_at_depth
        told.append(
            f"cut short by {export.truncated_by.value.lower()}" + ("" if depth is None else f" beyond depth {depth}")
        )
    return "; ".join(told)

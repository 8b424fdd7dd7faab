"""`ameide export`: write everything that a tenant holds, as lines of JSON."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from cli.errors import UsageWrong
from cli.options import Json, Url
from cli.output import Output
from cli.text import count

if TYPE_CHECKING:
    from app import Summary

ONLY_HERE = "It needs the database itself: run it on that machine, without --url and AMEIDE_URL."


def export(
    tenant: Annotated[str, typer.Argument(help="Tenant to export.", metavar="TENANT")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write (default: standard output).", dir_okay=False)
    ] = None,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Write everything a tenant holds, as of one moment, to a file; restore with `ameide import-graph`."""
    with Output(as_json) as output:
        if url is not None:
            raise UsageWrong("`export` does not work over HTTP.", hint=ONLY_HERE)
        if out is None and as_json:
            raise UsageWrong("Missing option --out: with --json, the export needs a file of its own.")
        import app
        from settings import Settings

        with output.progress() as progress, _opened(out) as file:
            task = progress.add_task(f"Exporting {tenant}", total=None)

            def tell(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            told = asyncio.run(app.take_out(Settings(), tenant, file, tell))
        output.say(f"{tenant}: {amounts(told)}.")
        output.result(asdict(told) | {"file": str(out)})


def amounts(told: "Summary") -> str:
    vertices = count(told.vertices, "vertex")
    contents = count(told.contents, "stored file")
    return f"{vertices}, {count(told.edges, 'edge')}, {contents}, as of {told.moment}"


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """Open standard output, or a file that gets its name once it is complete and that only its owner can read."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)

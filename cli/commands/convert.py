"""`ameide convert`: a model file written anew, such as a file of Archi in the exchange format."""

from pathlib import Path
from typing import Annotated

import typer

from cli import problems, reading
from cli.errors import CommandError
from cli.options import Json
from cli.output import Output


def convert(
    file: Annotated[Path, typer.Argument(help="Model file, or - for stdin.", metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", help="File to write; it is replaced.", metavar="FILE")],
    as_json: Json = False,
) -> None:
    """Write a model file anew, a file of Archi as exchange format. Works offline."""
    from pipeline.operations.convert import convert as converting

    with Output(as_json) as output:
        made = converting(reading.document(file))
        for text in problems.texts(made.problems, file.name):
            output.stderr.print(text, soft_wrap=True)
        if made.content is not None:
            try:
                out.write_bytes(made.content)
            except OSError as error:
                raise CommandError(f"Cannot write {out}: {error.strerror}", code="UNWRITABLE") from error
            output.show(f"{out}: {len(made.content):,} bytes of {made.format}")
        output.result(
            {
                "file": str(out) if made.content is not None else None,
                "format": made.format,
                "problems": [each.model_dump() for each in made.problems],
            }
        )
        if made.content is None:
            raise typer.Exit(1)

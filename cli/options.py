"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Url = Annotated[
    str | None,
    typer.Option("--url", envvar="AMEIDE_URL", help="Address of a server (default: the embedded store)."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token", envvar="AMEIDE_TOKEN", help="Bearer token; prefer the variable, which other users cannot see."
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.", file_okay=False)]

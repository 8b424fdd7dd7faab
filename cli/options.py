"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")]
Url = Annotated[
    str | None,
    typer.Option("--url", envvar="AMEIDE_URL", help="Address of a server; without one, the embedded store is used."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token", envvar="AMEIDE_TOKEN", help="Bearer token. Other users may see it here: prefer the variable."
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write into.", file_okay=False)]

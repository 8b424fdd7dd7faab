"""`ameide import-graph`: make a tenant from a file that `ameide export` wrote."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.export import ONLY_HERE, amounts
from cli.errors import UsageWrong
from cli.options import Json, Url
from cli.output import Output


def import_graph(
    file: Annotated[Path, typer.Argument(help="File written by `ameide export`.", exists=True, dir_okay=False)],
    tenant: Annotated[str | None, typer.Option(help="Name of the new tenant (default: the exported tenant).")] = None,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Restore a tenant from an export. If interrupted, run it again to continue."""
    with Output(as_json) as output:
        if url is not None:
            raise UsageWrong("`import-graph` does not work over HTTP.", hint=ONLY_HERE)
        import app
        from settings import Settings

        with output.progress() as progress, file.open("rb") as content:
            task = progress.add_task("Verifying", total=None)

            def tell(done: int, total: int) -> None:
                progress.update(task, description="Restoring", completed=done, total=total)

            told = asyncio.run(app.bring_in(Settings(), content, tenant, tell))
        name = tenant or told.tenant
        output.say(f"{name}: {amounts(told)}.")
        output.result(asdict(told) | {"tenant": name, "exportedFrom": told.tenant})

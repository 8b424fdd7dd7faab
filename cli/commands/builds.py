"""`ameide builds`: list the builds, and whether each is current."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection
from cli.options import Json, Token, Url
from cli.output import Output
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient


def builds(
    model: Annotated[
        str | None,
        typer.Argument(help="Only builds of this model.", metavar="[MODEL]", autocompletion=completion.ids),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", "-t", help="Only builds for this target.", autocompletion=completion.targets),
    ] = None,
    stale: Annotated[
        bool | None, typer.Option("--stale/--fresh", help="Only current builds that are stale, or that are not.")
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """List the builds, newest first, and whether each is stale."""
    with Output(as_json) as output:
        asked = {"model": model, "target": target, "stale": stale}
        found = connection.ask(url, token, lambda client: _all(client, asked))
        rows = [
            (each.id, each.version.id, each.target, "stale" if each.stale else "fresh", each.started_at[:19])
            for each in found
        ]
        if rows:
            output.table(("id", "version", "target", "state", "started"), rows)
        output.say(f"{count(len(rows), 'build')}." if rows else "No builds. `ameide generate MODEL` makes one.")
        output.result({"builds": [_as_json(each) for each in found]})


async def _all(client: "AsyncClient", asked: dict[str, Any]) -> list[Any]:
    from ameide_client.generated import BuildFilter
    from ameide_client.pages import every_async

    wanted = BuildFilter(**{name: value for name, value in asked.items() if value is not None})
    pages = every_async(lambda after: client.builds(first=1000, after=after, filter_=wanted))
    return [each async for each in pages]


def _as_json(build: Any) -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "id": build.id,
        "version": build.version.id,
        "target": build.target,
        "stale": build.stale,
        "startedAt": build.started_at,
        "finishedAt": build.finished_at,
        "sourceCommit": build.source_commit,
        "builderCommit": build.builder_commit,
    }

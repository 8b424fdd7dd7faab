"""`ameide list`: list the stored models."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import connection
from cli.options import Json, Token, Url
from cli.output import Output
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient


def list_(
    text: Annotated[str | None, typer.Argument(help="Only models whose id or name holds this text.")] = None,
    format_: Annotated[str | None, typer.Option("--format", help="Only models in this notation.")] = None,
    retired: Annotated[bool, typer.Option("--retired", help="Include retired models.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """List the stored models with their current versions."""
    with Output(as_json) as output:
        found = connection.ask(url, token, lambda client: _all(client, text, format_, retired))
        rows = [(each.id, each.kind, each.name, *_current(each)) for each in found]
        if rows:
            output.table(("id", "format", "name", "version", "recorded"), rows)
        output.say(f"{count(len(rows), 'model')}." if rows else "No models. `ameide import FILE` stores one.")
        output.result({"models": [_as_json(each) for each in found]})


async def _all(client: "AsyncClient", text: str | None, format_: str | None, retired: bool) -> list[Any]:
    from ameide_client.generated import ModelFilter
    from ameide_client.pages import every_async

    wanted = ModelFilter(text=text, kind=format_, retired=retired)
    pages = every_async(lambda after: client.models(first=1000, after=after, filter_=wanted))
    return [each async for each in pages]


def _current(model: Any) -> tuple[str, str]:
    return (model.current.id, model.current.recorded_at[:19]) if model.current else ("retired", "")


def _as_json(model: Any) -> dict[str, Any]:
    """Stable: docs/command.md."""
    current = model.current
    return {
        "id": model.id,
        "format": model.kind,
        "name": model.name,
        "version": current and current.id,
        "recordedAt": current and current.recorded_at,
    }

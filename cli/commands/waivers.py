"""`ameide waivers`: list the waivers: by whom, why and until when."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection
from cli.options import Json, Token, Url
from cli.output import Output
from cli.text import count, short

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.waivers import WaiversWaiversNodes as Waiver

_PAGE = 1000
_FIELDS = ("id", "rule", "about", "reason", "by", "until", "recorded_at")


def waivers(
    model: Annotated[
        str | None,
        typer.Argument(help="Only those of this model.", metavar="[MODEL]", autocompletion=completion.ids),
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """List the waivers that are in force, the oldest first. `ameide waive --withdraw ID` ends one."""
    with Output(as_json) as output:
        found = connection.ask(url, token, partial(_all, model=model))
        rows = [(each.id, each.rule, each.about, each.until or "", each.by, short(each.reason)) for each in found]
        if rows:
            output.table(("id", "rule", "about", "until", "by", "reason"), rows)
        output.say(f"{count(len(found), 'waiver')} in force." if found else "No waiver is in force.")
        output.result({"waivers": [_as_json(each) for each in found]})


async def _all(client: "AsyncClient", *, model: str | None) -> "Sequence[Waiver]":
    from ameide_client.pages import every_async

    pages = every_async(lambda after: client.waivers(first=_PAGE, after=after, model=model))
    return [each async for each in pages]


def _as_json(waiver: "Waiver") -> dict[str, Any]:
    told = waiver.model_dump(mode="json")
    return {{"recorded_at": "recordedAt"}.get(name, name): told[name] for name in _FIELDS}

"""`ameide link`: link two elements of different models, say that they are not linked, or apply a file of links."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import completion, connection, problems
from cli.commands.links import payload
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import LinkPayloadFields

_FIELDS: Final = {"from": str, "to": str, "kind": str, "reason": str, "rejected": bool}


def link(
    start: Annotated[
        str | None,
        typer.Argument(
            help="Element that depends on the other, if nothing else tells.",
            metavar="[MODEL#ELEMENT",
            autocompletion=completion.ids,
        ),
    ] = None,
    end: Annotated[
        str | None,
        typer.Argument(help="Other element.", metavar="MODEL#ELEMENT]", autocompletion=completion.ids),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of the link (default: what the two elements are).")] = None,
    reason: Annotated[str, typer.Option(help="Reason for the decision; stored with it.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Say that the two are not linked.")] = False,
    file: Annotated[
        Path | None, typer.Option(help="Make the links of a TOML file hold, and end those that it no longer states.")
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Link two elements of different models in this and later versions, or apply a file of links."""
    with Output(as_json) as output:
        if file is not None:
            if start is not None:
                raise UsageWrong("Name two elements or a --file, not both.")
            stated = _read(file)
            done = connection.ask(url, token, lambda client: _apply(client, file.name, stated))
        elif start is None or end is None:
            raise UsageWrong("Name two elements, such as order-to-cash#Task_Ship, or a --file.")
        else:
            given = {"from": start, "to": end, "kind": kind, "reason": reason, "rejected": remove}
            done = connection.ask(url, token, lambda client: _link(client, given))
        payload(output, done)
        output.exit(problems.status(done.problems))


async def _link(client: "AsyncClient", given: dict[str, Any]) -> "LinkPayloadFields":
    from ameide_client.generated import LinkInput

    return await client.link_elements(LinkInput.model_validate(given))


async def _apply(client: "AsyncClient", source: str, stated: list[dict[str, Any]]) -> "LinkPayloadFields":
    from ameide_client.generated import ApplyLinksInput, LinkInput

    links = [LinkInput.model_validate(each) for each in stated]
    return await client.apply_links(ApplyLinksInput(source=source, links=links))


def _read(file: Path) -> list[dict[str, Any]]:
    """Read a file of links. Raises UsageWrong."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageWrong(f"{file}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageWrong(f"{file} is no TOML: {error}.") from error
    links = found.pop("links", [])
    if found or not isinstance(links, list):
        raise UsageWrong(f"{file}: only tables [[links]] are expected.", hint="docs/links.md shows one.")
    for number, each in enumerate(links, 1):
        _check(f"{file}: link {number}", each)
    return links


def _check(at: str, stated: object) -> None:
    if not isinstance(stated, dict) or not {"from", "to"} <= stated.keys():
        raise UsageWrong(f"{at} lacks `from` or `to`.")
    for name, value in stated.items():
        if name not in _FIELDS:
            raise UsageWrong(f"{at} has an unknown field {name!r}; there are: {', '.join(_FIELDS)}.")
        if not isinstance(value, _FIELDS[name]):
            raise UsageWrong(f"{at}: {name} is {'true or false' if _FIELDS[name] is bool else 'a text'}.")

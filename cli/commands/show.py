"""`ameide show`: show what is stored of one vertex."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import completion, connection
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient

_OTHER_NAMES: Final = {
    "modelKind": "format", "type_": "type", "findingLine": "line", "findingElement": "element",
    "findingVersion": "version", "findingUntil": "until", "waivedUntil": "until", "builtVersion": "version",
    "regionElement": "element", "sourceVersions": "versions", "packageVersion": "version",
}  # fmt: skip
"""Names that GraphQL makes different, since a field of one name has one type."""
_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def show(
    id_: Annotated[
        str,
        typer.Argument(
            help="Id, such as order-to-cash, order-to-cash#Task_Ship or build:….",
            metavar="ID",
            autocompletion=completion.ids,
        ),
    ],
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Show a model, version, element, finding, build, file or anything else by its id."""
    with Output(as_json) as output:
        start, starts = connection.ask(url, token, lambda client: _asked(client, id_))
        told = _told(start.model_dump(mode="json", by_alias=True))
        output.show(styled((str(told["id"]), "bold"), f"  {told['label']}"))
        rows = [(name, value) for name, value in _rows(told) if name not in {"id", "label"}]
        wide = max((len(name) for name, _ in rows), default=0)
        output.show(*(styled((f"  {name:{wide}}  ", "dim"), value) for name, value in rows))
        others = [each for each in starts if each != told["id"]]
        if others:
            output.say(f"The id means {count(len(others), 'other vertex')} too: {', '.join(others)}.")
        output.result(told | {"startIds": starts})


async def _asked(client: "AsyncClient", id_: str) -> tuple[Any, list[str]]:
    """Return the vertex with exactly this id; else the current one that it means, with all that it means."""
    if exact := await client.show(id_):
        return exact, [exact.id]
    found = await client.show_current(id_)
    return found.start, list(found.start_ids)


def _told(answered: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is answered under the names that docs/api.md uses."""
    found = {_OTHER_NAMES.get(name, name): _value(value) for name, value in answered.items() if name != "__typename"}
    return {"id": found.pop("id"), "label": answered["__typename"], **found}


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "severity" in value:
            value = {**value, "severity": value["severity"].lower()}
        return {_OTHER_NAMES.get(name, name): _value(each) for name, each in value.items()}
    return [_value(each) for each in value] if isinstance(value, list) else value


def _rows(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        label = _WORD.sub(" ", name).lower()
        if isinstance(value, Mapping) and "totalCount" in value:
            yield label, f"{value['totalCount']:,}"
            yield from (("", _line(each)) for each in value["nodes"])
            if value["totalCount"] > len(value["nodes"]):
                yield "", f"and {value['totalCount'] - len(value['nodes']):,} more"
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from ((label if at == 0 else "", _line(each)) for at, each in enumerate(value))
        elif value not in (None, ""):
            yield label, _line(value)


def _line(value: Any) -> str:
    """Return a value on one line; of something with an id, that first."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if value.keys() == {"start", "end"}:
            return f"{value['start']}-{value['end']}"
        shown = (name if each is True else _line(each) for name, each in value.items() if each not in (None, "", False))
        return "  ".join(shown)
    return ", ".join(map(_line, value)) if isinstance(value, list) else str(value)

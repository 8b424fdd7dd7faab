"""`ameide search`: find models, elements, findings and files by text."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import arguments, completion, connection
from cli.choosing import one_of
from cli.nodes import node_json, node_of
from cli.options import Json, Token, Url
from cli.output import Output
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.search import SearchSearch as Found
    from ameide_client.generated.search import SearchSearchEdges as Edge


class Severity(StrEnum):
    """The severities of findings."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def search(
    text: Annotated[
        str, typer.Argument(help="Words of a name, id, documentation or finding; prefixes and typos match.")
    ],
    label: Annotated[
        list[str] | None,
        typer.Option(help="Only vertices with this label; may be repeated.", autocompletion=completion.labels),
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only elements of this kind; may be repeated.")] = None,
    model: Annotated[
        list[str] | None, typer.Option(help="Only this model; may be repeated.", autocompletion=completion.ids)
    ] = None,
    severity: Annotated[
        list[Severity] | None,
        typer.Option(help="Only findings of this severity; may be repeated.", **one_of(Severity, "severity")),
    ] = None,
    in_impact_of: Annotated[str | None, typer.Option(help="Only what depends on this id.")] = None,
    in_lineage_of: Annotated[str | None, typer.Option(help="Only what this id depends on.")] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Include superseded and retired versions.")
    ] = False,
    first: Annotated[int, typer.Option(help="Number of matches to show.", min=1, max=1000)] = 50,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Find models, elements, findings and files by words, best match first. Exit status 1 if nothing is found."""
    with Output(as_json) as output:
        within = {"impact_of": in_impact_of, "lineage_of": in_lineage_of}
        asked: dict[str, Any] = {
            "labels": [each.upper() for each in arguments.labels(label or ())] or None,
            "kinds": kind or None,
            "models": model or None,
            "severities": [each.upper() for each in severity or ()] or None,
            "versions": "ALL" if all_versions else None,
            "first": first,
        }
        found = connection.ask(url, token, partial(_search, text=text, within=within, **asked))
        _show(output, found)
        output.exit(Status.OK if found.total_count else Status.PROBLEMS)


async def _search(client: "AsyncClient", *, text: str, within: dict[str, str | None], **asked: Any) -> "Found":
    from ameide_client.generated import SearchWithin

    said = {name: id_ for name, id_ in within.items() if id_ is not None}
    return await client.search(text, within=SearchWithin(**said) if said else None, **asked)


def _show(output: Output, found: "Found") -> None:
    shown = [node_of(edge.node) for edge in found.edges]
    remarks = [_remark(edge) for edge in found.edges]
    rows = [(node.id, node.label, node.kind, node.name, *said) for node, said in zip(shown, remarks, strict=True)]
    if any(said != ("",) for said in remarks):
        output.table(("id", "label", "kind", "name", ""), rows)
    elif rows:
        output.table(("id", "label", "kind", "name"), [row[:-1] for row in rows])
    if not found.total_count:
        output.say("Nothing found.")
    if found.total_count > len(rows):
        output.say(f"{count(found.total_count, 'match')}, of which {len(rows):,} are shown (--first).")
    if not found.complete:
        why = found.truncated_by.value.lower() if found.truncated_by else None
        output.say(f"There may be more: the search was cut by {why}.")
    nodes = [
        node_json(edge.node)
        | {"score": edge.score, "field": edge.field and edge.field.value.lower(), "excerpt": edge.excerpt}
        | {"superseded": edge.superseded, "waived": edge.waived}
        for edge in found.edges
    ]
    counts = {
        "byLabel": {each.label.value.capitalize(): each.count for each in found.counts_by_label},
        "byKind": {each.kind: each.count for each in found.counts_by_kind},
        "byModel": {each.model: each.count for each in found.counts_by_model},
    }
    output.result({"total": found.total_count, "complete": found.complete, **counts, "nodes": nodes})


def _remark(edge: "Edge") -> tuple[str]:
    """Say what makes a hit count less."""
    return (", ".join(name for name in ("superseded", "waived") if getattr(edge, name)),)

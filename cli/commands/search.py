"""`ameide search`: what a text is about."""

from typing import Annotated

import typer

from cli import arguments, completion, connection
from cli.nodes import node_json
from cli.options import Json, Token, Url
from cli.output import Output
from cli.status import Status
from cli.text import count
from client.found import Found


def search(
    text: Annotated[str, typer.Argument(help="Words of a name, id, documentation or finding; begun or misspelt too.")],
    label: Annotated[
        list[str] | None, typer.Option(help="Only these labels; may be repeated.", autocompletion=completion.labels)
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only these kinds of element; may be repeated.")] = None,
    model: Annotated[
        list[str] | None, typer.Option(help="Only these models; may be repeated.", autocompletion=completion.ids)
    ] = None,
    severity: Annotated[list[str] | None, typer.Option(help="Only findings this bad; may be repeated.")] = None,
    in_impact_of: Annotated[str | None, typer.Option(help="Only what depends on this.")] = None,
    in_lineage_of: Annotated[str | None, typer.Option(help="Only what this depends on.")] = None,
    all_versions: Annotated[bool, typer.Option("--all-versions", help="Superseded and retired ones too.")] = False,
    first: Annotated[int, typer.Option(help="How many to show.", min=1, max=1000)] = 50,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Find things by words, exact matches first. Finding nothing is exit status 1, as with grep."""
    with Output(as_json) as output:
        labels = arguments.labels(label or ())
        found = connection.ask(
            *(url, token),
            lambda client: client.search(
                text,
                labels=labels,
                kinds=kind or (),
                models=model or (),
                severities=severity or (),
                impact_of=in_impact_of,
                lineage_of=in_lineage_of,
                all_versions=all_versions,
                first=first,
            ),
        )
        _show(output, found)
        output.exit(Status.OK if found.total else Status.PROBLEMS)


def _show(output: Output, found: Found) -> None:
    rows = [(node.id, node.label, node.kind, node.name) for node in found.items]
    if rows:
        output.table(("id", "label", "kind", "name"), rows)
    if not found.total:
        output.say("Nothing found.")
    if found.total > len(rows):
        output.say(f"{count(found.total, 'match')}, of which {len(rows):,} are shown (--first).")
    if not found.complete:
        output.say(f"There may be more: the search was cut by {found.truncated_by}.")
    nodes = [
        node_json(node) | {"score": hit.score, "field": hit.field, "excerpt": hit.excerpt}
        for node, hit in zip(found.items, found.hits, strict=True)
    ]
    counts = {"byLabel": found.by_label, "byKind": found.by_kind, "byModel": found.by_model}
    output.result({"total": found.total, "complete": found.complete, **counts, "nodes": nodes})

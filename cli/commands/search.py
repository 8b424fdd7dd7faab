"""`ameide search`: ids by name."""

from typing import Annotated

import typer

from cli import arguments, completion, connection
from cli.nodes import node_json
from cli.options import Json, Token, Url
from cli.output import Output
from cli.status import Status
from cli.text import count


def search(
    text: Annotated[str, typer.Argument(help="Part of a name or id.")],
    label: Annotated[
        list[str] | None, typer.Option(help="Only these labels; may be repeated.", autocompletion=completion.labels)
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only these kinds of element; may be repeated.")] = None,
    first: Annotated[int, typer.Option(help="How many to show.", min=1, max=1000)] = 50,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Find things by name or id, exact matches first. Finding nothing is exit status 1, as with grep."""
    with Output(as_json) as output:
        labels = arguments.labels(label or ())
        page = connection.ask(
            url, token, lambda client: client.search(text, labels=labels, kinds=kind or (), first=first)
        )
        rows = [(node.id, node.label, node.kind, node.name) for node in page.items]
        if rows:
            output.table(("id", "label", "kind", "name"), rows)
        if page.total > len(rows):
            output.say(f"{count(page.total, 'match')}, of which {len(rows):,} are shown (--first).")
        output.result({"total": page.total, "nodes": [node_json(node) for node in page.items]})
        output.exit(Status.OK if page.total else Status.PROBLEMS)

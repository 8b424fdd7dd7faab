"""`ameide lineage` and `ameide impact`: what something depends on, and what depends on it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cli import arguments, completion, connection, export
from cli.nodes import node_json
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.text import Text

    from client.answers import Reach, Reached
    from client.asynchronous import AsyncClient

MOST = 1000  # what the service gives at once
Id = Annotated[
    str,
    typer.Argument(
        help="Such as order-to-cash or order-to-cash#Task_Ship.", metavar="ID", autocompletion=completion.ids
    ),
]
Depth = Annotated[int | None, typer.Option(help="How far to go.", min=0)]
Labels = Annotated[
    list[str] | None,
    typer.Option("--label", help="Only these labels; may be repeated.", autocompletion=completion.labels),
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only these kinds of element; may be repeated.")]
First = Annotated[int, typer.Option(help="How many to show.", min=1, max=MOST)]
Everything = Annotated[bool, typer.Option("--all", help="Show everything, however much it is.")]
Flow = Annotated[bool, typer.Option("--include-flow", help="Follow the order of execution as well.")]
History = Annotated[bool, typer.Option("--include-history", help="Follow older versions as well.")]
Cycles = Annotated[bool, typer.Option("--cycles", help="Tell its cycles, ten at most.")]
Collapse = Annotated[bool, typer.Option("--collapse-hubs", help="Do not go beyond what has very many edges.")]
HubThreshold = Annotated[int | None, typer.Option(help="How many edges make a hub; usually 1000.", min=1)]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As it was then: 2026-11-22T10:00:00Z.", metavar="TIME")]

_MOST_CYCLES = 10
_TRUNCATED = {
    "depth": "It goes on beyond depth {depth}; ask with a greater --depth.",
    "size": "There is more than one question may reach, beyond depth {depth}.",
    "time": "It took longer than one question may, beyond depth {depth}; ask with less --depth.",
    "hub": "What has very many edges was not gone beyond, from depth {depth} on.",
    "erased": "Something was erased since then; what there was is not known.",
}


def asking(question: Literal["lineage", "impact"], about: str) -> Callable[..., None]:
    """The command that asks this question."""

    def ask(
        id_: Id,
        depth: Depth = None,
        label: Labels = None,
        kind: Kinds = None,
        first: First = 100,
        everything: Everything = False,
        include_flow: Flow = False,
        include_history: History = False,
        cycles: Cycles = False,
        collapse_hubs: Collapse = False,
        hub_threshold: HubThreshold = None,
        as_of: AsOf = None,
        format_: export.As = None,
        out: export.To = None,
        as_json: Json = False,
        url: Url = None,
        token: Token = None,
    ) -> None:
        with Output(as_json) as output:
            said = {
                "depth": depth,
                "labels": arguments.labels(label or ()) or None,
                "kinds": kind or None,
                "first": MOST if everything else first,
                "include_flow": include_flow or None,
                "include_history": include_history or None,
                "cycles": _MOST_CYCLES if cycles else None,
                "collapse_hubs": collapse_hubs or None,
                "hub_threshold": hub_threshold,
                "as_of": arguments.moment(as_of),
            }
            asked = {name: value for name, value in said.items() if value is not None}
            if export.wanted(format_, out, as_json):
                export.write(output, export.ask(question, id_, format_, asked, url, token), out)
                return
            with output.progress() as progress:
                task = partial(_pages, question=question, of=id_, asked=asked, everything=everything, progress=progress)
                reach = connection.ask(url, token, task)
            _show(output, reach, collapse_hubs)
            output.result(_json(reach))

    ask.__doc__ = about
    return ask


async def _pages(
    client: "AsyncClient", *, question: str, of: str, asked: Mapping[str, Any], everything: bool, progress: "Progress"
) -> "Reach":
    """One page; or all of them, as of the moment of the first."""
    from client import operations

    operation = {"lineage": operations.lineage, "impact": operations.impact}[question]
    reach = page = await client.run(operation(of, **asked))
    if not everything:
        return reach
    found = list(page.vertices.items)
    task = progress.add_task("Fetching", total=reach.vertices.total, completed=len(found))
    while page.vertices.next is not None:
        page = await client.run(operation(of, **{**asked, "after": page.vertices.next}))
        found.extend(page.vertices.items)
        progress.update(task, completed=len(found))
    return replace(reach, vertices=replace(reach.vertices, items=tuple(found), next=None))


def _show(output: Output, reach: "Reach", collapsed: bool) -> None:
    if reach.vertices.items:
        rows = (_row(each) for each in reach.vertices.items)
        output.table(("hop", "label", "kind", "name", "id"), rows, numbers=("hop",))
        output.show("")
    for title, counts in (("by label", reach.by_label), ("by kind", reach.by_kind), ("by hop", reach.by_hop)):
        if counts:
            told = ", ".join(f"{name}: {number:,}" for name, number in counts.items())
            output.show(styled((f"{title}  ", "bold"), told))
    for hub in reach.hubs:
        left_out = ", not gone beyond" if collapsed and hub.id not in reach.start_ids else ""
        output.show(styled(("hub  ", "bold"), f"{hub.id}: {hub.edges:,} edges{left_out}"))
    for cycle in reach.cycles:
        output.show(styled(("cycle  ", "bold"), " → ".join((*cycle, cycle[0]))))
    shown = len(reach.vertices.items)
    part = f", of which {shown:,} are shown (--first, --all)" if shown < reach.vertices.total else ""
    output.show(styled(f"{count(reach.total, 'node')} as of {reach.as_of}{part}."))
    output.show(_completeness(reach))
    if reach.start.superseded_by:
        output.show(styled(("Note: ", "yellow"), f"the current version is {reach.start.superseded_by}."))


def _row(reached: "Reached") -> tuple[object, ...]:
    node = reached.node
    lines = " ".join(f"{first}-{last}" if first != last else f"{first}" for first, last in node.spans)
    name = f"{node.name}:{lines}" if lines else node.name
    return reached.hop, node.label, node.kind, name, node.id


def _completeness(reach: "Reach") -> "Text":
    if reach.complete:
        cycle = "; it holds a cycle" if reach.cyclic else ""
        return styled(("Complete", "bold green"), f"{cycle}.")
    why = _TRUNCATED.get(reach.truncated_by or "", "Something is missing.").format(depth=reach.truncated_at_depth)
    return styled(("Not complete: ", "bold yellow"), why)


def _json(reach: "Reach") -> dict[str, Any]:
    return {
        "start": node_json(reach.start),
        "startIds": list(reach.start_ids),
        "supersededBy": reach.start.superseded_by,
        "complete": reach.complete,
        "truncatedBy": reach.truncated_by,
        "truncatedAtDepth": reach.truncated_at_depth,
        "cyclic": reach.cyclic,
        "cycles": [list(cycle) for cycle in reach.cycles],
        "hubs": [{"id": hub.id, "label": hub.label, "edges": hub.edges} for hub in reach.hubs],
        "asOf": reach.as_of,
        "total": reach.total,
        "countsByLabel": dict(reach.by_label),
        "countsByKind": dict(reach.by_kind),
        "countsByHop": {str(hop): number for hop, number in reach.by_hop.items()},
        "shown": len(reach.vertices.items),
        "vertices": [{"hop": each.hop} | node_json(each.node) for each in reach.vertices.items],
    }

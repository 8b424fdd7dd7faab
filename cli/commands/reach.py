"""`ameide lineage` and `ameide impact`: show what something depends on, and what depends on it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cli import arguments, completion, connection, export
from cli.nodes import node_json, node_of, not_followed_json
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.text import Text

    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import ReachFields as Reach
    from ameide_client.generated.fragments import ReachFieldsVerticesEdges as Reached

MOST = 1000  # what the service gives at once
Id = Annotated[
    str,
    typer.Argument(
        help="Id, such as order-to-cash or order-to-cash#Task_Ship.", metavar="ID", autocompletion=completion.ids
    ),
]
Depth = Annotated[int | None, typer.Option(help="Most steps to follow (default: all).", min=0)]
Labels = Annotated[
    list[str] | None,
    typer.Option(
        "--label", help="Show only vertices with this label; may be repeated.", autocompletion=completion.labels
    ),
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Show only elements of this kind; may be repeated.")]
First = Annotated[int, typer.Option(help="Number of vertices to show.", min=1, max=MOST)]
Everything = Annotated[bool, typer.Option("--all", help="Show all vertices.")]
Flow = Annotated[bool, typer.Option("--include-flow", help="Follow sequence flows too.")]
History = Annotated[bool, typer.Option("--include-history", help="Also enter versions and builds of the past.")]
Cycles = Annotated[bool, typer.Option("--cycles", help="Show cycles, ten at most.")]
Collapse = Annotated[bool, typer.Option("--collapse-hubs", help="Do not follow edges beyond a hub.")]
HubThreshold = Annotated[int | None, typer.Option(help="Number of edges that make a hub (default: 1000).", min=1)]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Answer as of this time, such as 2026-11-22T10:00:00Z.", metavar="TIME")
]

_MOST_CYCLES = 10
_TRUNCATED = {
    "depth": "It goes on beyond depth {depth}; ask with a greater --depth.",
    "size": "There is more than one question may reach, beyond depth {depth}.",
    "time": "It took longer than one question may, beyond depth {depth}; ask with less --depth.",
    "hub": "What has very many edges was not gone beyond, from depth {depth} on.",
    "erased": "Something was erased since then; what there was is not known.",
}


def asking(question: Literal["lineage", "impact"], about: str) -> Callable[..., None]:
    """Build the command that asks this question."""

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
                "labels": [each.upper() for each in arguments.labels(label or ())] or None,
                "kinds": kind or None,
                "first": MOST if everything else first,
                "include_flow": include_flow or None,
                "include_history": include_history or None,
                "with_cycles": cycles or None,
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
    """Fetch one page; or all pages, as of the moment of the first."""
    ask = client.lineage if question == "lineage" else client.impact
    reach = await ask(of, **asked)
    if not everything:
        return reach
    found, info = reach.vertices.edges, reach.vertices.page_info
    task = progress.add_task("Fetching", total=reach.vertices.total_count, completed=len(found))
    while info.has_next_page:
        page = await ask(of, **{**asked, "after": info.end_cursor})
        info = page.vertices.page_info
        found.extend(page.vertices.edges)
        progress.update(task, completed=len(found))
    return reach


def _show(output: Output, reach: "Reach", collapsed: bool) -> None:
    if reach.vertices.edges:
        rows = (_row(each) for each in reach.vertices.edges)
        output.table(("hop", "label", "kind", "name", "id"), rows, numbers=("hop",))
        output.show("")
    for title, counts in zip(("by label", "by kind", "by hop"), _counts(reach).values(), strict=True):
        if counts:
            told = ", ".join(f"{name}: {number:,}" for name, number in counts.items())
            output.show(styled((f"{title}  ", "bold"), told))
    for hub in reach.hubs:
        left_out = ", not gone beyond" if collapsed and hub.id not in reach.start_ids else ""
        output.show(styled(("hub  ", "bold"), f"{hub.id}: {hub.edges:,} edges{left_out}"))
    for cycle in reach.cycles or ():
        output.show(styled(("cycle  ", "bold"), " → ".join((*cycle.ids, cycle.ids[0]))))
    shown = len(reach.vertices.edges)
    part = f", of which {shown:,} are shown (--first, --all)" if shown < reach.vertices.total_count else ""
    output.show(styled(f"{count(reach.total_count, 'vertex')} as of {reach.as_of}{part}."))
    output.show(_completeness(reach))
    for each in reach.not_followed:
        output.show(styled(("Not followed: ", "yellow"), each.message))
    if current := _superseded_by(reach):
        output.show(styled(("Note: ", "yellow"), f"the current version is {current}."))


def _counts(reach: "Reach") -> dict[str, dict[str, int]]:
    return {
        "countsByLabel": {each.label.value.capitalize(): each.count for each in reach.counts_by_label},
        "countsByKind": {each.kind: each.count for each in reach.counts_by_kind},
        "countsByHop": {str(each.hop): each.count for each in reach.counts_by_hop},
    }


def _superseded_by(reach: "Reach") -> str | None:
    """Name the current version where the question began from an older one, or from an element of one."""
    start = reach.start
    if start.typename__ == "Element":
        current = start.version.superseded_by
        return current.id if current else None
    return start.superseded_by.id if start.typename__ == "Version" and start.superseded_by else None


def _truncated_by(reach: "Reach") -> str | None:
    return reach.truncated_by.value.lower() if reach.truncated_by else None


def _row(reached: "Reached") -> tuple[object, ...]:
    node = node_of(reached.node)
    lines = " ".join(f"{first}-{last}" if first != last else f"{first}" for first, last in node.spans)
    name = f"{node.name}:{lines}" if lines else node.name
    return reached.hop, node.label, node.kind, name, node.id


def _completeness(reach: "Reach") -> "Text":
    if reach.complete:
        cycle = "; it holds a cycle" if reach.cyclic else ""
        return styled(("Complete", "bold green"), f"{cycle}.")
    why = _TRUNCATED.get(_truncated_by(reach) or "", "Something is missing.").format(depth=reach.truncated_at_depth)
    return styled(("Not complete: ", "bold yellow"), why)


def _json(reach: "Reach") -> dict[str, Any]:
    return {
        "start": node_json(reach.start),
        "startIds": list(reach.start_ids),
        "supersededBy": _superseded_by(reach),
        "complete": reach.complete,
        "truncatedBy": _truncated_by(reach),
        "truncatedAtDepth": reach.truncated_at_depth,
        "notFollowed": list(map(not_followed_json, reach.not_followed)),
        "cyclic": reach.cyclic,
        "cycles": [cycle.ids for cycle in reach.cycles or ()],
        "hubs": [{"id": hub.id, "label": hub.label.value.capitalize(), "edges": hub.edges} for hub in reach.hubs],
        "asOf": reach.as_of,
        "total": reach.total_count,
        **_counts(reach),
        "shown": len(reach.vertices.edges),
        "vertices": [{"hop": each.hop} | node_json(each.node) for each in reach.vertices.edges],
    }

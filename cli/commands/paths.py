"""`ameide paths`: show how one thing depends on another."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import arguments, completion, connection
from cli.commands.reach import AsOf, Flow, History
from cli.nodes import node_json, node_of, not_followed_json
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from ameide_client.generated.paths import PathsPaths as Paths
    from ameide_client.generated.paths import PathsPathsPathsSteps as Step

From = Annotated[str, typer.Argument(help="Id to begin from.", metavar="FROM", autocompletion=completion.ids)]
To = Annotated[str, typer.Argument(help="Id that it depends on.", metavar="TO", autocompletion=completion.ids)]
Shortest = Annotated[int | None, typer.Option(help="Number of shortest paths.", min=1, max=100)]
Every = Annotated[bool, typer.Option("--all", help="All paths; the first hundred are shown.")]
Impact = Annotated[bool, typer.Option("--impact", help="Follow edges backwards: TO depends on FROM.")]
Either = Annotated[
    bool, typer.Option("--any", help="Follow edges either way, with one turn at an element that both have in common.")
]
Longest = Annotated[int, typer.Option("--max-depth", help="Most steps of a path (default: 30).", min=0)]

_MOST = 100
_TRUNCATED = {
    "depth": "There may be longer ones; ask with a greater --max-depth.",
    "size": "There are more, or more to look at than one question may.",
    "time": "It took longer than one question may; ask with less --max-depth.",
    "erased": "Something was erased since then; what there was is not known.",
}


def paths(
    start: From,
    end: To,
    shortest: Shortest = None,
    every: Every = False,
    impact: Impact = False,
    either: Either = False,
    longest: Longest = 30,
    include_flow: Flow = False,
    include_history: History = False,
    as_of: AsOf = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Show how FROM depends on TO, shortest path first. Exit status 1 if there is none."""
    asked: dict[str, Any] = {
        "mode": "ALL_SIMPLE" if every else "K_SHORTEST" if shortest else "SHORTEST",
        "direction": "ANY" if either else "IMPACT" if impact else "LINEAGE",
        "max_depth": longest,
        "first": _MOST if every else shortest or 1,
        "include_flow": include_flow,
        "include_history": include_history,
    }
    with Output(as_json) as output:
        told = asked | ({"as_of": arguments.moment(as_of)} if as_of else {})
        answer = connection.ask(url, token, lambda client: client.paths(start, end, **told))
        _show(output, answer)
        output.result(_json(answer))
        output.exit(Status.OK if answer.paths else Status.PROBLEMS)


def _show(output: Output, answer: "Paths") -> None:
    for path in answer.paths:
        output.table(("", "label", "name", "id"), [_row(step) for step in path.steps])
        output.show("")
    output.show(styled(f"{count(len(answer.paths), 'path')} as of {answer.as_of}."))
    if answer.paths_complete:
        output.show(styled(("Complete", "bold green"), "."))
    else:
        why = _TRUNCATED.get(_truncated_by(answer) or "", "Something is missing.")
        output.show(styled(("Not complete: ", "bold yellow"), why))
    for each in answer.not_followed:
        output.show(styled(("Not followed: ", "yellow"), each.message))


def _row(step: "Step") -> tuple[object, ...]:
    node = node_of(step.node)
    return " ".join(_kinds(step)), node.label, node.name, node.id


def _kinds(step: "Step") -> list[str]:
    return [edge.kind.value for edge in step.edges]


def _truncated_by(answer: "Paths") -> str | None:
    return answer.truncated_by.value.lower() if answer.truncated_by else None


def _json(answer: "Paths") -> dict[str, Any]:
    return {
        "startIds": list(answer.start_ids),
        "endIds": list(answer.end_ids),
        "complete": answer.paths_complete,
        "truncatedBy": _truncated_by(answer),
        "notFollowed": list(map(not_followed_json, answer.not_followed)),
        "total": answer.total_count,
        "asOf": answer.as_of,
        "paths": [
            {"length": path.length, "steps": [node_json(step.node) | {"edges": _kinds(step)} for step in path.steps]}
            for path in answer.paths
        ],
    }

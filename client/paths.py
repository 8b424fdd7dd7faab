"""The question how one thing depends on another."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from client import documents
from client.answers import Paths, Step
from client.exchange import Data, Operation
from client.nodes import node_of

_WIRE_NAMES = {
    "max_depth": "maxDepth",
    "include_flow": "includeFlow",
    "include_history": "includeHistory",
    "as_of": "asOf",
}


class Asked(TypedDict, total=False):
    """What may be said about the question; what is left out is up to the server."""

    mode: str
    direction: str
    max_depth: int
    first: int
    through: Sequence[str]
    include_flow: bool
    include_history: bool
    as_of: str


def paths(start: str, end: str, **asked: Unpack[Asked]) -> Operation[Paths]:
    """The shortest first; `mode` is SHORTEST, K_SHORTEST or ALL_SIMPLE, `direction` LINEAGE or IMPACT."""
    given = {_WIRE_NAMES.get(name, name): value for name, value in asked.items()}
    return Operation(documents.PATHS, given | {"from": start, "to": end}, lambda data: _paths(data["paths"]))


def _paths(row: Data) -> Paths:
    return Paths(
        start_ids=tuple(row["startIds"]),
        end_ids=tuple(row["endIds"]),
        complete=row["pathsComplete"],
        truncated_by=row["truncatedBy"] and row["truncatedBy"].lower(),
        total=row["totalCount"],
        as_of=row["asOf"],
        paths=tuple(tuple(_step(step) for step in path["steps"]) for path in row["paths"]),
    )


def _step(row: Data) -> Step:
    return Step(node_of(row["node"]), tuple(edge["kind"] for edge in row["edges"]))

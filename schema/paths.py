"""Paths: the answer to how one thing depends on another."""

from enum import Enum

import strawberry

from schema.node import Node
from schema.not_followed import NotFollowed
from schema.reach import ReachEdge, Truncation
from schema.scalars import DateTime


@strawberry.enum(description="The paths that are wanted.")
class PathMode(Enum):
    """GraphQL enum of the modes in graph/store.py."""

    SHORTEST = strawberry.enum_value("shortest", description="One shortest path.")
    K_SHORTEST = strawberry.enum_value(
        "k_shortest", description="The `first` shortest paths, or all if there are fewer."
    )
    ALL_SIMPLE = strawberry.enum_value("all_simple", description="All paths that pass through no vertex twice.")


@strawberry.enum(description="The direction in which edges are followed.")
class Direction(Enum):
    """GraphQL enum of the directions in graph/store.py."""

    LINEAGE = strawberry.enum_value(
        "lineage", description="Forwards: `to` is something that `from` depends on, directly or indirectly."
    )
    IMPACT = strawberry.enum_value(
        "impact", description="Backwards: `to` is something that depends on `from`, directly or indirectly."
    )
    ANY = strawberry.enum_value(
        "any",
        description="Forwards, backwards, or with one turn at an element that both depend on, or that depends on both.",
    )


@strawberry.type(description="One vertex of a path, and the edges to the vertex before.")
class PathStep:
    """A vertex and the edges that lead there."""

    node: Node = strawberry.field(description="The vertex.")
    edges: list[ReachEdge] = strawberry.field(
        description="All edges between the previous vertex and this one; empty at the first."
    )


@strawberry.type(description="A path from one vertex to another that passes through no vertex twice.")
class Path:
    """A path, identified by its vertices."""

    length: int = strawberry.field(description="The number of steps; 0 from a vertex to itself.")
    steps: list[PathStep] = strawberry.field(description="The vertices in order, both ends included.")


@strawberry.type(description="Paths from one vertex to another. The answer is complete or states what it leaves out.")
class Paths:
    """The paths found, with the fields that say whether they are all."""

    start_ids: list[strawberry.ID] = strawberry.field(
        description="All ids that a path may begin at: without a version, those of every version current or in use."
    )
    end_ids: list[strawberry.ID] = strawberry.field(description="All ids that a path may end at, likewise.")
    paths_complete: bool = strawberry.field(
        description="Whether every path that was asked for is here: for SHORTEST one, for K_SHORTEST `first` of them,"
        " for ALL_SIMPLE all; or fewer where it is certain that there are no others, however long."
    )
    truncated_by: Truncation | None = strawberry.field(
        description="Why others may be missing: DEPTH, longer ones than `maxDepth`; SIZE, more than `first`, or more to"
        " look at than one question may; TIME. None when complete."
    )
    total_count: int | None = strawberry.field(description="The number of all paths, if known.")
    as_of: DateTime = strawberry.field(description="The moment as of which the answer holds.")
    not_followed: list[NotFollowed] = strawberry.field(
        description="What was not followed around the two ends, so that paths may be missing."
    )
    paths: list[Path] = strawberry.field(description="The paths, shortest first, then by the ids on them.")

"""Settle the resolutions of the tenant's anchors after an import or an ending."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.records import Batch, Edge, EndOfEdge, address
from pipeline.records.shared import evidence

Meanings = Mapping[str, Collection[str]]
"""Anchor to the elements that it means."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A mention of something in the documents of another namespace."""

    anchor: str
    unqualified: str
    """The anchor of the same id, whatever the namespace."""
    namespace: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """An open RESOLVES_TO edge."""

    anchor: str
    element: str
    ambiguous: bool = False


def without(before: Iterable[Resolution], model: str) -> dict[str, set[str]]:
    """Return what the anchors mean without this model; an anchor that means nothing is there too."""
    left: dict[str, set[str]] = {}
    for each in before:
        meant = left.setdefault(each.anchor, set())
        if model_of(each.element) != model:
            meant.add(each.element)
    return left


def settled(before: Iterable[Resolution], after: Meanings) -> Batch:
    """Close what no longer holds, open what holds now; what is in doubt, or no longer, is opened anew."""
    wanted = {(anchor, element): len(meant) > 1 for anchor, meant in after.items() for element in meant}
    standing = {(each.anchor, each.element): each.ambiguous for each in before}
    ends = tuple(EndOfEdge("RESOLVES_TO", *pair) for pair, doubt in standing.items() if wanted.get(pair) != doubt)
    edges = tuple(_resolution(*pair, doubt) for pair, doubt in wanted.items() if standing.get(pair) != doubt)
    return Batch(edges=edges, ends=ends)


def together(batches: Iterable[Batch]) -> Batch:
    """Join batches into one."""
    given = list(batches)
    return Batch(
        tuple(vertex for batch in given for vertex in batch.vertices),
        tuple(edge for batch in given for edge in batch.edges),
        tuple(end for batch in given for end in batch.ends),
    )


def model_of(uid: str) -> str:
    """Return the model that a version or element belongs to."""
    parts = address(uid)
    return "" if parts is None else parts.model


def _resolution(anchor: str, element: str, doubt: bool) -> Edge:
    said = evidence(f"{element.partition('#')[0]} is current")
    return Edge("RESOLVES_TO", anchor, element, said | ({"ambiguous": True} if doubt else {}))

"""What the tenant's anchors mean once something came or went, and findings where several things qualify."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Vertex, address, finding_uid
from pipeline.ir.digest import digest_of
from pipeline.ir.finding import Severity
from pipeline.records.shared import evidence

RULE: Final = "ambiguous-reference"
_SHOWN: Final = 5  # models that a message names

Meanings = Mapping[str, Collection[str]]
"""Anchor to the elements that it means."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """An open RESOLVES_TO."""

    anchor: str
    element: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An element of a current version that refers to an anchor of the tenant."""

    anchor: str
    type: str
    target: str
    element: str
    version: str
    line: int


def without(before: Iterable[Resolution], model: str) -> dict[str, set[str]]:
    """What the anchors mean without this model; every anchor is there, if only to mean nothing."""
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


def changed(before: Iterable[Resolution], after: Meanings) -> list[str]:
    """Anchors that are in doubt among other models than before, or no longer."""
    meant: dict[str, set[str]] = {}
    for each in before:
        meant.setdefault(each.anchor, set()).add(each.element)
    return [anchor for anchor in after if _rivals(meant.get(anchor, ())) != _rivals(after[anchor])]


def doubts(mentions: Iterable[Mention], after: Meanings, now: str) -> Batch:
    """A finding for each mention of what several models offer."""
    vertices: list[Vertex] = []
    edges: list[Edge] = []
    for mention in mentions:
        if rivals := _rivals(after.get(mention.anchor, ())):
            finding = _finding(mention, rivals, now)
            vertices.append(finding)
            edges.append(Edge("FOUND_IN", finding.uid, mention.version, evidence(f"rule {RULE}@1")))
            edges.append(Edge("ABOUT", finding.uid, mention.element, evidence(f"rule {RULE}@1")))
    return Batch(tuple(vertices), tuple(edges))


def closed(findings: Iterable[str]) -> Batch:
    """These findings hold no more."""
    return Batch(ends=tuple(EndOfVertex(uid) for uid in findings))


def together(batches: Iterable[Batch]) -> Batch:
    """All of it in one batch."""
    given = list(batches)
    return Batch(
        tuple(vertex for batch in given for vertex in batch.vertices),
        tuple(edge for batch in given for edge in batch.edges),
        tuple(end for batch in given for end in batch.ends),
    )


def model_of(uid: str) -> str:
    """The model that a version or element belongs to."""
    parts = address(uid)
    return "" if parts is None else parts.model


def _resolution(anchor: str, element: str, doubt: bool) -> Edge:
    said = evidence(f"{element.partition('#')[0]} is current")
    return Edge("RESOLVES_TO", anchor, element, said | ({"ambiguous": True} if doubt else {}))


def _rivals(elements: Collection[str]) -> tuple[str, ...]:
    """The models that offer the same; none where there is no choice."""
    return tuple(_models(elements)) if len(elements) > 1 else ()


def _models(elements: Iterable[str]) -> Iterator[str]:
    yield from sorted(model_of(element) for element in elements)


def _finding(mention: Mention, rivals: Sequence[str], now: str) -> Vertex:
    # the same doubt may come back, and what has ended cannot begin again: its moment tells them apart
    discriminator = f"{mention.anchor} {now}"
    digest = digest_of([mention.version, RULE, mention.element, discriminator])
    named = ", ".join(rivals[:_SHOWN]) + (f" and {len(rivals) - _SHOWN} more" if len(rivals) > _SHOWN else "")
    message = f"The {mention.type} {mention.target!r} could mean that of {named}; all of them are taken."
    return Vertex(
        "Finding",
        finding_uid(digest[:16]),
        {
            "version": mention.version,
            "element": mention.element,
            "rule": RULE,
            "ruleVersion": 1,
            "severity": Severity.WARNING.value,
            "message": message,
            "line": mention.line,
            "discriminator": discriminator,
        },
    )

"""Write links, and the keys by which elements are found as ends of links, as vertices and edges."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.records import Batch, Edge, EndOfVertex, Value, Vertex, actor_uid, address, anchor_uid, link_uid
from pipeline.ir.digest import digest_of
from pipeline.ir.document import Actor
from pipeline.ir.ids import encode
from pipeline.ir.likeness import blocks, plain
from pipeline.ir.linking import End, How, Key, Linked, Space, Status
from pipeline.records.scope import Scope
from pipeline.records.shared import actor_vertex, evidence, present

NOTATION: Final = "ameide"
_END: Final = "link"
_MODEL: Final = "links"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a key: the role of the elements that have it, its kind and its value."""

    role: str
    space: Space
    value: str
    """The value as the anchor's uid holds it."""

    @property
    def anchor(self) -> str:
        """Return the uid of the anchor that elements with this key share."""
        return anchor_uid(NOTATION, f"{self.role}.{self.space}", self.value)


def place_of(anchor: str) -> Place:
    """Return the place that the uid of a key's anchor names."""
    _, _, type_, value = anchor.split(":", 3)
    role, _, space = type_.rpartition(".")
    return Place(role, Space(space), value)


def keys(ends: Iterable[End], scope: Scope) -> tuple[tuple[Vertex, ...], tuple[Edge, ...]]:
    """Return the anchors of all keys, and the edges from elements to them."""
    anchors: dict[str, Vertex] = {}
    edges: dict[tuple[str, str], dict[str, Value]] = {}
    for end in ends:
        explicit = any(not key.own for key in end.keys)
        for key, value, text in _places(end):
            place = Place(end.role, key.space, value)
            anchors.setdefault(place.anchor, _anchor(place))
            found = edges.setdefault((scope.uid(end.element.id), place.anchor), {"evidence": [], "own": False})
            _merge(found, key, text, f"{scope.at(end.element.line)} {key.said}")
            if explicit:
                found["explicit"] = True
    return tuple(anchors.values()), tuple(Edge("KNOWN_AS", *pair, stated) for pair, stated in edges.items())


def _places(end: End) -> Iterator[tuple[Key, str, str]]:
    """Yield each key with its value in a uid, and the text that it was made from."""
    for key in end.keys:
        if key.space is Space.ID:
            yield key, encode(key.value.strip()), key.value.strip()
        elif text := plain(key.value):
            yield key, encode(text), key.value.strip()
            for block in blocks(key.value):
                yield key._replace(space=Space.SIMILAR), encode(block), key.value.strip()


def _merge(found: dict[str, Value], key: Key, text: str, said: str) -> None:
    held = found["evidence"]
    if isinstance(held, list) and said not in held:
        found["evidence"] = [*held, said]
    found["own"] = bool(found["own"]) or key.own
    found["certain"] = bool(found.get("certain")) or (key.own and key.certain)
    found.setdefault("text", text)
    found.setdefault("said", key.said)
    if not key.own:
        found["mention"] = key.said


def _anchor(place: Place) -> Vertex:
    type_ = f"{place.role}.{place.space}"
    return Vertex("Anchor", place.anchor, {"notation": NOTATION, "type": type_, "target": place.value, "scope": ""})


def end_anchor(element: str) -> str:
    """Return the uid of the anchor of an element, `model#element`, to which its links lead."""
    return anchor_uid(NOTATION, _END, element)


def model_anchor(model: str) -> str:
    """Return the uid of the anchor to which all links of a model lead."""
    return anchor_uid(NOTATION, _MODEL, model)


def model_of(element: str) -> str:
    """Return the model of an element, given as `model#element`."""
    return element.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """A link of the graph that has not ended."""

    uid: str
    link: Linked


def standing(row: Mapping[str, Any]) -> Standing:
    """Read a Link vertex."""
    link = Linked(
        kind=row["kind"],
        dependent=row["dependent"],
        dependency=row["dependency"],
        status=Status(row["status"]),
        how=How(row["how"]),
        confidence=row["confidence"] / 100,
        evidence=tuple(row["evidence"]),
        reason=row.get("reason", ""),
        actor=row.get("actor", ""),
        source=row.get("source", ""),
        previous=row.get("previous", ""),
    )
    return Standing(row["uid"], link)


def opened(link: Linked, now: str, actor: Actor | None = None) -> Batch:
    """Return the records of a link; `actor` is the person who decided it."""
    who = [actor.issuer, actor.subject] if actor is not None else []
    uid = link_uid(digest_of([*link.pair, link.status, link.how, *who, now])[:16])
    properties = present(
        {
            "kind": link.kind,
            "dependent": link.dependent,
            "dependency": link.dependency,
            "status": link.status.value,
            "how": link.how.value,
            "confidence": round(link.confidence * 100),
            "evidence": list(link.evidence),
            "reason": link.reason or None,
            "actor": link.actor or None,
            "source": link.source or None,
            "previous": link.previous or None,
        }
    )
    vertices, edges = [Vertex("Link", uid, properties)], []
    for side, element in (("dependent", link.dependent), ("dependency", link.dependency)):
        for type_, target in ((_END, element), (_MODEL, model_of(element))):
            anchor = Vertex(
                "Anchor",
                anchor_uid(NOTATION, type_, target),
                {"notation": NOTATION, "type": type_, "target": target, "scope": ""},
            )
            vertices.append(anchor)
            edges.append(Edge("LINKS", uid, anchor.uid, {"end": side, **evidence(*link.evidence)}))
    if actor is not None:
        vertices.append(actor_vertex(actor))
        edges.append(Edge("BY", uid, actor_uid(actor.issuer, actor.subject), evidence("link")))
    return Batch(tuple(vertices), tuple(edges))


def joined(batches: Iterable[Batch]) -> Batch:
    """Join batches into one that holds each vertex once; links share anchors and actors."""
    found = list(batches)
    vertices = {vertex.uid: vertex for batch in found for vertex in batch.vertices}
    return Batch(
        tuple(vertices.values()),
        tuple(edge for batch in found for edge in batch.edges),
        tuple(end for batch in found for end in batch.ends),
    )


def ended(uid: str) -> Batch:
    """Return the end of a link."""
    return Batch(ends=(EndOfVertex(uid),))


def relied(start: str, end: str, links: Iterable[Standing]) -> Edge:
    """Return the dependency between two elements that follows from accepted links."""
    found = list(links)
    said = [f"{each.uid} {each.link.kind}: {text}" for each in found for text in each.link.evidence]
    return Edge("RELIES_ON", start, end, {"kind": found[0].link.kind, **evidence(*said)})


def parts(uid: str) -> str:
    """Return an element without its version: `model#element`."""
    at = address(uid)
    return uid if at is None else f"{at.model}#{at.element}"

"""Check a batch against the records' own rules before it is written, and group it by table."""

import asyncio
import functools
import itertools
import math
from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson

from graph import errors
from graph.records import EDGE_KINDS, LABELS, Batch, Edge, EndOfEdge, EndOfVertex, Value, Vertex, label_of

UID_BYTES: Final = 2700  # what fits an index entry
_AT_ONCE: Final = 1000  # records; looking at them takes a few milliseconds
_RESERVED: Final = frozenset({"tenant", "uid", "recordedAt"})
_INT64: Final = range(-(2**63), 2**63)
_ITEM = TypeVar("_ITEM")
_KEY = TypeVar("_KEY", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows that a batch writes to each table."""

    vertices: Mapping[str, Mapping[str, Mapping[str, Value]]]
    """Properties by label and uid."""
    edges: Mapping[str, Mapping[tuple[str, str], Mapping[str, Value]]]
    """Properties by kind and ends."""
    ended_edges: Mapping[str, Sequence[tuple[str, str]]]
    ended_vertices: Mapping[str, Sequence[str]]

    def mentioned(self) -> dict[str, set[str]]:
        """Return, by label, the uids that must exist in the end but are not written by the batch."""
        found: dict[str, set[str]] = {}
        pairs = itertools.chain(*self.edges.values(), *self.ended_edges.values())
        for uid in set(itertools.chain.from_iterable(pairs)).difference(*self.vertices.values()):
            found.setdefault(_known_label(uid), set()).add(uid)
        for label, uids in self.ended_vertices.items():
            found.setdefault(label, set()).update(uid for uid in uids if uid not in self.vertices.get(label, ()))
        return found


async def planned(batch: Batch) -> Plan:
    """Group what the batch holds; others have their turn meanwhile. Raises BatchRefused, EdgeRefused."""
    vertices: dict[str, dict[str, Mapping[str, Value]]] = {}
    async for some in _in_turns(batch.vertices):
        for vertex in some:
            _put_vertex(vertices.setdefault(vertex.label, {}), vertex)
    edges: dict[str, dict[tuple[str, str], Mapping[str, Value]]] = {}
    async for others in _in_turns(batch.edges):
        for edge in others:
            _put_edge(edges.setdefault(edge.kind, {}), edge)
    return Plan(vertices, edges, *_ends(batch.ends))


async def _in_turns(items: Sequence[_ITEM]) -> AsyncIterator[Sequence[_ITEM]]:
    for first in range(0, len(items), _AT_ONCE):
        yield items[first : first + _AT_ONCE]
        await asyncio.sleep(0)


def properties(given: Mapping[str, Value], **added: str) -> bytes:
    """Return the JSON of a row. Raises BatchRefused for a value that a property cannot have."""
    if not _RESERVED.isdisjoint(given):
        raise errors.BatchRefused(f"the store sets {sorted(_RESERVED & given.keys())} itself")
    check_properties(given)
    try:
        return orjson.dumps({**given, **added})
    except TypeError as error:
        raise errors.BatchRefused(str(error)) from error


def check_properties(given: Mapping[str, Value]) -> None:
    """Raise BatchRefused if a property has an invalid name or value."""
    for name, value in given.items():
        if not isinstance(value, str) and not _storable(value):
            raise errors.BatchRefused(f"{name}: {str(value)[:80]!r} is no property")


def check_uid(vertex: Vertex) -> None:
    """Raise BatchRefused if a vertex has no uid of its label, or one that is too long."""
    if vertex.label not in LABELS or _label(vertex.uid) != vertex.label:
        raise errors.BatchRefused(f"{vertex.uid[:200]!r} is no uid of a {vertex.label}")
    if len(vertex.uid) > UID_BYTES // 4 and len(vertex.uid.encode()) > UID_BYTES:
        raise errors.BatchRefused(f"{vertex.uid[:80]!r}… has more than {UID_BYTES} bytes")


def check_ends(edge: Edge | EndOfEdge) -> None:
    """Raise EdgeRefused if the table of edges has no such edge between such vertices."""
    kind = EDGE_KINDS.get(edge.kind)
    if kind is None or _label(edge.start) not in kind.starts or _label(edge.end) not in kind.ends:
        raise errors.EdgeRefused(_shown(edge))


def _put_vertex(group: dict[str, Mapping[str, Value]], vertex: Vertex) -> None:
    check_uid(vertex)
    if vertex.uid in group:
        raise errors.BatchRefused(f"{vertex.uid[:200]!r} is there twice")
    group[vertex.uid] = vertex.properties


def _put_edge(group: dict[tuple[str, str], Mapping[str, Value]], edge: Edge) -> None:
    check_ends(edge)
    if group.setdefault((edge.start, edge.end), edge.properties) != edge.properties:
        raise errors.BatchRefused(f"{_shown(edge)} is there twice, with other properties")


def _ends(
    ends: Iterable[EndOfEdge | EndOfVertex],
) -> tuple[Mapping[str, Sequence[tuple[str, str]]], Mapping[str, Sequence[str]]]:
    edges: dict[str, dict[tuple[str, str], None]] = {}
    vertices: dict[str, dict[str, None]] = {}
    for end in ends:
        if isinstance(end, EndOfVertex):
            vertices.setdefault(_known_label(end.uid), {})[end.uid] = None
            continue
        check_ends(end)
        if not EDGE_KINDS[end.kind].ending:
            raise errors.EdgeRefused(f"{_shown(end)} never ends")
        edges.setdefault(end.kind, {})[end.start, end.end] = None
    return {kind: [*pairs] for kind, pairs in edges.items()}, {label: [*uids] for label, uids in vertices.items()}


@functools.lru_cache(maxsize=65_536)  # an edge's ends are most often its batch's vertices
def _label(uid: str) -> str | None:
    try:
        return label_of(uid)
    except ValueError:
        return None


def _known_label(uid: str) -> str:
    label = _label(uid)
    if label is None:
        raise errors.VertexUnknown(uid[:200])
    return label


def _storable(value: Any) -> bool:
    match value:
        case int():
            return value in _INT64
        case float():
            return math.isfinite(value)
        case list():
            return all(isinstance(one, str) for one in value) or all(
                isinstance(one, int) and not isinstance(one, bool) and one in _INT64 for one in value
            )
    return False


def _shown(edge: Edge | EndOfEdge) -> str:
    return f"({edge.start[:200]})-[{edge.kind}]->({edge.end[:200]})"


def grouped(items: Iterable[_ITEM], key: Callable[[_ITEM], _KEY]) -> Mapping[_KEY, list[_ITEM]]:
    """Group items by key, in the order given."""
    groups: dict[_KEY, list[_ITEM]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups

"""A graph as the store has it: written by the store, under the labels and kinds of edge that real models have."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Final, Self

import psycopg

from benchmarks.database import Database
from benchmarks.graphs import Graph, Question
from cypher import QUERIES
from graph.age.store import AgeStore
from graph.records import Batch, Edge, Value, Vertex, anchor_uid, artefact_uid, element_uid, region_uid, version_uid
from graph.store import Budget, Direction, Reach, ReachQuery, Row
from graph.tenants import graph_name

_VERSION: Final = version_uid("steps", 1)
_BUILD: Final = "build:0123456789abcdef"
_UIDS: Final[Mapping[str, Callable[[int], str]]] = {
    "Element": lambda vertex: element_uid(_VERSION, f"Task_{vertex}"),
    "Anchor": lambda vertex: anchor_uid("bench", "process", f"Process_{vertex}"),
    "Region": lambda vertex: region_uid(_BUILD, "steps.py", f"Task_{vertex}"),
    "Artefact": lambda vertex: artefact_uid(_BUILD, f"steps_{vertex}.py"),
}
_KINDS: Final[Mapping[tuple[str, str], str]] = {
    ("Element", "Element"): "CONTAINS",
    ("Element", "Anchor"): "REFERS_TO",
    ("Anchor", "Element"): "RESOLVES_TO",
    ("Artefact", "Region"): "HAS_REGION",
    ("Region", "Element"): "GENERATED_FROM",
}
_PROPERTIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "Element": {
        **dict.fromkeys(("name", "documentation", "xpath", "digest"), ""),
        **dict.fromkeys(("line", "position", "foldedCount"), 0),
        "version": _VERSION,
        "kind": "userTask",
        "properties": "{}",
    },
    "Anchor": {"notation": "bench", "type": "process", "scope": ""},
    "Region": {"build": _BUILD, "path": "steps.py", "spans": [1, 2]},
    "Artefact": {"build": _BUILD, "mediaType": "text/x-python", "size": 1},
}
_BATCH: Final = 150_000
_BUDGET: Final = Budget(vertices=200_000)
_VERTEX: Final = QUERIES["element.by_id"]


class Stored:
    """A tenant, and a unit that reads it. Make it with `await Stored.of(...)`."""

    name = "Ameide"

    def __init__(self, graph: Graph, tenant: str, store: AgeStore, stack: AsyncExitStack) -> None:
        self.graph = graph
        self.tenant = tenant
        self.store = store
        self._stack = stack

    @classmethod
    async def of(cls, graph: Graph, database: Database, tenant: str) -> Self:
        """Create the tenant and write the graph into it."""
        await database.tenants.create(tenant)
        for batch in batches(graph):
            async with database.graphs.writing(tenant) as store:
                await store.write(batch)
        with psycopg.connect(database.logins.admin, autocommit=True) as connection:
            connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
            connection.execute("VACUUM ANALYZE")
        stack = AsyncExitStack()
        return cls(graph, tenant, await stack.enter_async_context(database.graphs.reading(tenant)), stack)

    def uid(self, vertex: int) -> str:
        """Under which a vertex was written."""
        return uid(self.graph, vertex)

    async def ask(self, question: Question) -> Reach:
        """Everything that can be reached: counts of all of it, and the first hundred."""
        budget = replace(_BUDGET, depth=question.depth)
        return await self.store.reach(ReachQuery((self.uid(question.start),), Direction.LINEAGE, budget=budget))

    async def look_up(self, question: Question) -> Sequence[Row]:
        """The start alone, by a named query."""
        return await self.store.rows(_VERTEX, uids=[self.uid(question.start)])

    def hops(self, answer: Reach) -> dict[int, int]:
        """As counted."""
        return dict(answer.by_hop)

    async def close(self) -> None:
        """End the unit."""
        await self._stack.aclose()


def uid(graph: Graph, vertex: int) -> str:
    """Of a vertex, by its label."""
    return _UIDS[graph.label_of(vertex)](vertex)


def batches(graph: Graph) -> Iterator[Batch]:
    """In blocks of vertices; an edge comes with the later of its ends."""
    edges: list[list[Edge]] = [[] for _ in range(0, graph.size, _BATCH)]
    for source, target in graph.edges():
        kind = _KINDS[graph.label_of(source), graph.label_of(target)]
        edges[max(source, target) // _BATCH].append(Edge(kind, uid(graph, source), uid(graph, target)))
    for number, tied in enumerate(edges):
        block = range(number * _BATCH, min((number + 1) * _BATCH, graph.size))
        yield Batch(tuple(_vertex(graph, vertex) for vertex in block), tuple(tied))


def _vertex(graph: Graph, vertex: int) -> Vertex:
    label = graph.label_of(vertex)
    return Vertex(label, _UIDS[label](vertex), _PROPERTIES[label])

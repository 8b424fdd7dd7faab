"""Generate small graphs and questions of reach, and check their answers."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from graph.records import EDGE_KINDS, Edge, Vertex
from graph.store import Budget, Direction, GraphStore, Reach, ReachQuery, Truncation
from tests.contract.reference import expected
from tests.fixtures.laws import examples
from tests.fixtures.store import PATIENCE

_NUMBERS = itertools.count(1)
SETTINGS = settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
KINDS: Final = (
    *("CONTAINS", "FLOWS_TO", "REFERS_TO", "RESOLVES_TO", "RELIES_ON"),
    *("GENERATED_BY", "HAS_REGION", "GENERATED_FROM", "MADE_FROM"),
)
_LABELS = [frozenset(), *(frozenset({label}) for label in ("Element", "Anchor", "Build"))]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Vertex], list[Edge]]:
    """Generate elements, anchors, builds and their results with random edges.

    Diamonds, cycles, self-loops, hubs, parallel kinds, islands.
    """
    number = next(_NUMBERS)
    version, digest = f"h{number}@1", f"{number:016x}"
    kinds = st.sampled_from(["task", "event"])
    vertices = {
        "Element": [
            Vertex("Element", f"{version}#{each}", {"kind": draw(kinds), "folded": "<x/>"})
            for each in range(draw(st.integers(1, 9)))
        ],
        "Anchor": [Vertex("Anchor", f"anchor:h:{version}:{each}") for each in range(draw(st.integers(1, 3)))],
        "Build": [Vertex("Build", f"build:{digest}")],
        "Artefact": [Vertex("Artefact", f"artefact:{digest}/{each}") for each in range(draw(st.integers(1, 2)))],
        "Region": [Vertex("Region", f"region:{digest}/0#{each}") for each in range(draw(st.integers(1, 2)))],
    }

    def edge(kind: str) -> st.SearchStrategy[Edge]:
        sides = (EDGE_KINDS[kind].starts, EDGE_KINDS[kind].ends)
        uids = [[vertex.uid for label in sorted(side) for vertex in vertices[label]] for side in sides]
        return st.builds(Edge, st.just(kind), *map(st.sampled_from, uids))

    found = st.sampled_from(KINDS).flatmap(edge)
    edges = draw(st.lists(found, max_size=28, unique_by=lambda one: (one.kind, one.start, one.end)))
    return [vertex for each in vertices.values() for vertex in each], edges


@st.composite
def questions(draw: st.DrawFn, vertices: Sequence[Vertex]) -> ReachQuery:
    uids = st.sampled_from([vertex.uid for vertex in vertices])
    return ReachQuery(
        start=tuple(draw(st.lists(uids, min_size=1, max_size=2))),
        direction=draw(st.sampled_from(Direction)),
        through=draw(st.frozensets(st.sampled_from(KINDS))),
        labels=draw(st.sampled_from(_LABELS)),
        kinds=draw(st.sampled_from([frozenset(), frozenset({"task"})])),
        budget=Budget(draw(st.integers(0, 6) | st.just(30)), draw(st.integers(2, 12) | st.just(1000)), PATIENCE),
        first=draw(st.integers(1, 20)),
        cyclic=draw(st.booleans()),
        cycles=draw(st.integers(0, 3)),
        hub=draw(st.integers(1, 4) | st.just(1000)),
        collapse=draw(st.booleans()),
    )


async def all_pages(store: GraphStore, query: ReachQuery) -> Reach:
    """Return the first answer with the items of all pages."""
    first = answer = await store.reach(query)
    page = list(first.page)
    while answer.has_next:
        last = answer.page[-1]
        answer = await store.reach(replace(query, after=(last.hop, last.vertex["uid"])))
        assert (answer.total, answer.by_hop, answer.truncated_by) == (first.total, first.by_hop, first.truncated_by)
        page.extend(answer.page)
    return replace(first, page=page)


def check(query: ReachQuery, answer: Reach, vertices: Sequence[Vertex], standing: Sequence[Edge]) -> None:
    """Compare an answer with every part of the answer contract."""
    right = expected(query, standing)
    by_uid = {vertex.uid: vertex for vertex in vertices}

    def wanted(uid: str) -> bool:
        vertex = by_uid[uid]
        return (not query.labels or vertex.label in query.labels) and (
            not query.kinds or (vertex.label == "Element" and vertex.properties["kind"] in query.kinds)
        )

    assert answer.truncated_by == right.truncated_by
    assert answer.complete == (right.truncated_by is None)
    if answer.truncated_by is Truncation.SIZE:
        assert answer.truncated_at_depth is not None
        assert answer.truncated_at_depth in (right.truncated_at, len(right.hops) - 1)
        assert {(hub.uid, hub.edges) for hub in answer.hubs} <= set(right.hubs)
    else:
        assert answer.truncated_at_depth == right.truncated_at
        assert [(hub.uid, hub.edges) for hub in answer.hubs] == right.hubs[:20]
    assert all(hub.label == by_uid[hub.uid].label for hub in answer.hubs)
    found = [(reached.hop, reached.vertex["uid"]) for reached in answer.page]
    assert found == sorted(set(found))
    allowed = {(hop, uid) for hop, uids in enumerate(right.hops) for uid in uids if wanted(uid)}
    if sum(map(len, right.hops)) <= query.budget.vertices:
        assert set(found) == allowed
    else:
        assert set(found) <= allowed
        whole = {(hop, uid) for hop, uid in allowed if hop < len(right.hops) - 1}
        assert whole <= set(found)
        if not query.labels and not query.kinds:
            assert answer.total == query.budget.vertices
    assert answer.total == len(found)
    assert answer.by_hop == Counter(hop for hop, _ in found)
    assert answer.by_label == Counter(by_uid[uid].label for _, uid in found)
    elements = [by_uid[uid] for _, uid in found if by_uid[uid].label == "Element"]
    assert answer.by_kind == Counter(vertex.properties["kind"] for vertex in elements)
    parts = right.cyclic_parts if answer.complete else []
    assert answer.cyclic == (bool(parts) if query.cyclic and answer.complete else None)
    for part, cycle in zip(parts[: query.cycles], answer.cycles, strict=True):
        assert cycle[0] == min(part)
        assert part.issuperset(cycle)
        assert len(set(cycle)) == len(cycle)
        # a cycle is told along the edges, whichever way they were followed
        assert all(right.follows(*pair, query.direction) for pair in itertools.pairwise((*cycle, cycle[0])))
    for reached in answer.page:
        assert "folded" not in reached.vertex
        assert reached.vertex["label"] == by_uid[reached.vertex["uid"]].label

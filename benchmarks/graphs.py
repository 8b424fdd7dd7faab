"""Graphs to ask about, made the same each time: numbered vertices, and edges from the whole to its parts."""

import itertools
import random
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A start and a number of hops."""

    start: int
    depth: int


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph of vertices 0 to size - 1; edge k leads from sources[k] to targets[k], and no two edges are equal."""

    name: str
    size: int
    sources: Sequence[int]
    targets: Sequence[int]
    questions: Sequence[Question]
    label_of: Callable[[int], str] = lambda _: "Element"

    def edges(self) -> Iterator[Pair]:
        """Yield the edges in the order in which they were made."""
        return zip(self.sources, self.targets, strict=True)


LAYERED_HOPS: Final = 470
DIAMONDS: Final = 30
SPOKES: Final = 10_000
TREES: Final = (100, 1_000, 10_000, 99_999)
FAN: Final = 10


def layered() -> Graph:
    """Make 20,000 vertices in 471 layers, each but the last with three edges into the next layer."""
    size, layers = 20_000, LAYERED_HOPS + 1
    firsts = [-(-layer * size // layers) for layer in range(layers + 1)]
    widths = [range(one, other) for one, other in itertools.pairwise(firsts)]
    return _graph("layered", size, _between(widths, 3), Question(0, LAYERED_HOPS + 10))


def stacked(depth: int, width: int) -> Graph:
    """Build layers of equal width under one vertex; each vertex has an edge to the one below, and one beside that."""
    layers = [range(1 + width * layer, 1 + width * (layer + 1)) for layer in range(depth)]
    fan = [(0, vertex) for vertex in layers[0]]
    size = 1 + depth * width
    return _graph(f"depth {depth} × width {width}", size, [*fan, *_beside(layers)], Question(0, depth + 10))


def ladder() -> Graph:
    """Make diamonds one below the other: two to the power of 30 paths over 91 vertices."""
    tops = range(0, 3 * DIAMONDS, 3)
    edges = [pair for top in tops for pair in ((top, top + 1), (top, top + 2), (top + 1, top + 3), (top + 2, top + 3))]
    return _graph(f"ladder of {DIAMONDS} diamonds", 3 * DIAMONDS + 1, edges, Question(0, 2 * DIAMONDS + 10))


def hub() -> Graph:
    """Build a vertex with 10,000 edges, one vertex that leads to it, and one that all of them lead to."""
    spokes = range(2, 2 + SPOKES)
    edges = [(0, 1), *((1, spoke) for spoke in spokes), *((spoke, 2 + SPOKES) for spoke in spokes)]
    return _graph(f"hub of {SPOKES:,} edges", 3 + SPOKES, edges, Question(0, 30))


MODEL: Final = 1_500
_ELEMENTS, _ANCHORS, _REGIONS, _ARTEFACTS = 800, 200, 400, 100
_TREE, _RESOLVED = 400, 101


def models(count: int) -> Graph:
    """Make models of 1,500 vertices under four labels and 1,200 edges of five kinds; each refers to the one before.

    The ten-hop question starts at the root of the third model, so it reaches the same for every number of models.
    """
    edges = (edge for model in range(count) for edge in _model(model * MODEL, linked=model > 0))
    name = f"{count:,} models ({_short(count * MODEL)} vertices)"
    return _graph(name, count * MODEL, edges, Question(2 * MODEL, 10), _model_label)


def trees() -> Graph:
    """Make trees of growing size beside each other: one graph, and ten times as much to reach each time."""
    roots = [sum(TREES[:number]) for number in range(len(TREES))]
    edges = [
        (root + (vertex - 1) // FAN, root + vertex)
        for root, size in zip(roots, TREES, strict=True)
        for vertex in range(1, size)
    ]
    questions = [Question(root, 30) for root in roots]
    return Graph("trees", sum(TREES), *_columns(edges), questions)


COMPARED: Final[Mapping[str, Callable[[], Graph]]] = {
    "layered": layered,
    "wide": lambda: stacked(12, 600),
    "deep": lambda: stacked(24, 120),
    "ladder": ladder,
    "hub": hub,
    "models": lambda: models(1_000),
}
"""Graphs on which the store must be faster than others."""
GROWING: Final[Mapping[str, Callable[[], Graph]]] = {
    "10k": lambda: models(7),
    "100k": lambda: models(67),
    "1M": lambda: models(667),
}
"""Ever larger, with the same to reach."""
ALL: Final = {**COMPARED, **GROWING, "trees": trees}


def _graph(
    name: str,
    size: int,
    edges: Iterable[Pair],
    question: Question,
    label_of: Callable[[int], str] = lambda _: "Element",
) -> Graph:
    return Graph(name, size, *_columns(edges), (question,), label_of)


def _columns(edges: Iterable[Pair]) -> tuple[Sequence[int], Sequence[int]]:
    sources, targets = array("i"), array("i")
    for source, target in edges:
        sources.append(source)
        targets.append(target)
    return sources, targets


def _between(layers: list[range], fan: int) -> Iterator[Pair]:
    dice = random.Random(471)
    for layer, below in itertools.pairwise(layers):
        for vertex in layer:
            yield from ((vertex, target) for target in sorted(dice.sample(below, fan)))


def _beside(layers: list[range]) -> Iterator[Pair]:
    for layer, below in itertools.pairwise(layers):
        for place, vertex in enumerate(layer):
            yield vertex, below[place]
            yield vertex, below[(place + 1) % len(below)]


def _model(first: int, *, linked: bool) -> Iterator[Pair]:
    """Elements in a tree; its leaves refer to anchors, some of which resolve; and regions of what was generated."""
    anchors, regions = first + _ELEMENTS, first + _ELEMENTS + _ANCHORS
    artefacts = regions + _REGIONS
    yield from ((first + (place - 1) // 2, first + place) for place in range(1, _TREE))
    yield from ((first + _TREE - _ANCHORS + place, anchors + place) for place in range(_ANCHORS))
    if linked:
        yield from ((anchors + place, first - MODEL + place) for place in range(_RESOLVED))
    yield from ((artefacts + place % _ARTEFACTS, regions + place) for place in range(_REGIONS))
    yield from ((regions + place, first + _TREE + place) for place in range(_ARTEFACTS))


def _model_label(vertex: int) -> str:
    place = vertex % MODEL
    if place < _ELEMENTS:
        return "Element"
    if place < _ELEMENTS + _ANCHORS:
        return "Anchor"
    return "Region" if place < MODEL - _ARTEFACTS else "Artefact"


def _short(number: int) -> str:
    return f"{number / 1e6:.1f}M" if number >= 1e6 else f"{number / 1e3:.0f}k"

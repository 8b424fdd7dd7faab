"""Questions of reach on graphs of all shapes and sizes: against peers, through GraphQL, and in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks import graphs
from benchmarks.database import Database, database
from benchmarks.memory import peaks
from benchmarks.reach_peers import Compared, places
from benchmarks.service import Served, served

THROUGH_GRAPHQL: Final = frozenset({"wide", "deep", "hub", "models"})


@dataclass(frozen=True, slots=True)
class Measured:
    """All results of the lineage benchmark."""

    shapes: Sequence[Compared]
    served: Sequence[Served]
    sizes: Sequence[Compared]
    reaches: Sequence[Compared]
    peaks: Mapping[int, int]


async def measure() -> Measured:
    async with database() as place:
        reaches, held = await _reaches(place)
        shapes, through = await shapes_of([*graphs.COMPARED], place)
        return Measured(shapes, through, await _sizes(place), reaches, held)


async def shapes_of(names: Sequence[str], place: Database) -> tuple[list[Compared], list[Served]]:
    """Measure these graphs with every peer, and through GraphQL where it goes as deep."""
    shapes: list[Compared] = []
    through: list[Served] = []
    for name in names:
        async with places(name, graphs.ALL[name](), place) as found:
            for question in found.graph.questions:
                shapes.append(await found.with_age(await found.compared(question)))
                if name in THROUGH_GRAPHQL:
                    through.append(await served(found.stored, place, question))
    return shapes, through


async def _sizes(place: Database) -> list[Compared]:
    sizes = []
    for name, make in graphs.GROWING.items():
        async with places(name, make(), place) as found:
            sizes += [await found.compared(question) for question in found.graph.questions]
    return sizes


async def _reaches(place: Database) -> tuple[list[Compared], Mapping[int, int]]:
    async with places("trees", graphs.trees(), place) as found:
        compared = [await found.compared(question, seconds=3) for question in found.graph.questions]
        return compared, await peaks(found.stored, place)

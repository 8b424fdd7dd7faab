"""Everything that can be reached, with hops and counts: the store against others on the same graphs."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from rich.table import Table

from benchmarks import graphs
from benchmarks.database import Database, database
from benchmarks.graphs import Graph, Question
from benchmarks.interleaved import Times, interleaved, median_ms, ratio
from benchmarks.peers import Peer
from benchmarks.peers.kuzu import Kuzu
from benchmarks.peers.memory import Memory
from benchmarks.peers.plain import Plain, fill
from benchmarks.peers.sqlite import Sqlite
from benchmarks.stored import Stored

STORE: Final = Stored.name
HAND: Final = ("by_level", "by_recursion")
_SECONDS: Final = 4.0
_FIXED: Final = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One question on one graph, in seconds."""

    graph: Graph
    question: str
    reached: int
    hops: int
    times: Times


async def table(names: Sequence[str]) -> Table:
    """These graphs, as people read it: milliseconds, and how many times as long the store takes."""
    shown = Table("graph", "reached", "hops")
    async with database() as place:
        for name in names:
            for each in await compared(name, graphs.ALL[name](), place):
                if len(shown.columns) == _FIXED:
                    for peer in each.times:
                        shown.add_column(peer, justify="right")
                figures = (
                    f"{median_ms(each.times, peer):.2f} ({ratio(each.times, STORE, peer):.2f})" for peer in each.times
                )
                shown.add_row(each.graph.name, f"{each.reached:,}", str(each.hops), *figures)
    return shown


async def compared(name: str, graph: Graph, place: Database, seconds: float = _SECONDS) -> Sequence[Compared]:
    """Ask everybody each of the graph's questions. Raises ValueError where they differ."""
    async with _peers(name, graph, place) as peers:
        return [await _question(graph, text, question, peers, seconds) for text, question in graph.questions.items()]


@asynccontextmanager
async def _peers(name: str, graph: Graph, place: Database) -> AsyncIterator[Sequence[Peer]]:
    admin, schema = place.logins.admin, f"plain_{name.lower()}"
    fill(admin, schema, graph)
    async with AsyncExitStack() as stack:
        peers: list[Peer] = [
            await Stored.of(graph, place, f"graph-{name.lower()}"),
            *[await Plain.of(admin, schema, function) for function in HAND],
            *(kind(graph) for kind in (Kuzu, Sqlite, Memory)),
        ]
        for peer in peers:
            stack.push_async_callback(peer.close)
        yield peers


async def _question(graph: Graph, text: str, question: Question, peers: Sequence[Peer], seconds: float) -> Compared:
    hops = await agreed(peers, question)
    times = await interleaved({peer.name: _asking(peer, question) for peer in peers}, seconds=seconds)
    return Compared(graph, text, sum(hops.values()), max(hops), times)


def _asking(peer: Peer, question: Question) -> Any:
    return lambda: peer.ask(question)


async def agreed(peers: Sequence[Peer], question: Question) -> Mapping[int, int]:
    """How many vertices lie at each hop, as all of them say. Raises ValueError."""
    said = {peer.name: peer.hops(await peer.ask(question)) for peer in peers}
    first, *others = said.values()
    if any(other != first for other in others):
        raise ValueError(f"the answers differ: {said}")
    return first

"""Report the measurements of reach as sections of the page, and as a figure."""

from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.bounds import Bound, Row
from benchmarks.figure import Panel, figure
from benchmarks.interleaved import median_ms, ratio
from benchmarks.lineage import Measured
from benchmarks.peers.age import SECONDS
from benchmarks.peers.kuzu import Kuzu
from benchmarks.peers.memory import Memory
from benchmarks.peers.plain import title
from benchmarks.peers.sqlite import Sqlite
from benchmarks.reach_peers import HAND, LOOKUP, STORE, Compared
from benchmarks.service import PAGE, UNKNOWN, VIEWER, Served, beyond_store

Sections = dict[str, tuple[str, list[Row]]]
FIGURE: Final = "reach-cost.svg"
_HANDS: Final = tuple(map(title, HAND))
_SHOWN: Final = (STORE, *_HANDS, Kuzu.name, Sqlite.name, Memory.name, LOOKUP)
_DRAWN: Final = (STORE, *_HANDS, Kuzu.name, Sqlite.name, Memory.name)
_FASTER_THAN_KUZU: Final = Bound(1)
_BY_HAND: Final = Bound(2)
_TEN_HOPS: Final = Bound(20)
_FEW: Final = 1_000
_LARGE: Final = 1_000_000
_BEYOND_STORE: Final = Bound(3)
_UNKNOWN: Final = Bound(5)
_FLAT: Final = Bound(1.05)


def sections(measured: Measured) -> Sections:
    """Return, by title, the text before the bounds, and the bounds."""
    return {
        **of_shapes(measured.shapes, measured.served),
        "Memory of the server": ("Peak memory while it answered.", _memory(measured.peaks)),
        "Cost and size": (_grown(measured), []),
    }


def of_shapes(shapes: Sequence[Compared], through: Sequence[Served]) -> Sections:
    large = [each for each in shapes if each.graph.size > _LARGE and each.reached < _FEW]
    told = {
        "Whole reach, with hops and counts": (_milliseconds(shapes), []),
        "Reach, compared with Kuzu, which returns each vertex and its hop": ("", [_kuzu(each) for each in shapes]),
        "Reach, compared with the faster of two SQL functions written by hand": ("", [_hand(each) for each in shapes]),
        "Reach in ten hops, compared with one lookup in the store": ("", [_lookup(each) for each in large]),
        "`lineage` through GraphQL, first page of 100 and counts of all": (
            "The ratio is the time beyond that of the store, in units of `viewer`.",
            [_served(each) for each in through],
        ),
        "`lineage` of an id that does not exist": ("", [_unknown(each) for each in through]),
    }
    first, *_ = told
    return {title: (text, rows) for title, (text, rows) in told.items() if rows or title == first}


def drawing(measured: Measured) -> str:
    """Draw the cost over the size of the graph at equal reach, and over the reach in one graph."""
    reached = measured.sizes[0].reached
    return figure(
        [
            Panel(
                f"{reached:,} vertices reached in ever larger graphs",
                "vertices in the graph",
                "ms",
                _over_size(measured),
            ),
            Panel("ever more reached in one graph", "vertices reached", "ms", _over_reach(measured)),
        ]
    )


def _over_size(measured: Measured) -> dict[str, list[tuple[float, float]]]:
    return {name: [(float(each.graph.size), median_ms(each.times, name)) for each in measured.sizes] for name in _DRAWN}


def _over_reach(measured: Measured) -> dict[str, list[tuple[float, float]]]:
    return {name: [(float(each.reached), median_ms(each.times, name)) for each in measured.reaches] for name in _DRAWN}


def _milliseconds(compared: Sequence[Compared]) -> str:
    heads = ["graph", "vertices", "edges", "reached", "hops", *_SHOWN, "AGE's `[*]`"]
    lines = [f"| {' | '.join(heads)} |", "|---|" + "--:|" * (len(heads) - 1)]
    for each in compared:
        graph = each.graph
        counts = [f"{number:,}" for number in (graph.size, len(graph.sources), each.reached, each.hops)]
        times = [f"{median_ms(each.times, name):.2f} ms" for name in _SHOWN]
        age = "never returned" if each.age is None else f"{each.age * 1000:,.0f} ms"
        lines.append(f"| {' | '.join([graph.name, *counts, *times, age])} |")
    note = (
        f"Each gave the same answer before it was timed. AGE's `[*]` ran once, for at most {SECONDS:g} s."
        " rustworkx has the graph in the memory of the process, and shows the lower limit of the time."
    )
    return "\n".join([note, "", *lines])


def _row(each: Compared, other: str, bound: Bound, named: str = "") -> Row:
    ours, theirs = (f"{median_ms(each.times, name):.2f} ms" for name in (STORE, other))
    return Row(each.graph.name, ours, theirs + named, ratio(each.times, STORE, other), bound)


def _kuzu(each: Compared) -> Row:
    return _row(each, Kuzu.name, _FASTER_THAN_KUZU)


def _hand(each: Compared) -> Row:
    fastest = min(_HANDS, key=lambda name: median_ms(each.times, name))
    return _row(each, fastest, _BY_HAND, f" ({fastest.removeprefix('SQL, ')})")


def _lookup(each: Compared) -> Row:
    return _row(each, LOOKUP, _TEN_HOPS)


def _served(each: Served) -> Row:
    ours = f"{median_ms(each.times, PAGE):.2f} ms"
    theirs = f"store {median_ms(each.times, STORE):.2f} ms, `viewer` {median_ms(each.times, VIEWER):.2f} ms"
    question = f"{each.graph}: {each.reached:,} reached"
    return Row(question, ours, theirs, beyond_store(each.times), _BEYOND_STORE)


def _unknown(each: Served) -> Row:
    ours, theirs = (f"{median_ms(each.times, name):.2f} ms" for name in (UNKNOWN, VIEWER))
    return Row(each.graph, ours, f"`viewer` {theirs}", ratio(each.times, UNKNOWN, VIEWER), _UNKNOWN)


def _memory(peaks: Mapping[int, int]) -> list[Row]:
    """Compare with the second smallest graph: the smallest warms everything up."""
    _, small, *large = sorted(peaks)
    return [
        Row(
            f"{reached:,} vertices reached, against {small:,}",
            f"{peaks[reached] / 2**20:.1f} MiB",
            f"{peaks[small] / 2**20:.1f} MiB",
            peaks[reached] / peaks[small],
            _FLAT,
        )
        for reached in large
    ]


def _grown(measured: Measured) -> str:
    small, *_, large = measured.sizes
    times = median_ms(large.times, STORE) / median_ms(small.times, STORE)
    return (
        f"The same {small.reached:,} vertices cost {times:.2f} times as much in a graph of {large.graph.size:,}"
        f" vertices as in one of {small.graph.size:,}.\n\n"
        f"![Milliseconds over the size of the graph, and over the reach]({FIGURE})"
    )

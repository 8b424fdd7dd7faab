"""Find the owners of a line of a generated file, the most specific first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Spans = Sequence[tuple[int, int]]
"""First and last lines, both included."""


def owners(owned: Mapping[str, Spans], line: int) -> list[str]:
    """Return the owners of a line: by the shortest span that holds it, then by fewest lines in all, then by id."""
    narrow = {id_: width for id_, spans in owned.items() if (width := _width(spans, line)) is not None}
    return sorted(narrow, key=lambda id_: (narrow[id_], _extent(owned[id_]), id_))


def by_line(owned: Mapping[str, Spans], last: int) -> dict[int, list[str]]:
    """Return the owners of every line up to the last that has any."""
    found: dict[int, dict[str, tuple[int, int, str]]] = defaultdict(dict)
    for id_, spans in owned.items():
        extent = _extent(spans)
        for start, end in spans:
            rank = (end - start, extent, id_)
            for line in range(max(1, start), min(end, last) + 1):
                found[line][id_] = min(rank, found[line].get(id_, rank))
    return {line: [id_ for *_, id_ in sorted(ranks.values())] for line, ranks in found.items()}


def pairs(flat: Sequence[int]) -> list[tuple[int, int]]:
    """Return spans from their stored form: start, end, start, end, …"""
    return list(zip(flat[::2], flat[1::2], strict=True))


def count(content: bytes) -> int:
    """Count the lines of a file; the last one need not end."""
    return content.count(b"\n") + (bool(content) and not content.endswith(b"\n"))


def _width(spans: Spans, line: int) -> int | None:
    return min((end - start for start, end in spans if start <= line <= end), default=None)


def _extent(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - start + 1 for start, end in spans)

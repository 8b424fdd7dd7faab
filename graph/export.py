"""Export a tenant as lines, in one order and one spelling: equal tenants are equal bytes, whatever the backend."""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from graph import errors
from graph.lines import ORDER, PART_BYTES, End, Header, Line, Part, read, written
from graph.portable import Exporting, PortableGraphs

_TELL = 1000  # lines
_AT_ONCE = 8 * 1024 * 1024  # bytes of content


Tell = Callable[[int, int], None]
"""Called now and then with how many lines are done, and about how many there are."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Contents of an export; `ameide` is the release that wrote it."""

    tenant: str
    moment: str
    ameide: str
    contents: int
    vertices: int
    edges: int
    lines: int
    sha256: str

    @classmethod
    def of(cls, header: Header, end: End) -> "Summary":
        """Count what the first and the last line say."""
        counts = header.counts
        vertices, edges = sum(counts.vertices.values()), sum(counts.edges.values())
        head = (header.tenant, header.moment, header.release)
        return cls(*head, counts.contents, vertices, edges, end.lines + 1, end.sha256)


async def take_out(graphs: PortableGraphs, tenant: str, release: str, file: BinaryIO, tell: Tell) -> Summary:
    """Write a tenant into a file. Raises TenantUnknown, ExportIncomplete."""
    async with graphs.exporting(tenant) as unit:
        header, number, last = await header_of(unit, release), 0, b""
        total = header.counts.contents + sum((*header.counts.vertices.values(), *header.counts.edges.values()))
        async for last in exported(unit, header):
            file.write(last)
            number += 1
            if number % _TELL == 0:
                tell(number, total)
    end = read(last)
    if not isinstance(end, End):
        raise errors.ExportIncomplete
    return Summary.of(header, end)


async def header_of(unit: Exporting, release: str) -> Header:
    """Make the first line of an export."""
    return Header(unit.tenant, unit.now, release, await unit.counts())


async def exported(unit: Exporting, header: Header) -> AsyncIterator[bytes]:
    """Yield all lines. Raises ExportIncomplete where the database does not give what it counts."""
    digest, number = hashlib.sha256(), 0
    async for line in _lines(unit, header):
        text = written(line)
        digest.update(text)
        number += 1
        yield text
    yield written(End(number, digest.hexdigest()))


async def _lines(unit: Exporting, header: Header) -> AsyncIterator[Line]:
    yield header
    async for part in _contents(unit, header.counts.contents):
        yield part
    for label in ORDER:
        number, expected = 0, header.counts.vertices.get(label, 0)
        async for vertices in unit.vertices(label):
            number += len(vertices)
            for vertex in vertices:
                yield vertex
        _check(label, number, expected)
    for kind, expected in sorted(header.counts.edges.items()):
        number = 0
        async for edges in unit.edges(kind):
            number += len(edges)
            for edge in edges:
                yield edge
        _check(kind, number, expected)


async def _contents(unit: Exporting, expected: int) -> AsyncIterator[Part]:
    number = 0
    async for page in unit.contents():
        number += len(page)
        for digests in _portions(page):
            found = await unit.content.get(digests)
            for digest in digests:
                for part in parts(digest, found[digest]):
                    yield part
    _check("content", number, expected)


def parts(digest: str, content: bytes) -> list[Part]:
    """Split content into parts: at least one, so that empty content is there too."""
    starts = range(0, max(len(content), 1), PART_BYTES)
    return [
        Part(digest, number, len(starts), content[start : start + PART_BYTES]) for number, start in enumerate(starts, 1)
    ]


def _portions(page: Sequence[tuple[str, int]]) -> list[list[str]]:
    """Group the digests, as many at once as fit into memory; one is always fetched whole."""
    portions: list[list[str]] = [[]]
    together = 0
    for digest, size in page:
        if together + size > _AT_ONCE and portions[-1]:
            portions.append([])
            together = 0
        portions[-1].append(digest)
        together += size
    return portions


def _check(what: str, number: int, expected: int) -> None:
    if number != expected:
        raise errors.ExportIncomplete(f"{what}: {number} of {expected}")

"""Restore an export into a tenant that nobody sees until it is whole; an interrupted run goes on."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final

from graph import errors
from graph.export import Summary, Tell
from graph.lines import ORDER, End, Header, Line, Part, bounded, read
from graph.portable import Counts, PortableGraphs, State
from graph.records import EDGE_KINDS, Batch, Edge, Vertex

_RECORDS: Final = 2000
_BYTES: Final = 8 * 1024 * 1024
_SKEW: Final = timedelta(days=1)
_OPEN: Final = "\U0010ffff"  # after every moment
_REFUSALS: Final = (errors.BatchRefused, errors.EdgeRefused, errors.VertexDiffers, errors.WriteLost)


async def bring_in(graphs: PortableGraphs, file: BinaryIO, tenant: str | None, tell: Tell) -> Summary:
    """Make a tenant of a file, by default under the name in the file.

    The same call again continues after an interruption. A refused file leaves no tenant.
    Raises ExportRefused, TenantExists, TenantRestoring, TenantNameRefused.
    """
    header, end = await asyncio.to_thread(verified, file)
    name = header.tenant if tenant is None else tenant
    state = await graphs.tenants.state(name)
    if state not in (None, State.RESTORING):
        raise errors.TenantExists(name)
    if state is None:
        await graphs.tenants.create(name, State.RESTORING)
    try:
        await restore(graphs, name, _of_file(file), lambda done: tell(done, end.lines + 1))
    except errors.ExportRefused:
        if state is None:
            await graphs.tenants.retire(name)
        raise
    await graphs.tenants.put(name, State.SERVING)
    return Summary.of(header, end)


def verified(file: BinaryIO) -> tuple[Header, End]:
    """Check that all lines are there and unchanged, before any of them is believed. Raises ExportRefused."""
    digest, number, last, first = hashlib.sha256(), 0, b"", b""
    file.seek(0)
    for line in bounded(file):
        digest.update(last)
        last, number = line, number + 1
        first = first or line
    reading = Reading()
    header = reading.take(first)
    if not isinstance(header, Header):
        raise reading.refused("an export begins with its header")
    end = _end(last)
    if end is None or end != End(number - 1, digest.hexdigest()):
        raise _fault(file)
    return header, end


async def restore(
    graphs: PortableGraphs, tenant: str, lines: AsyncIterator[bytes], tell: Callable[[int], object]
) -> None:
    """Write the records of the lines into a tenant in the state RESTORING, which does not change.

    Raises ExportRefused; TenantRestoring if it is being restored from other lines, or by another process too.
    """
    async with graphs.restoring(tenant) as unit:
        batches = _Batches(graphs, tenant, unit.mark)
    reading = Reading()
    async for line in lines:
        found = reading.take(line)
        if reading.number <= batches.done:
            batches.recognise(reading)
        elif isinstance(found, Part | Vertex | Edge) and batches.add(found, len(line)):
            await batches.flush(reading)
            tell(reading.number)
    moment = reading.finished()
    batches.recognise(reading)
    await batches.flush(reading)
    async with graphs.restoring(tenant) as unit:
        await unit.finish(moment)
    tell(reading.number)


class Reading:
    """The lines read so far, checked for order, consistency and number."""

    def __init__(self) -> None:
        self.number = 0
        self.header: Header | None = None
        self._digest = hashlib.sha256()
        self._counts: dict[str, int] = {}
        self._last: tuple[object, ...] = ()
        self._part: Part | None = None
        self._end: End | None = None

    @property
    def over(self) -> bool:
        """Return true if the end was read."""
        return self._end is not None

    @property
    def mark(self) -> str:
        """Return the mark of the lines that were read."""
        return f"{self.number} {self._digest.hexdigest()}"

    def take(self, text: bytes) -> Line:
        """Read the next line. Raises ExportRefused."""
        self.number += 1
        try:
            line = read(text)
        except errors.ExportRefused as error:
            raise self.refused(error.args[0]) from error
        if isinstance(line, End):
            self._check_end(line)
        elif self.header is None or isinstance(line, Header):
            self._begin(line)
        else:
            self._follow(line, self.header)
        self._digest.update(text)
        return line

    def finished(self) -> str:
        """Return the moment of the export. Raises ExportRefused where the end is missing."""
        if self.header is None or self._end is None:
            raise self.refused("the lines end here without the last one")
        return self.header.moment

    def refused(self, why: str) -> errors.ExportRefused:
        """Return the error about the line that was read last."""
        return errors.ExportRefused(f"line {self.number}: {why}")

    def _begin(self, line: Line) -> None:
        if self.number != 1 or not isinstance(line, Header):
            raise self.refused("an export begins with its header, and has one")
        if datetime.fromisoformat(line.moment) > datetime.now(UTC) + _SKEW:
            raise self.refused("it is from the future")
        self.header = line

    def _follow(self, line: Part | Vertex | Edge, header: Header) -> None:
        if self._end is not None:
            raise self.refused("it stands after the end")
        self._check_part(line)
        place = _place(line)
        again = isinstance(line, Edge) and EDGE_KINDS[line.kind].ending and "until" in line.properties
        if place < self._last or (place == self._last and not again):
            raise self.refused("it is out of order, or there twice")
        if not isinstance(line, Part) and max(str(line.properties["recordedAt"]), _ended(line)) > header.moment:
            raise self.refused("it is later than the export")
        self._last = place
        name = "content" if isinstance(line, Part) else line.label if isinstance(line, Vertex) else line.kind
        self._counts[name] = self._counts.get(name, 0) + (not isinstance(line, Part) or line.number == line.of)

    def _check_part(self, line: Line) -> None:
        """Check that all parts of some bytes come one after the other."""
        last, self._part = self._part, line if isinstance(line, Part) else None
        number = line.number if isinstance(line, Part) else 1
        same = last is not None and isinstance(line, Part) and (line.digest, line.of) == (last.digest, last.of)
        expected = last.number + 1 if last is not None and last.number < last.of else 1
        if number != expected or (expected > 1 and not same):
            raise self.refused("a part of the bytes above is missing")

    def _check_end(self, end: End) -> None:
        if self.header is None or end.lines != self.number - 1 or self._counts != _amounts(self.header.counts):
            raise self.refused("there are not as many lines as were exported")
        if end.sha256 != self._digest.hexdigest():
            raise self.refused("something above was changed since the export")
        self._end = end


@dataclass(slots=True)
class _Batches:
    """Lines that are written together, with a mark of the last one."""

    graphs: PortableGraphs
    tenant: str
    mark: str
    contents: dict[str, bytes] = field(default_factory=dict)
    parts: list[bytes] = field(default_factory=list)
    vertices: list[Vertex] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    size: int = 0
    begun: int = 0

    @property
    def done(self) -> int:
        """Return the last line that an earlier run has written."""
        return int(self.mark.partition(" ")[0] or 0) if not self.begun else 0

    def recognise(self, reading: Reading) -> None:
        """Raise TenantRestoring if an earlier run read other lines."""
        other = reading.number == self.done and reading.mark != self.mark
        if other or (reading.over and reading.number < self.done):
            raise errors.TenantRestoring(f"{self.tenant}, from another export; retire it first")

    def add(self, line: Part | Vertex | Edge, size: int) -> bool:
        """Add a line; return true if there is enough to be written."""
        self.size += size
        match line:
            case Vertex():
                self.vertices.append(line)
            case Edge():
                self.edges.append(line)
            case Part():
                self.parts.append(line.content)
                if line.number < line.of:
                    return False
                self.contents[line.digest] = b"".join(self.parts)
                self.parts.clear()
        return self.size > _BYTES or len(self.vertices) + len(self.edges) + len(self.contents) >= _RECORDS

    async def flush(self, reading: Reading) -> None:
        """Write it. Raises ExportRefused, TenantRestoring."""
        before = self.mark
        try:
            async with self.graphs.restoring(self.tenant) as unit:
                if unit.mark != before:
                    raise errors.TenantRestoring(f"{self.tenant}, by somebody else too")
                await unit.content.put(self.contents)
                await unit.restore(Batch(tuple(self.vertices), tuple(self.edges)))
                await unit.keep(reading.mark)
        except _REFUSALS as error:
            raise reading.refused(f"it, or one of the {_RECORDS} above, cannot be stored: {error}") from error
        self.mark, self.begun, self.size = reading.mark, reading.number, 0
        for each in (self.contents, self.vertices, self.edges):
            each.clear()


def _place(line: Part | Vertex | Edge) -> tuple[object, ...]:
    match line:
        case Part():
            return (0, line.digest, line.number, line.of)
        case Vertex():
            return (1, ORDER.index(line.label), line.uid)
        case Edge():
            own = line.properties
            return (2, line.kind, line.start, line.end, own["recordedAt"], own.get("until", _OPEN))


def _ended(line: Vertex | Edge) -> str:
    """Return when an edge ended; the `until` of a vertex may lie in the future."""
    return str(line.properties.get("until", "")) if isinstance(line, Edge) else ""


def _amounts(counts: Counts) -> dict[str, int]:
    contents = {"content": counts.contents} if counts.contents else {}
    return {**contents, **counts.vertices, **counts.edges}


def _end(line: bytes) -> End | None:
    try:
        found = read(line)
    except errors.ExportRefused:
        return None
    return found if isinstance(found, End) else None


def _fault(file: BinaryIO) -> errors.ExportRefused:
    """Return the error for the first wrong line."""
    reading = Reading()
    file.seek(0)
    try:
        for line in bounded(file):
            reading.take(line)
        reading.finished()
    except errors.ExportRefused as error:
        return error
    return reading.refused("the file was changed while it was read")


async def _of_file(file: BinaryIO) -> AsyncIterator[bytes]:
    file.seek(0)
    for line in bounded(file):
        yield line

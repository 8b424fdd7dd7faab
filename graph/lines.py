"""Define the lines of an export (docs/portable.md): JSON objects with sorted keys, told apart by their keys."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final, TypeAlias

import orjson

from graph import errors
from graph.batch import check_ends, check_properties, check_uid
from graph.content import DIGEST
from graph.portable import Counts
from graph.records import EDGE_KINDS, LABELS, Edge, Vertex

FORMAT: Final = 1
ORDER: Final = ("Build", *sorted(LABELS - {"Build"}))
"""Order of labels: builds come first, because artefacts and regions belong to the version of their build."""
LINE_BYTES: Final = 128 * 1024 * 1024
PART_BYTES: Final = 256 * 1024
PARTS: Final = 4096
"""Most pieces of a content: together a GiB, the limit of one value in PostgreSQL."""
MOMENT: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d\.\d{6}Z")

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_ADDED: Final = frozenset({"tenant", "uid"})


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of an export: tenant, time, release, and number of records."""

    tenant: str
    moment: str
    release: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of some bytes, counted from 1; all pieces but the last are of PART_BYTES."""

    digest: str
    number: int
    of: int
    content: bytes


@dataclass(frozen=True, slots=True)
class End:
    """The last line: how many lines stand above it, and the SHA-256 of all their bytes."""

    lines: int
    sha256: str


Line: TypeAlias = Header | Part | Vertex | Edge | End


def written(line: Line) -> bytes:
    """Return the bytes of a line."""
    return orjson.dumps(_keys(line), option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def read(line: bytes) -> Line:
    """Read a line. Raises ExportRefused for one that no export holds."""
    if len(line) > LINE_BYTES or not line.endswith(b"\n"):
        raise errors.ExportRefused("the line does not end" if len(line) <= LINE_BYTES else "the line is too long")
    try:
        found = orjson.loads(line)
        return _READERS[frozenset(found)](found)
    except orjson.JSONDecodeError as error:
        raise errors.ExportRefused(f"this is no JSON: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as error:
        raise errors.ExportRefused("no line of an export looks like this") from error
    except (errors.BatchRefused, errors.EdgeRefused) as error:
        raise errors.ExportRefused(str(error)) from error


def bounded(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file. One that is too long comes in pieces, each of which is refused."""
    return iter(lambda: file.readline(LINE_BYTES + 1), b"")


def _keys(line: Line) -> dict[str, Any]:
    match line:
        case Vertex(label, uid, properties):
            return {"vertex": label, "uid": uid, "properties": properties}
        case Edge(kind, start, end, properties):
            return {"edge": kind, "start": start, "end": end, "properties": properties}
        case Part(digest, number, of, content):
            return {"content": digest, "part": number, "parts": of, "bytes": base64.b64encode(content).decode()}
        case Header(tenant, moment, release, counts):
            amounts = {"contents": counts.contents, "vertices": counts.vertices, "edges": counts.edges}
            return {"export": FORMAT, "tenant": tenant, "moment": moment, "ameide": release, "counts": amounts}
        case End(lines, sha256):
            return {"lines": lines, "sha256": sha256}


def _header(found: Mapping[str, Any]) -> Header:
    if found["export"] != FORMAT:
        raise errors.ExportRefused(f"this release reads format {FORMAT}, not {str(found['export'])[:20]}")
    amounts = found["counts"]
    counts = Counts(
        _number(amounts["contents"]), _amounts(amounts["vertices"], LABELS), _amounts(amounts["edges"], EDGE_KINDS)
    )
    datetime.fromisoformat(found["moment"])
    return Header(_text(found["tenant"]), _moment(found["moment"]), _text(found["ameide"]), counts)


def _part(found: Mapping[str, Any]) -> Part:
    part = Part(
        _matching(DIGEST, found["content"]),
        _number(found["part"]),
        _number(found["parts"]),
        base64.b64decode(found["bytes"], validate=True),
    )
    whole = len(part.content) == PART_BYTES or (part.number == part.of and len(part.content) < PART_BYTES)
    if not (1 <= part.number <= part.of <= PARTS and whole):
        raise ValueError
    return part


def _vertex(found: Mapping[str, Any]) -> Vertex:
    vertex = Vertex(_text(found["vertex"]), _text(found["uid"]), _properties(found["properties"]))
    check_uid(vertex)
    return vertex


def _edge(found: Mapping[str, Any]) -> Edge:
    kind, start, end = (_text(found[key]) for key in ("edge", "start", "end"))
    edge = Edge(kind, start, end, _properties(found["properties"]))
    check_ends(edge)
    if "until" in edge.properties:
        _moment(edge.properties["until"])
    return edge


def _end(found: Mapping[str, Any]) -> End:
    return End(_number(found["lines"]), _matching(DIGEST, found["sha256"]))


def _properties(found: Any) -> dict[str, Any]:
    check_properties(found)
    if not all(_NAME.fullmatch(name) for name in found) or not _ADDED.isdisjoint(found):
        raise ValueError
    _moment(found["recordedAt"])
    return dict(found)


def _amounts(found: Any, known: Mapping[str, Any] | frozenset[str]) -> dict[str, int]:
    if not found.keys() <= set(known):
        raise ValueError
    return {name: _number(number) for name, number in found.items()}


def _number(found: Any) -> int:
    if type(found) is not int or found < 0:
        raise ValueError
    return found


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found


def _matching(pattern: re.Pattern[str], found: Any) -> str:
    if not pattern.fullmatch(found):
        raise ValueError
    return _text(found)


def _moment(found: Any) -> str:
    return _matching(MOMENT, found)


_READERS: Final[Mapping[frozenset[str], Callable[[Mapping[str, Any]], Line]]] = {
    frozenset({"export", "tenant", "moment", "ameide", "counts"}): _header,
    frozenset({"content", "part", "parts", "bytes"}): _part,
    frozenset({"vertex", "uid", "properties"}): _vertex,
    frozenset({"edge", "start", "end", "properties"}): _edge,
    frozenset({"lines", "sha256"}): _end,
}

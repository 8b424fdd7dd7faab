"""agtype, AGE's value type: JSON with suffixes, read with a JSON parser and a little care."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import orjson
from psycopg import AsyncConnection
from psycopg.adapt import Buffer, Dumper, Loader
from psycopg.types import TypeInfo

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex as AGE prints it."""

    id: int
    label: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge as AGE prints it."""

    id: int
    label: str
    start_id: int
    end_id: int
    properties: Properties


@dataclass(frozen=True, slots=True)
class Path:
    """Vertices and edges, alternating."""

    steps: tuple[Vertex | Edge, ...]


@dataclass(frozen=True, slots=True)
class Agtype:
    """JSON text that is to be sent as an agtype."""

    json: bytes


def parse(text: bytes) -> Any:
    """Return the Python value of an agtype's text."""
    body, _, kind = text.rpartition(b"::")
    if kind not in _SUFFIXED:
        return _plain(text)
    if b"::" not in body:
        try:
            return _SUFFIXED[kind](orjson.loads(body))
        except orjson.JSONDecodeError:
            pass  # NaN or Infinity among the properties
    return _restored(orjson.loads(_marked(text)))


def plain(value: Any) -> Any:
    """Return the value without AGE's own ids: a vertex or edge is its properties, with `label` added."""
    match value:
        case Vertex() | Edge():
            return {**value.properties, "label": value.label}
        case Path():
            return [plain(step) for step in value.steps]
        case list():
            return [plain(one) for one in value]
        case dict():
            return {key: plain(one) for key, one in value.items()}
    return value


async def described(connection: AsyncConnection[Any]) -> TypeInfo | None:
    """Return what the driver has to know of agtype in this database; None where there is no AGE."""
    return await TypeInfo.fetch(connection, "ag_catalog.agtype")


async def prepared(connection: AsyncConnection[Any]) -> None:
    """Look agtype up, and register it."""
    if (info := await described(connection)) is not None:
        register(connection, info)


def register(connection: AsyncConnection[Any], info: TypeInfo) -> None:
    """Let this connection read agtype values, and send `Agtype` ones."""
    info.register(connection)
    connection.adapters.register_loader(info.oid, _AgtypeLoader)
    connection.adapters.register_dumper(Agtype, type("_Dumper", (_AgtypeDumper,), {"oid": info.oid}))


class _AgtypeLoader(Loader):
    def load(self, data: Buffer) -> Any:
        return parse(bytes(data))


class _AgtypeDumper(Dumper):
    def dump(self, obj: Agtype) -> Buffer:
        return obj.json


# NUL cannot occur in an agtype string, so no key of a user's map begins with it.
_MARK: Final = "\0"
_TOKEN: Final = re.compile(
    rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]|::(?:vertex|edge|path|numeric)|-?Infinity|NaN|-?\d[\d.eE+-]*', re.S
)


def _plain(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _restored(orjson.loads(_marked(text)))


def _marked(text: bytes) -> bytes:
    """Return pure JSON: each suffixed value, and each number that JSON lacks, in a map of one marked key."""
    out: list[bytes] = []
    opened: list[int] = []
    last, begin = 0, 0
    for token in _TOKEN.finditer(text):
        out.append(text[last : token.start()])
        last = token.end()
        word = token.group()
        if word in b"[{":
            opened.append(len(out))
        elif word in b"]}":
            begin = opened.pop()
        elif word.startswith(b"::"):
            _wrap(out, begin, word[2:])
            continue
        else:
            begin = len(out)
            if word in _ODD_NUMBERS:
                word = b'{"\\u0000float":"' + word + b'"}'
        out.append(word)
    return b"".join((*out, text[last:]))


def _wrap(out: list[bytes], begin: int, kind: bytes) -> None:
    value = b"".join(out[begin:])
    if kind == b"numeric":
        value = b'"' + value.replace(b'"', b"").removeprefix(b"{\\u0000float:").removesuffix(b"}") + b'"'
    out[begin:] = [b'{"\\u0000' + kind + b'":' + value + b"}"]


def _restored(value: Any) -> Any:
    if isinstance(value, list):
        return [_restored(one) for one in value]
    if not isinstance(value, dict):
        return value
    key = next(iter(value), "")
    if key.startswith(_MARK):
        return _MARKED[key[1:]](_restored(value[key]))
    return {name: _restored(one) for name, one in value.items()}


def _vertex(value: dict[str, Any]) -> Vertex:
    return Vertex(value["id"], value["label"], value["properties"])


def _edge(value: dict[str, Any]) -> Edge:
    return Edge(value["id"], value["label"], value["start_id"], value["end_id"], value["properties"])


def _path(value: list[Vertex | Edge]) -> Path:
    return Path(tuple(value))


_ODD_NUMBERS: Final = frozenset({b"NaN", b"Infinity", b"-Infinity"})
_MARKED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "vertex": _vertex,
    "edge": _edge,
    "path": _path,
    "numeric": Decimal,
    "float": float,
}
_SUFFIXED: Final = {key.encode(): restore for key, restore in _MARKED.items() if key in ("vertex", "edge")}

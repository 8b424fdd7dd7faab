"""Make stores as earlier commits did: their schema from their own SQL, and records in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson
import psycopg
from sqlalchemy import Connection

import migrations
from graph.records import Batch, Edge, Value, Vertex
from graph.tenants.plans import Plan

FOLDER: Final = Path(__file__).parent / "shipped"
COMMITS: Final = (
    *("6f033b5", "b07621a", "a5f7fff", "65be60e", "a04d6f4", "c15668e", "2e998d9", "4a79129", "f7928c9", "663e4b1"),
    *("2caf3fa", "8bbba79", "afdad00", "013e56b", "af36035", "c29f92e", "e4aa822", "7fd9442", "78f54bd", "e7c1446"),
    "3240476",
)
"""Commits in their order. All of them wrote vertices and edges in the same form."""
CONTENT: Final = b"<definitions/>"
DIGEST: Final = hashlib.sha256(CONTENT).hexdigest()
LAST: Final = "2026-11-22T20:00:09.000000Z"
"""Last moment at which records were written."""


_VERSIONS: Final = (
    f"CREATE TABLE {migrations.VERSIONS} (version_num varchar(32) NOT NULL,"
    f" CONSTRAINT {migrations.VERSIONS}_pkc PRIMARY KEY (version_num))"
)
"""Statement that creates the table of versions, as Alembic does."""


def scripts(commit: str, line: str = "tenant") -> Mapping[str, Path]:
    """Return the SQL of each revision of a commit, in order."""
    return {path.name[1:5]: path for path in sorted((FOLDER / commit / line).glob("r*.sql"))}


@dataclass(frozen=True, slots=True)
class Shipped:
    """The schema of a graph after these commits had run on it, one after the other."""

    commits: Sequence[str]

    def plans(self, connection: Connection, graphs: Sequence[str]) -> Mapping[str, Plan]:
        """Return nothing: these stores are not upgraded by their own commits."""
        return {}

    def upgrade(self, connection: Connection, graph: str, role: str) -> None:
        """Run the revisions that each commit added to the last one's."""
        driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
        driver.execute(f'SET LOCAL search_path = "{graph}", ag_catalog'.encode())
        driver.execute("SELECT set_config('ameide.role', %s, true)", [role])
        driver.execute(_VERSIONS.encode())
        at = "0000"
        for commit in self.commits:
            for revision, path in scripts(commit).items():
                if revision > at:
                    driver.execute(path.read_bytes())
                    at = revision
        driver.execute(f"INSERT INTO {migrations.VERSIONS} VALUES ('{at}')".encode())


def control(connection: psycopg.Connection[Any], commit: str) -> None:
    """Make the control tables of a commit."""
    connection.execute("CREATE SCHEMA ameide")
    connection.execute("SET search_path = ameide")
    connection.execute(_VERSIONS.encode())
    for revision, path in scripts(commit, "control").items():
        connection.execute(path.read_bytes())
        connection.execute(
            f"DELETE FROM {migrations.VERSIONS}; INSERT INTO {migrations.VERSIONS} VALUES ('{revision}')".encode()
        )


def records(*, erased: bool) -> Batch:
    """Return two models that call each other, with versions, findings, waivers, a build, and what was erased."""
    vertices, edges = [*_VERTICES], [*_EDGES]
    if erased:
        vertices.append(_vertex("Tombstone", "tombstone:00000000000000ee", 6, kind="model", subject="Former orders"))
        edges.append(_edge("BY", "tombstone:00000000000000ee", _ACTOR, 6))
    return Batch(tuple(vertices), tuple(edges))


def has(connection: psycopg.Connection[Any], table: str) -> bool:
    """Tell whether there is such a table on the search path."""
    found = connection.execute("SELECT to_regclass(%s)", [f'"{table}"']).fetchone()
    return found is not None and found[0] is not None


def fill(connection: psycopg.Connection[Any], graph: str) -> None:
    """Write the records as the store wrote them then, but so that search finds none of them."""
    connection.execute(f'SET search_path = "{graph}", ag_catalog'.encode())
    batch, searched = records(erased=has(connection, "Tombstone")), has(connection, "ameide_search")
    ids = {}
    for vertex in batch.vertices:
        own = {**vertex.properties, "tenant": graph[2:].replace("_", "-"), "uid": vertex.uid}
        text = f'INSERT INTO "{vertex.label}" (properties) VALUES (agtype_in(textout(%s))) RETURNING id::text'
        [(ids[vertex.uid],)] = connection.execute(text.encode(), [_json(own)]).fetchall()
        if searched:
            connection.execute(
                "INSERT INTO ameide_search (id, label, uid, series, recorded_at, text)"
                " VALUES (%s::graphid, %s, %s, '', '', '')",
                [ids[vertex.uid], vertex.label, vertex.uid],
            )
    for edge in batch.edges:
        text = (
            f'INSERT INTO "{edge.kind}" (start_id, end_id, properties)'
            " VALUES (%s::graphid, %s::graphid, agtype_in(textout(%s)))"
        )
        connection.execute(text.encode(), [ids[edge.start], ids[edge.end], _json(edge.properties)])
    connection.execute("INSERT INTO ameide_content (digest, bytes) VALUES (%s, %s)", [DIGEST, CONTENT])
    connection.execute("UPDATE ameide_clock SET last = %s::timestamptz", [LAST])


def _json(value: Mapping[str, object]) -> str:
    return orjson.dumps(value).decode()


def _moment(second: int) -> str:
    return f"2026-11-22T20:00:0{second}.000000Z"


def _vertex(label: str, uid: str, second: int, /, **properties: Value) -> Vertex:
    return Vertex(label, uid, {**properties, "recordedAt": _moment(second)})


def _edge(kind: str, start: str, end: str, second: int, /, **properties: Value) -> Edge:
    return Edge(kind, start, end, {**properties, "recordedAt": _moment(second)})


def _element(uid: str, second: int, kind: str, name: str) -> Vertex:
    version, _, own = uid.partition("#")
    return _vertex("Element", uid, second, version=version, sourceId=own, kind=kind, name=name, folded="<x/>")


_ACTOR: Final = "actor:local|ada"
_ANCHOR: Final = "anchor:bpmn:process:Orders"
_BACK: Final = "anchor:bpmn:process:Shop"
_WAIVED: Final = "anchor:ameide:label-required:orders#Pack"
_BUILD: Final = "build:00000000000000b1"
_FILE: Final = "artefact:00000000000000b1/flow.py"
_LINES: Final = "region:00000000000000b1/flow.py#Pack"
_PACKAGE: Final = "package:pkg:pypi/temporalio@1.0"
_VERTICES: Final = (
    *(_vertex("Model", "orders", 1), _vertex("Model", "shop", 2)),
    *(
        _vertex("Version", uid, second, model=uid[:-2], number=int(uid[-1]), name=name, format="bpmn", parser="bpmn/1")
        for uid, second, name in (("orders@1", 1, "Orders"), ("shop@1", 2, "Shop, überall"), ("orders@2", 5, "Orders"))
    ),
    _vertex("Source", f"source:sha256:{DIGEST}", 1, digest=DIGEST, size=len(CONTENT)),
    *(
        each
        for version, second in (("orders@1", 1), ("orders@2", 5))
        for each in (
            _element(f"{version}#Orders", second, "bpmn:process", "Orders"),
            _element(f"{version}#Pack", second, "bpmn:task", "Pack the goods"),
            _element(f"{version}#Ship", second, "bpmn:task", "Ship the goods"),
        )
    ),
    _element("orders@2#Again", 5, "bpmn:callActivity", "Order again"),
    *(_element("shop@1#Shop", 2, "bpmn:process", "Shop"), _element("shop@1#Order", 2, "bpmn:callActivity", "Order")),
    _vertex("Anchor", _ANCHOR, 1, notation="bpmn", type="process", target="Orders", scope=""),
    _vertex("Anchor", _BACK, 2, notation="bpmn", type="process", target="Shop", scope=""),
    _vertex("Anchor", _WAIVED, 3, notation="ameide", type="label-required", target="orders#Pack", scope=""),
    _vertex(
        "Finding",
        "finding:00000000000000f1",
        1,
        version="orders@1",
        rule="label-required",
        severity="error",
        message="The task has no name",
        element="orders@1#Pack",
        until=_moment(5),
    ),
    _vertex(
        "Finding",
        "finding:00000000000000f2",
        5,
        version="orders@2",
        rule="no-end",
        severity="warning",
        message="The process never ends",
        element="orders@2#Orders",
    ),
    _vertex(
        "Waiver",
        "waiver:00000000000000a1",
        3,
        rule="label-required",
        model="orders",
        element="Pack",
        reason="Known since spring",
        actor="ada",
    ),
    _vertex("Build", _BUILD, 4, version="orders@1", target="temporal-python", ameideVersion="0.1.0"),
    _vertex("Artefact", _FILE, 4, build=_BUILD, path="flow.py", digest=DIGEST, size=len(CONTENT)),
    _vertex("Region", _LINES, 4, build=_BUILD, artefact=_FILE, path="flow.py", element="orders@1#Pack", spans=[1, 2]),
    _vertex("Package", _PACKAGE, 4, purl="pkg:pypi/temporalio@1.0", name="temporalio", version="1.0"),
    _vertex("Actor", _ACTOR, 1, issuer="local", subject="ada"),
)
_EDGES: Final = (
    *(
        edge
        for version, second in (("orders@1", 1), ("shop@1", 2), ("orders@2", 5))
        for edge in (
            _edge("VERSION_OF", version, version[:-2], second),
            _edge("BY", version, _ACTOR, second),
            _edge("PARSED_FROM", version, f"source:sha256:{DIGEST}", second),
        )
    ),
    *(
        _edge("STATED_IN", vertex.uid, str(vertex.properties["version"]), int(str(vertex.properties["recordedAt"])[18]))
        for vertex in _VERTICES
        if vertex.label == "Element"
    ),
    *(
        edge
        for version, second in (("orders@1", 1), ("orders@2", 5))
        for edge in (
            _edge("CONTAINS", f"{version}#Orders", f"{version}#Pack", second),
            _edge("CONTAINS", f"{version}#Orders", f"{version}#Ship", second),
            _edge("FLOWS_TO", f"{version}#Pack", f"{version}#Ship", second),
        )
    ),
    _edge("CONTAINS", "orders@2#Orders", "orders@2#Again", 5),
    _edge("CONTAINS", "shop@1#Shop", "shop@1#Order", 2),
    _edge("REFERS_TO", "shop@1#Order", _ANCHOR, 2, kind="calls"),
    _edge("REFERS_TO", "orders@2#Again", _BACK, 5, kind="calls"),
    _edge("RESOLVES_TO", _ANCHOR, "orders@1#Orders", 1, until=_moment(5)),
    _edge("RESOLVES_TO", _ANCHOR, "orders@2#Orders", 5),
    _edge("RESOLVES_TO", _BACK, "shop@1#Shop", 2),
    _edge("REVISES", "orders@2", "orders@1", 5),
    _edge("ABOUT", "finding:00000000000000f1", "orders@1#Pack", 1),
    _edge("FOUND_IN", "finding:00000000000000f1", "orders@1", 1),
    _edge("ABOUT", "finding:00000000000000f2", "orders@2#Orders", 5),
    _edge("FOUND_IN", "finding:00000000000000f2", "orders@2", 5),
    _edge("WAIVES", "waiver:00000000000000a1", _WAIVED, 3),
    _edge("BY", "waiver:00000000000000a1", _ACTOR, 3),
    _edge("USED", _BUILD, "orders@1", 4),
    _edge("DEPENDS_ON", _BUILD, _PACKAGE, 4),
    _edge("GENERATED_BY", _FILE, _BUILD, 4),
    _edge("GENERATED_BY", _LINES, _BUILD, 4),
    _edge("HAS_REGION", _FILE, _LINES, 4),
    _edge("GENERATED_FROM", _LINES, "orders@1#Pack", 4),
)

"""Copy a graph straight into a tenant's tables, row for row as the store writes them; search gets no words."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
import psycopg
from psycopg import Connection, sql

from benchmarks.graphs import Graph
from benchmarks.records import KINDS, properties, uid
from graph.tenants.names import graph_name

_BLOCK = 50_000
_SEARCHED = """
    INSERT INTO ameide_search (id, label, uid, kind, series, recorded_at, text)
    SELECT id, {label}, ameide_property(properties, '"uid"'), ameide_property(properties, '"kind"'), '',
        ameide_property(properties, '"recordedAt"'), '' FROM {table} ORDER BY id
"""


def copy(graph: Graph, admin: str, tenant: str) -> None:
    """Copy records into an empty tenant."""
    with psycopg.connect(admin) as connection:
        connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
        ids = _vertices(connection, graph, tenant)
        for label in {graph.label_of(vertex) for vertex in range(graph.size)}:
            connection.execute(sql.SQL(_SEARCHED).format(label=sql.Literal(label), table=sql.Identifier(label)))
        _edges(connection, graph, ids)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
        connection.execute("VACUUM ANALYZE")


def _vertices(connection: Connection[Any], graph: Graph, tenant: str) -> list[int]:
    """Copy the vertices; return the graphid of each."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for vertex in range(graph.size):
        by_label[graph.label_of(vertex)].append(vertex)
    ids, common = [0] * graph.size, {"tenant": tenant, "recordedAt": _moment(connection)}
    for label, vertices in by_label.items():
        first = _reserved(connection, label, len(vertices))
        for vertex, number in zip(vertices, itertools.count(first), strict=False):
            ids[vertex] = number
        shared = orjson.dumps({**properties(label), **common})[:-1]
        rows = (b'%d\t%b,"uid":%b}\n' % (ids[each], shared, orjson.dumps(uid(graph, each))) for each in vertices)
        _copy(connection, label, ("id", "properties"), rows)
    return ids


def _edges(connection: Connection[Any], graph: Graph, ids: list[int]) -> None:
    by_kind: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for source, target in graph.edges():
        by_kind[KINDS[graph.label_of(source), graph.label_of(target)]].append((ids[source], ids[target]))
    recorded = orjson.dumps({"recordedAt": _moment(connection)})
    for kind, ends in by_kind.items():
        numbers = itertools.count(_reserved(connection, kind, len(ends)))
        rows = (b"%d\t%d\t%d\t%b\n" % (number, *each, recorded) for number, each in zip(numbers, ends, strict=False))
        _copy(connection, kind, ("id", "start_id", "end_id", "properties"), rows)


def _copy(connection: Connection[Any], table: str, columns: Iterable[str], rows: Iterator[bytes]) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    with connection.cursor().copy(statement) as copying:
        while block := b"".join(itertools.islice(rows, _BLOCK)):
            copying.write(block)


def _reserved(connection: Connection[Any], table: str, rows: int) -> int:
    """Reserve a block of graphids; return the first."""
    row = connection.execute(
        "SELECT _label_id(current_schema(), %s)::bigint << 48, setval(format('%%I', %s || '_id_seq'), %s)",
        [table, table, rows],
    ).fetchone()
    assert row is not None
    return int(row[0]) + 1


def _moment(connection: Connection[Any]) -> str:
    """Return the tenant's last moment."""
    row = connection.execute(
        """SELECT to_char(last AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') FROM ameide_clock"""
    ).fetchone()
    assert row is not None
    return str(row[0])

"""Define a tenant's schema at this release: tables by revisions, and the parts derived from them.

Functions, the login and the side tables of search hold no data that is not stored elsewhere. The schema records a
digest of each. A part whose digest differs from this release's is created again. So a graph is at this release if its
revision and all these digests are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import psycopg
from sqlalchemy import Connection

import migrations
from graph.age import entries, functions, login, reindex
from graph.tenants.plans import Plan

_TABLE: Final = "ameide_derived"
_DERIVED: Final = f"SELECT name, digest FROM {_TABLE}"  # noqa: S608 - our name
_PUT: Final = (
    f"INSERT INTO {_TABLE} (name, digest) VALUES (%s, %s)"  # noqa: S608 - our name
    " ON CONFLICT (name) DO UPDATE SET digest = excluded.digest"
)

Standing = tuple[str, tuple[str, ...]]
"""A revision, and the digests of what is derived, by name."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Something that can be rebuilt from the tables at any time."""

    digest: Callable[[], str]
    make: Callable[[psycopg.Connection[Any], str, str], None]
    """Given a connection whose search path begins with the graph, the graph's name, and the tenant's role."""


DERIVED: Final[Mapping[str, Derived]] = {
    "functions": Derived(functions.digest, functions.install),
    "login": Derived(lambda: login.LAW, login.install),
    "search": Derived(lambda: entries.LAW, lambda connection, _graph, _role: reindex.reindex(connection)),
}


@cache
def current() -> Standing:
    """Return what every graph of this release is at."""
    return migrations.head("tenant"), tuple(DERIVED[name].digest() for name in sorted(DERIVED))


def standing(graph: str) -> str:
    """Return SQL for one row, with what a graph is at; a schema from before `ameide_derived` has no such table."""
    return (
        f'SELECT version_num, ARRAY(SELECT digest FROM "{graph}".{_TABLE} ORDER BY name)'  # noqa: S608 - our names
        f' FROM "{graph}".{migrations.VERSIONS}'
    )


def plans(connection: Connection, graphs: Sequence[str]) -> Mapping[str, Plan]:
    """Return what upgrade would do, for each of these graphs that is not at this release."""
    at = {graph: (revision, derived) for graph, revision, derived in _rows(connection, map(_of_revision, graphs))}
    having = [graph for graph, (_, derived) in at.items() if derived]
    digests = {(graph, name): digest for graph, name, digest in _rows(connection, map(_of_derived, having))}
    found = {}
    for graph in graphs:
        revision, _ = at.get(graph, (None, False))
        differing = (name for name, each in DERIVED.items() if digests.get((graph, name)) != each.digest())
        found[graph] = Plan(graph, revision, migrations.head("tenant"), tuple(differing), is_newer(revision))
    return {graph: plan for graph, plan in found.items() if plan.needed}


def is_newer(revision: str | None) -> bool:
    """Tell whether a newer release made a graph's tables."""
    return revision is not None and revision not in migrations.known("tenant")


def upgrade(connection: Connection, graph: str, role: str, revision: str = "head") -> None:
    """Bring a graph to this release, or only its tables to a revision, in the connection's transaction."""
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute(f'SET LOCAL search_path = "{graph}", ag_catalog'.encode())
    driver.execute("SELECT set_config('ameide.role', %s, true)", [role])
    migrations.upgrade(connection, "tenant", graph, revision)
    if revision != "head":
        return
    stands = dict(driver.execute(_DERIVED.encode()).fetchall())
    for name, each in DERIVED.items():
        if stands.get(name) != each.digest():
            each.make(driver, graph, role)
            driver.execute(_PUT.encode(), [name, each.digest()])


def _rows(connection: Connection, selects: Iterable[str]) -> Sequence[Any]:
    text = " UNION ALL ".join(selects)
    return connection.exec_driver_sql(text).all() if text else ()


def _of_revision(graph: str) -> str:
    table = f"to_regclass('\"{graph}\".{_TABLE}') IS NOT NULL"
    return f"SELECT '{graph}', version_num, {table} FROM \"{graph}\".{migrations.VERSIONS}"  # noqa: S608 - our names


def _of_derived(graph: str) -> str:
    return f"SELECT '{graph}', name, digest FROM \"{graph}\".{_TABLE}"  # noqa: S608 - our names

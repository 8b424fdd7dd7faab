"""Test that every label and kind has its table, with the indexes that functions and writes rely on."""

import psycopg
import pytest

from graph.logins import Logins
from graph.records import EDGE_KINDS, LABELS
from graph.tenants.names import graph_name

_INDEXES = (
    "SELECT tablename, string_agg(indexdef, ' ') FROM pg_indexes"
    " WHERE schemaname = %s AND indexdef LIKE 'CREATE UNIQUE%%' GROUP BY tablename"
)


@pytest.mark.age
async def test_what_is_unique(tenant: str, store_logins: Logins) -> None:
    with psycopg.connect(store_logins.admin) as connection:
        found: dict[str, str] = dict(connection.execute(_INDEXES, [graph_name(tenant)]).fetchall())
    assert all("""'"uid"'""" in found[label] for label in LABELS)
    assert all("(start_id, end_id)" in found[kind] for kind in EDGE_KINDS)
    partial = {kind for kind in EDGE_KINDS if """'"until"'""" in found[kind]}
    assert partial == {kind for kind, each in EDGE_KINDS.items() if each.ending}

"""Test that a search costs rows of what it finds, not of what the graph holds."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from benchmarks.store_model import model
from graph import embedded
from graph.age.graphs import AgeGraphs
from graph.age.store import AgeStore
from graph.logins import Logins
from graph.store import SearchQuery
from graph.tenants.administration import Tenants
from settings import Settings

_READ = """
    SELECT seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables
    WHERE schemaname = current_schema() AND relname = 'ameide_search'
"""


@pytest.fixture
def superuser(store_logins: Logins, store_settings: Settings) -> Iterator[psycopg.Connection]:
    password = embedded.secret(store_settings.home, embedded.SUPERUSER)
    dsn = make_conninfo(store_logins.admin, user=embedded.SUPERUSER, password=password)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


async def _read(store: AgeStore) -> tuple[int, int]:
    row = await (await store.connection.execute(_READ)).fetchone()
    return row or (0, 0)


async def test_only_what_may_be_found_is_read(
    graphs: AgeGraphs, tenants: Tenants, tenant: str, superuser: psycopg.Connection
) -> None:
    (role,) = [one.role for one in await tenants.list() if one.name == tenant]
    superuser.execute(f'GRANT pg_monitor TO "{role}"'.encode())  # tenants see no statistics otherwise
    async with graphs.writing(tenant) as store:
        await store.write(model("large", 2000))
    for text, found in (("Check the order of customer 1234", 1), ("custmoer 1234", 1), ("Task_77", 1), ("nothing", 0)):
        async with graphs.reading(tenant) as store:
            scanned, fetched = await _read(store)
            hits = await store.search(SearchQuery(text, first=10))
            scanned_after, fetched_after = await _read(store)
        assert hits.total >= found, text
        assert scanned_after == scanned, text
        assert fetched_after - fetched <= 5 * hits.total + 5, text
    superuser.execute(f'REVOKE pg_monitor FROM "{role}"'.encode())

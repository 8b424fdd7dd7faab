"""Test that a search costs rows of what it finds, not of what the graph holds."""

from benchmarks.store_model import model
from graph.age.graphs import AgeGraphs
from graph.age.store import AgeStore
from graph.store import SearchQuery

_READ = """
    SELECT seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables
    WHERE schemaname = current_schema() AND relname = 'ameide_search'
"""


async def _read(store: AgeStore) -> tuple[int, int]:
    row = await (await store.connection.execute(_READ)).fetchone()
    return row or (0, 0)


async def test_only_what_may_be_found_is_read(graphs: AgeGraphs, tenant: str) -> None:
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

"""Test that bulk loading gives the same answers as writing through the store."""

from dataclasses import replace

from benchmarks import bulk, graphs, records
from graph.age import schema
from graph.store import Direction, ReachQuery
from graph.tenants.administration import Tenants


def without_moments(reach):
    page = [(each.hop, {**each.vertex, "recordedAt": "", "tenant": ""}) for each in reach.page]
    return replace(reach, as_of="", page=page)


async def test_what_is_copied_is_what_the_store_writes(age_graphs, store_logins):
    graph, answers = graphs.models(3), []
    for tenant in ("bench-written", "bench-copied"):
        await Tenants(store_logins, schema).create(tenant)
        if tenant == "bench-written":
            async with age_graphs.writing(tenant) as store:
                await store.write(records.batch(graph))
        else:
            bulk.copy(graph, store_logins.admin, tenant)
        start = records.uid(graph, graph.questions[0].start)
        async with age_graphs.reading(tenant) as store:
            answers.append(without_moments(await store.reach(ReachQuery((start,), Direction.LINEAGE, first=2000))))
    assert answers[0] == answers[1]
    assert answers[0].total > 700


async def test_more_can_be_written_after_a_copy(age_graphs, store_logins):
    await Tenants(store_logins, schema).create("bench-more")
    graph = graphs.ladder()
    bulk.copy(graph, store_logins.admin, "bench-more")
    async with age_graphs.writing("bench-more") as store:
        written = await store.write(records.batch(graphs.models(1)))
    assert written.vertices == graphs.MODEL - graph.size

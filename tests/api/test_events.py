"""Test that what happened in a tenant can be read from its graph, whichever backend holds it."""

from graph.store import Graphs
from tests.fixtures.api import Api, order_to_cash
from work.events import EVENTS, between


async def test_what_happened_after_a_moment_is_read_once_and_in_order(api: Api, graphs: Graphs, tenant: str) -> None:
    await api.bring_in(order_to_cash())
    async with graphs.reading(tenant) as store:
        before = store.now
    second = await api.bring_in(order_to_cash(ship=""))
    build = await api.generate(second)
    third = await api.bring_in(order_to_cash(bill="Send invoice"))
    async with graphs.reading(tenant) as store:
        happened = await between(store, before, EVENTS)
        assert await between(store, store.now, EVENTS) == []
        imports = await between(store, before, ["import"])
    assert [each.at for each in happened] == sorted(each.at for each in happened)
    assert [each.data["version"] for each in happened if each.kind == "import"] == [second, third]
    assert [each.data["build"] for each in happened if each.kind == "build"] == [build]
    counts = [(each.data["openedCount"], each.data["closedCount"]) for each in happened if each.kind == "findings"]
    assert counts[0][0] > 0
    assert len({each.subject for each in happened}) == len(happened)
    assert [each.kind for each in imports] == ["import", "import"]

"""Test how links are evaluated when models come and go."""

import itertools

from graph.store import Graphs
from pipeline.operations.erase import erase
from pipeline.operations.retire import retire
from tests.fixtures.links import ADA, all_links, architecture, bring, impact, process, uid_of
from tests.resolvers.canned import Counting

ACCEPTED_ID, ACCEPTED_NAME = ("accepted", "id"), ("accepted", "name")
DOUBTED, ALIKE = ("proposed", "name"), ("proposed", "similar")
DESCRIBES = ("describes", "arch#bp-orders", "orders#Process_Orders")
IMPLEMENTS = ("implements", "orders#Process_Orders_Task", "arch#app-stock")


async def test_the_same_name_twice_is_a_proposal_until_one_is_left(graphs: Graphs, tenant: str) -> None:
    await bring(graphs, tenant, architecture(("BusinessProcess", "bp-orders", "Handle orders")), "arch")
    await bring(graphs, tenant, process(), "orders")
    other = ("describes", "arch#bp-orders", "more#Process_More")
    await bring(graphs, tenant, process(id_="Process_More"), "more")
    assert await all_links(graphs, tenant) == {DESCRIBES: DOUBTED, other: DOUBTED}
    assert "arch@1#bp-orders" not in await impact(graphs, tenant, "orders@1#Process_Orders")
    await retire("more", "", graphs, tenant, ADA)
    assert await all_links(graphs, tenant) == {DESCRIBES: ACCEPTED_NAME}
    assert "arch@1#bp-orders" in await impact(graphs, tenant, "orders@1#Process_Orders")


async def test_an_explicit_counterpart_makes_names_proposals(graphs: Graphs, tenant: str) -> None:
    stated = {"bpmn:process": "Process_Bills"}
    await bring(graphs, tenant, architecture(("BusinessProcess", "bp-orders", "Handle orders", stated)), "arch")
    await bring(graphs, tenant, process(), "orders")
    await bring(graphs, tenant, process(id_="Process_Bills", name="Bills"), "bills")
    assert await all_links(graphs, tenant) == {
        DESCRIBES: DOUBTED,
        ("describes", "arch#bp-orders", "bills#Process_Bills"): ACCEPTED_ID,
    }


async def test_an_import_without_changes_changes_no_link(graphs: Graphs, tenant: str) -> None:
    arch = architecture(("BusinessProcess", "bp-orders", "Handle orders"), ("DataObject", "data-one", "Stock"))
    await bring(graphs, tenant, arch, "arch")
    await bring(graphs, tenant, process(more='<dataObject id="DO_S" name="Stocks"/>'), "orders")
    before = {pair: await uid_of(graphs, tenant, pair) for pair in await all_links(graphs, tenant)}
    assert len(before) == 2
    await bring(graphs, tenant, arch + "<!-- again -->", "arch")
    assert {pair: await uid_of(graphs, tenant, pair) for pair in await all_links(graphs, tenant)} == before


async def test_the_links_do_not_depend_on_the_order_of_imports(graphs: Graphs, tenant: str) -> None:
    documents = [
        (architecture(("BusinessProcess", "bp-orders", "Handle orders")), "arch"),
        (architecture(("BusinessProcess", "bp-x", "Handle order"), identifier="id-second"), "second"),
        (process(), "orders"),
    ]
    found = []
    for number, order in enumerate(itertools.permutations(documents)):
        for content, name in order:
            await bring(graphs, tenant, content, name)
        found.append(await all_links(graphs, tenant))
        for _, name in documents:
            await erase(name, "", graphs, tenant, ADA)
        assert await all_links(graphs, tenant) == {}, number
    assert found == [found[0]] * len(found)
    assert len(found[0]) == 2


async def test_an_import_asks_as_much_of_a_large_tenant_as_of_a_small_one(graphs: Graphs, tenant: str) -> None:
    """Names and ids that very many elements share cost no more than those of a few."""
    fifty = architecture(
        *(("BusinessProcess", f"bp-number-{number}", f"Handle orders {number}") for number in range(25)),
        *(("DataObject", f"data-number-{number}", f"Parcel {number % 5}") for number in range(25)),
    )
    counting, counts = Counting(graphs), []
    for size in (20, 1500):
        objects = "".join(f'<dataObject id="DO_{size}_{number}" name="Parcel {number % 5}"/>' for number in range(size))
        await bring(graphs, tenant, process(id_=f"Process_{size}", name="Handle orders 3", more=objects), f"m{size}")
        before = len(counting.statements)
        await bring(counting, tenant, fifty, "arch")
        counts.append(len(counting.statements) - before)
        assert ("describes", "arch#bp-number-3", f"m{size}#Process_{size}") in await all_links(graphs, tenant)
        await erase("arch", "", graphs, tenant, ADA)
    assert max(counts) <= 1.5 * min(counts), counts

"""Test links: proposals of matchers, decisions of people, and what follows from both over versions."""

from cypher import QUERIES
from graph.store import Graphs
from pipeline.ir.linking import Status
from pipeline.operations import link as linking
from pipeline.operations.erase import erase
from pipeline.operations.link import Wanted
from pipeline.operations.rename import rename
from pipeline.operations.why_linked import why
from tests.fixtures.links import ADA, all_links, architecture, bring, impact, process, uid_of

ACCEPTED_ID, ACCEPTED_NAME = ("accepted", "id"), ("accepted", "name")
DOUBTED, ALIKE = ("proposed", "name"), ("proposed", "similar")
DESCRIBES = ("describes", "arch#bp-orders", "orders#Process_Orders")
IMPLEMENTS = ("implements", "orders#Process_Orders_Task", "arch#app-stock")


async def test_accepted_links_alone_are_followed_and_tell_why(graphs: Graphs, tenant: str) -> None:
    stated = {"bpmn:task": "Process_Orders_Task"}
    await bring(
        graphs,
        tenant,
        architecture(
            ("Capability", "cap-sell", "Selling"),
            ("BusinessProcess", "bp-orders", "Handle orders"),
            ("ApplicationComponent", "app-stock", "Stock", stated),
            ("Node", "node-one", "Server"),
            relationships=[("Realization", "bp-orders", "cap-sell"), ("Serving", "node-one", "app-stock")],
        ),
        "arch",
    )
    await bring(graphs, tenant, process(), "orders")
    assert {"orders@1#Process_Orders_Task", "orders@1#Process_Orders"} <= await impact(
        graphs, tenant, "arch@1#node-one"
    )
    assert {"arch@1#bp-orders", "arch@1#cap-sell"} <= await impact(graphs, tenant, "orders@1#Process_Orders_Task")
    async with graphs.reading(tenant) as store:
        _, edges = await store.edges_among(["orders@1#Process_Orders_Task", "arch@1#app-stock"])
    assert [edge.kind for edge in edges] == ["RELIES_ON"]
    assert "bpmn:task" in str(edges[0].properties["evidence"])


async def test_decisions_hold_over_versions_and_can_be_undone(graphs: Graphs, tenant: str) -> None:
    alike = architecture(("BusinessProcess", "bp-orders", "Handling of orders"))
    await bring(graphs, tenant, alike, "arch")
    await bring(graphs, tenant, process(), "orders")
    proposal = await uid_of(graphs, tenant, DESCRIBES)
    assert "arch@1#bp-orders" not in await impact(graphs, tenant, "orders@1#Process_Orders")
    accepted = await linking.decide([proposal], Status.ACCEPTED, "Same thing.", graphs, tenant, ADA)
    assert accepted.problems == ()
    assert "arch@1#bp-orders" in await impact(graphs, tenant, "orders@1#Process_Orders")
    await bring(graphs, tenant, process(task="Count stock"), "orders")
    await bring(graphs, tenant, alike + "<!-- again -->", "arch")
    assert await all_links(graphs, tenant) == {DESCRIBES: ("accepted", "person")}
    assert "arch@2#bp-orders" in await impact(graphs, tenant, "orders@2#Process_Orders")
    assert "arch@1#bp-orders" not in await impact(graphs, tenant, "orders@2#Process_Orders")
    undone = await linking.undo(accepted.links, graphs, tenant, ADA)
    assert await all_links(graphs, tenant) == {DESCRIBES: ALIKE}
    assert "arch@2#bp-orders" not in await impact(graphs, tenant, "orders@2#Process_Orders")
    again = await linking.undo(undone.links, graphs, tenant, ADA)
    assert [each.code for each in again.problems] == ["NOT_DECIDED"]


async def test_what_was_rejected_is_not_proposed_again(graphs: Graphs, tenant: str) -> None:
    await bring(graphs, tenant, architecture(("BusinessProcess", "bp-orders", "Handle orders")), "arch")
    await bring(graphs, tenant, process(), "orders")
    link = await uid_of(graphs, tenant, DESCRIBES)
    await linking.decide([link], Status.REJECTED, "Another one.", graphs, tenant, ADA)
    assert "arch@1#bp-orders" not in await impact(graphs, tenant, "orders@1#Process_Orders")
    await bring(graphs, tenant, process(task="Count stock"), "orders")
    assert await all_links(graphs, tenant) == {DESCRIBES: ("rejected", "person")}
    async with graphs.reading(tenant) as store:
        told = await why(store, "arch#bp-orders", "orders#Process_Orders")
    assert "Another one." in str(told)


async def test_a_decision_follows_an_element_whose_id_changed(graphs: Graphs, tenant: str) -> None:
    await bring(graphs, tenant, architecture(("Node", "node-one", "Server")), "arch")
    await bring(graphs, tenant, process(), "orders")
    made = await linking.link(Wanted("orders#Process_Orders_Task", "arch#node-one"), graphs, tenant, ADA)
    assert made.problems == ()
    await bring(graphs, tenant, process().replace("Process_Orders_Task", "Activity_0abc"), "orders")
    assert await all_links(graphs, tenant) == {
        ("relates", "orders#Activity_0abc", "arch#node-one"): ("accepted", "person")
    }
    assert "orders@2#Activity_0abc" in await impact(graphs, tenant, "arch@1#node-one")


async def test_links_end_with_a_model_and_follow_its_new_name(graphs: Graphs, tenant: str) -> None:
    await bring(graphs, tenant, architecture(("Node", "node-one", "Server")), "arch")
    await bring(graphs, tenant, process(), "orders")
    await linking.link(Wanted("orders#Process_Orders_Task", "arch#node-one"), graphs, tenant, ADA)
    await rename("orders", "sales", graphs, tenant, ADA)
    assert await all_links(graphs, tenant) == {
        ("relates", "sales#Process_Orders_Task", "arch#node-one"): ("accepted", "person")
    }
    assert "sales@1#Process_Orders_Task" in await impact(graphs, tenant, "arch@1#node-one")
    await erase("sales", "", graphs, tenant, ADA)
    await erase("orders", "", graphs, tenant, ADA)
    assert await all_links(graphs, tenant) == {}
    async with graphs.reading(tenant) as store:
        rows = await store.rows(QUERIES["rules.known"], anchors=["anchor:ameide:link:sales#Process_Orders_Task"])
    assert rows == []


async def test_a_file_of_links_holds_as_a_whole(graphs: Graphs, tenant: str) -> None:
    await bring(graphs, tenant, architecture(("Node", "node-one", "Server"), ("Node", "node-two", "Other")), "arch")
    await bring(graphs, tenant, process(), "orders")
    both = [Wanted("orders#Process_Orders_Task", f"arch#node-{each}", reason="Runs there.") for each in ("one", "two")]
    first = await linking.apply(both, "links.toml", graphs, tenant, ADA)
    assert first.problems == ()
    assert len(first.links) == 2
    second = await linking.apply(both, "links.toml", graphs, tenant, ADA)
    assert sorted(second.links) == sorted(first.links)
    await linking.apply(both[:1], "links.toml", graphs, tenant, ADA)
    assert await all_links(graphs, tenant) == {
        ("relates", "orders#Process_Orders_Task", "arch#node-one"): ("accepted", "file")
    }
    wrong = await linking.apply([Wanted("orders#Nobody", "arch#node-one")], "links.toml", graphs, tenant, ADA)
    assert [(each.code, each.path) for each in wrong.problems] == [("UNKNOWN_ID", "links[1]")]

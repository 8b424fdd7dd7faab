"""Test the matchers: each way in which counterparts name each other, whichever comes first."""

from collections.abc import Mapping

import pytest

from graph.store import Graphs
from tests.fixtures.links import all_links, architecture, bring, process

ACCEPTED_ID, ACCEPTED_NAME = ("accepted", "id"), ("accepted", "name")
DOUBTED, ALIKE = ("proposed", "name"), ("proposed", "similar")
DESCRIBES = ("describes", "arch#bp-orders", "orders#Process_Orders")
IMPLEMENTS = ("implements", "orders#Process_Orders_Task", "arch#app-stock")


PAIRS: Mapping[str, tuple[str, str, tuple[str, str, str], tuple[str, str]]] = {
    "same id": (
        architecture(("BusinessProcess", "Process_Orders", "Sales")),
        process(),
        ("describes", "arch#Process_Orders", "orders#Process_Orders"),
        ACCEPTED_ID,
    ),
    "property": (
        architecture(("BusinessProcess", "bp-orders", "Sales", {"bpmn:process": "Process_Orders"})),
        process(),
        DESCRIBES,
        ACCEPTED_ID,
    ),
    "property of an id that editors give": (
        architecture(("BusinessProcess", "bp-orders", "Sales", {"bpmn:process": "Process_1"})),
        process(id_="Process_1"),
        ("describes", "arch#bp-orders", "orders#Process_1"),
        ACCEPTED_ID,
    ),
    "link in the documentation": (
        architecture(
            ("BusinessProcess", "bp-orders", "Sales"),
            documentation={"bp-orders": "See https://models.example.org/orders.bpmn#Process_Orders."},
        ),
        process(),
        DESCRIBES,
        ACCEPTED_ID,
    ),
    "link from the process": (
        architecture(("BusinessProcess", "bp-orders", "Sales")),
        process(more="<documentation>archimate:bp-orders</documentation>")
        .replace(
            '<startEvent id="Process_Orders_Start"',
            '<documentation>archimate:bp-orders</documentation><startEvent id="Process_Orders_Start"',
        )
        .replace("<documentation>archimate:bp-orders</documentation></process>", "</process>"),
        DESCRIBES,
        ACCEPTED_ID,
    ),
    "exact name": (
        architecture(("BusinessProcess", "bp-orders", "handle  ORDERS")),
        process(),
        DESCRIBES,
        ACCEPTED_NAME,
    ),
    "similar name": (architecture(("BusinessProcess", "bp-orders", "Handling of orders")), process(), DESCRIBES, ALIKE),
    "task by property": (
        architecture(("ApplicationComponent", "app-stock", "Stock", {"bpmn:task": "Process_Orders_Task"})),
        process(),
        IMPLEMENTS,
        ACCEPTED_ID,
    ),
    "topic by property": (
        architecture(("ApplicationService", "app-stock", "Stock", {"topic": "check-stock"})),
        process(topic="check-stock"),
        IMPLEMENTS,
        ACCEPTED_ID,
    ),
    "topic by name": (
        architecture(("ApplicationComponent", "app-stock", "check-stock")),
        process(topic="check-stock"),
        IMPLEMENTS,
        ACCEPTED_NAME,
    ),
    "topic like a name": (
        architecture(("ApplicationComponent", "app-stock", "Stock check service")),
        process(topic="check-stock"),
        IMPLEMENTS,
        ALIKE,
    ),
    "data object": (
        architecture(("DataObject", "data-order", "Order")),
        process(more='<dataObject id="DO_Order" name="Order"/>'),
        ("same", "orders#DO_Order", "arch#data-order"),
        ACCEPTED_NAME,
    ),
    "call without an id": (
        process(id_="Process_Bill", name="Bill the customer"),
        process(more='<callActivity id="Call_Bill" name="Bill the customer"/>'),
        ("calls", "orders#Call_Bill", "arch#Process_Bill"),
        ACCEPTED_NAME,
    ),
}


@pytest.mark.parametrize("case", PAIRS)
@pytest.mark.parametrize("turned", [False, True], ids=["first", "last"])
async def test_counterparts_are_found_in_either_order(graphs: Graphs, tenant: str, case: str, turned: bool) -> None:
    one, other, pair, expected = PAIRS[case]
    documents = [(one, "arch"), (other, "orders")]
    for content, name in reversed(documents) if turned else documents:
        await bring(graphs, tenant, content, name)
    assert await all_links(graphs, tenant) == {pair: expected}

"""Test item kinds, and when two of them differ."""

import pytest

from pipeline.formats.bpmn.facts.items import differ, item, resolve
from tests.pipeline.formats.bpmn.documents import document, executable

ITEMS = (
    '<itemDefinition id="Order" structureRef="order"/><itemDefinition id="Same" structureRef=" order "/>'
    '<itemDefinition id="Invoice" structureRef="invoice"/><itemDefinition id="Silent"/>'
)
CARRIERS = (
    '<message id="Message" itemRef="own:Order"/><signal id="Signal" structureRef="Order"/>'
    '<error id="Error" structureRef="Order"/><escalation id="Escalation" structureRef="Order"/>'
    '<dataStore id="Store" itemSubjectRef="Order"/><message id="Bare"/><message id="Lost" itemRef="Missing"/>'
)
DATA = executable(
    '<dataObject id="Object" itemSubjectRef="Order"/><dataObjectReference id="Use" dataObjectRef="Object"/>'
    '<dataStoreReference id="StoreUse" dataStoreRef="Store"/>'
    '<dataObjectReference id="Narrowed" dataObjectRef="Object" itemSubjectRef="Invoice"/>'
    '<property id="Property" itemSubjectRef="Order"/><task id="Task"/>'
)
MODEL = document(ITEMS, CARRIERS, DATA)


@pytest.mark.parametrize(
    ("carrier", "expected"),
    [
        ("Message", "Order"), ("Signal", "Order"), ("Error", "Order"), ("Escalation", "Order"), ("Object", "Order"),
        ("Use", "Order"), ("Store", "Order"), ("StoreUse", "Order"), ("Property", "Order"), ("Order", "Order"),
        ("own:Order", "Order"), ("Narrowed", "Invoice"), ("Bare", None), ("Lost", None), ("Task", None),
        ("Missing", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_the_item_definition_of_what_carries_data(carrier: str | None, expected: str | None) -> None:
    found = item(MODEL, carrier)
    assert (found.id if found else None) == expected


def test_the_item_definition_of_an_element() -> None:
    found = item(MODEL, MODEL.by_id["Use"])
    assert found is not None
    assert found.id == "Order"


def test_ids_are_found_with_and_without_a_prefix() -> None:
    assert resolve(MODEL, "own:Task") is resolve(MODEL, "Task") is MODEL.by_id["Task"]
    assert resolve(MODEL, "own:") is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Order", "Invoice", True), ("Order", "Order", False), ("Order", "Same", False), ("Order", "Silent", False),
        ("Silent", "Silent", False), ("Order", "Bare", False),
    ],
)  # fmt: skip
def test_two_kinds_differ_where_both_say_so(one: str, other: str, expected: bool) -> None:
    assert differ(item(MODEL, one), item(MODEL, other)) is differ(item(MODEL, other), item(MODEL, one)) is expected

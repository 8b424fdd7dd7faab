"""Test that uids are made and parsed in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import records
from graph.records import Address, address, label_of


@pytest.mark.parametrize(
    ("uid", "label"),
    [
        ("order-to-cash", "Model"),
        ("order-to-cash@3", "Version"),
        ("order-to-cash@3#Task_Ship", "Element"),
        ("order-to-cash@3#a#b:c@4", "Element"),
        (records.anchor_uid("bpmn", "process", "Process_Ship"), "Anchor"),
        (records.source_uid("9f2c"), "Source"),
        (records.finding_uid("0123456789abcdef"), "Finding"),
        (records.build_uid("0123456789abcdef"), "Build"),
        (records.artefact_uid("build:0123456789abcdef", "tests/test_workflow.py"), "Artefact"),
        (records.region_uid("build:0123456789abcdef", "workflow.py", "Task_Ship"), "Region"),
        (records.package_uid("pkg:pypi/temporalio@1.35.0"), "Package"),
        (records.actor_uid("ameide", "demo"), "Actor"),
    ],
)
def test_a_uid_says_its_label(uid, label):
    assert label_of(uid) == label


@pytest.mark.parametrize(
    "uid", ["", "Order", "order-to-cash@", "order-to-cash@0", "order-to-cash#Task", "-x", "nobody:x", "anchor:", "a b"]
)
def test_what_is_no_uid_is_refused(uid):
    with pytest.raises(ValueError, match="not a uid"):
        label_of(uid)


@given(st.from_regex(records.SLUG, fullmatch=True), st.integers(1, 999_999), st.text(min_size=1))
def test_an_address_gives_its_parts_back(model, number, element):
    version = records.version_uid(model, number)
    assert address(model) == Address(model, None, None)
    assert address(version) == Address(model, number, None)
    assert address(records.element_uid(version, element)) == Address(model, number, element)
    assert address(f"{model}#{element}") == Address(model, None, element)


def test_lineage_follows_all_edges_but_flow_and_history():
    outside = {kind for kind, edge in records.EDGE_KINDS.items() if not edge.lineage}
    assert outside == {"FLOWS_TO", "REVISES", "KNOWN_AS"}


def test_every_edge_ties_known_labels():
    for edge in records.EDGE_KINDS.values():
        assert edge.starts | edge.ends <= records.LABELS

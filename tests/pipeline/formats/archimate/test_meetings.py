"""Test which end of a relationship depends on the other, edge by edge."""

import pytest

from pipeline.formats.archimate import FORMAT
from pipeline.ir.meeting import listed
from pipeline.records.relations import relations
from pipeline.records.scope import Scope
from tests.pipeline.formats.archimate.documents import concepts, model

SOURCE, TARGET = {("a", "r"), ("r", "b")}, {("b", "r"), ("r", "a")}


@pytest.mark.parametrize(
    ("stated", "hops"),
    [
        ("Composition", SOURCE),
        ("Aggregation", SOURCE),
        ("Specialization", SOURCE),
        ("Assignment", TARGET),
        ("Realization", TARGET),
        ("Serving", TARGET),
        ("Influence", TARGET),
        ("Flow", TARGET),
        ("Triggering", set()),
        ("Association", set()),
        ('Association isDirected="true"', SOURCE),
        ("Access", SOURCE),
        ('Access accessType="Read"', SOURCE),
        ('Access accessType="Write"', TARGET),
        ('Access accessType="ReadWrite"', SOURCE | TARGET),
        ('Access accessType="Bogus"', SOURCE),
    ],
)
def test_the_dependent_end_relies_on_the_other(stated: str, hops: set[tuple[str, str]]) -> None:
    kind, _, more = stated.partition(" ")
    found = model(concepts("Grouping a A\nGrouping b B", f"{kind} r a b {more}"))
    edges = list(relations(found, Scope("m@1", "m"), FORMAT.meetings.relations))
    assert {(each.start.removeprefix("m@1#"), each.end.removeprefix("m@1#")) for each in edges} == hops
    assert {each.properties["kind"] for each in edges} <= {kind}


@pytest.mark.parametrize(("value", "assumed"), [("", True), ("Access", True), ("Bogus", True), ("Read", False)])
def test_edges_of_an_access_that_does_not_tell_are_assumed(value: str, assumed: bool) -> None:
    more = f'accessType="{value}"' if value else ""
    found = model(concepts("Grouping a A\nGrouping b B", f"Access r a b {more}"))
    edges = list(relations(found, Scope("m@1", "m"), FORMAT.meetings.relations))
    assert {each.properties.get("assumed", False) for each in edges} == {assumed}


def test_an_undirected_association_refers_to_both_ends_and_a_directed_one_relies_on_its_target() -> None:
    loose = model(concepts("Grouping a A\nGrouping b B", "Association r a b")).by_id["r"]
    assert [(each.role, each.element) for each in loose.references] == [("sourceRef", "a"), ("targetRef", "b")]
    directed = model(concepts("Grouping a A\nGrouping b B", 'Association r a b isDirected="true"')).by_id["r"]
    assert directed.references == ()


def test_the_table_can_be_shown() -> None:
    rows = dict(listed(FORMAT.meetings.relations))
    assert rows["Serving"] == "target"
    assert rows["Access accessType=Write"] == "target"
    assert rows["Association otherwise"] == "neither"

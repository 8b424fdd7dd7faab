"""Test relations as edges: from the dependent to the relation, and from there to the dependency."""

import pytest

from pipeline.ir.meeting import Depends
from pipeline.ir.model import Element, Model
from pipeline.records.relations import relations
from pipeline.records.scope import Scope


def element(id_: str, kind: str = "component", **ends: str) -> Element:
    return Element(id=id_, kind=kind, line=7, path="/", **ends)


def model(*elements: Element) -> Model:
    return Model(format="toy", parser="toy/1", elements=elements, parts=len(elements), content_digest="")


@pytest.mark.parametrize(
    ("depends", "expected"),
    [
        ("source", [("A", "R"), ("R", "B")]),
        ("target", [("B", "R"), ("R", "A")]),
        ("both", [("A", "R"), ("R", "B"), ("B", "R"), ("R", "A")]),
    ],
)
def test_the_dependent_end_relies_on_the_other_through_the_relation(depends: Depends, expected):
    found = model(element("A"), element("B"), element("R", "uses", source="A", target="B"))
    edges = list(relations(found, Scope("shop@1", "shop.toy"), {"uses": depends}))
    ends = [(edge.start.removeprefix("shop@1#"), edge.end.removeprefix("shop@1#")) for edge in edges]
    assert ends == expected
    assert {(edge.kind, edge.properties["kind"]) for edge in edges} == {("RELIES_ON", "uses")}
    assert edges[0].properties["evidence"] == ["shop.toy:7"]


def test_what_is_not_listed_or_dangles_ties_nothing():
    found = model(element("A"), element("R", "uses", source="A"), element("S", "sees", source="A", target="A"))
    assert list(relations(found, Scope("shop@1", "shop.toy"), {"uses": "source"})) == []

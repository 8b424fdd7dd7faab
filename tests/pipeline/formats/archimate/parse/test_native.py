"""Test what is read of Archi's files, old and new, plain and in archives."""

import pytest

from pipeline.formats.archimate.model import Drawing
from pipeline.ir.architecture import ELEMENTS, RELATIONSHIPS
from tests.pipeline.formats.archimate.documents import dropped, model, native, only, problems, zipped


def folder(*elements: str) -> bytes:
    return native('<folder name="All" id="f" type="other">\n' + "\n".join(elements) + "\n</folder>")


A = '<element xsi:type="archimate:Grouping" name="A" id="a"/>'
B = '<element xsi:type="archimate:Grouping" name="B" id="b"/>'


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_every_type_of_element_is_read(kind: str) -> None:
    content = folder(f'<element xsi:type="archimate:{kind}" name="N" id="a"><documentation>D</documentation>'
                     '<property key="k" value="v"/></element>')  # fmt: skip
    found = only(model(content), kind)
    assert (found.source_id, found.name, found.documentation, found.line) == ("a", "N", "D", 4)
    assert [(each.key, each.values[0].text) for each in found.properties] == [("k", "v")]
    assert problems(content) == []


@pytest.mark.parametrize("kind", sorted(RELATIONSHIPS))
def test_every_type_of_relationship_is_read(kind: str) -> None:
    content = folder(A, B, f'<element xsi:type="archimate:{kind}Relationship" id="r" source="a" target="b"/>')
    found = only(model(content), kind)
    assert (found.source, found.target) == ("a", "b")


@pytest.mark.parametrize(
    ("type_", "stated", "kind", "attributes"),
    [
        ("AccessRelationship", "", "Access", {"accessType": "Write"}),
        ("AccessRelationship", 'accessType="1"', "Access", {"accessType": "Read"}),
        ("AccessRelationship", 'accessType="2"', "Access", {"accessType": "Access"}),
        ("AccessRelationship", 'accessType="3"', "Access", {"accessType": "ReadWrite"}),
        ("InfluenceRelationship", 'strength="++"', "Influence", {"modifier": "++"}),
        ("AssociationRelationship", "", "Association", {"isDirected": "false"}),
        ("AssociationRelationship", 'directed="true"', "Association", {"isDirected": "true"}),
        ("UsedByRelationship", "", "Serving", {}),
        ("RealisationRelationship", "", "Realization", {}),
        ("SpecialisationRelationship", "", "Specialization", {}),
    ],
)
def test_attributes_of_relationships_have_the_defaults_of_archi(type_, stated, kind, attributes) -> None:
    content = folder(A, B, f'<element xsi:type="archimate:{type_}" id="r" source="a" target="b" {stated}/>')
    found = only(model(content), kind)
    assert found.attributes == attributes
    assert problems(content) == []


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ('xsi:type="archimate:Junction"', "AndJunction"),
        ('xsi:type="archimate:Junction" type="or"', "OrJunction"),
        ('xsi:type="archimate:AndJunction"', "AndJunction"),
        ('xsi:type="archimate:OrJunction"', "OrJunction"),
    ],
)
def test_both_junctions_are_read_as_each_release_writes_them(stated: str, kind: str) -> None:
    found = only(model(folder(f'<element {stated} id="j"/>')), kind)
    assert found.attributes == {}


def test_profiles_are_specializations() -> None:
    content = native(
        '<folder name="B" id="f"><element xsi:type="archimate:Node" name="N" id="a" profiles="p"/></folder>\n'
        '<profile name="Cloud" id="p" conceptType="Node"/>'
    )
    found = model(content)
    assert found.by_id["a"].specializations == ("Cloud",)
    assert only(found, "profile").attributes == {"conceptType": "Node"}
    assert dropped(found) == 0


VIEW = """<folder name="Views" id="f" type="diagrams">
<element xsi:type="archimate:ArchimateDiagramModel" id="v" name="V" viewpoint="application_usage">
<child xsi:type="archimate:Group" id="g" name="G" font="1|Arial|9.0|3|X">
<bounds x="10" y="20" width="400" height="300"/>
<child xsi:type="archimate:DiagramObject" id="n1" archimateElement="a" fillColor="#ff0000" alpha="128">
<bounds x="5" y="5" width="100" height="50"/>
<feature name="labelExpression" value="${name}"/>
<sourceConnection xsi:type="archimate:Connection" id="c" source="n1" target="n2" archimateRelationship="r">
<bendpoint startX="10" startY="0" endX="-10" endY="0"/></sourceConnection></child></child>
<child xsi:type="archimate:DiagramObject" id="n2" targetConnections="c" archimateElement="b"/>
<child xsi:type="archimate:Note" id="n3"><bounds x="0" y="0"/><content>Mind this</content></child>
<child xsi:type="archimate:DiagramModelReference" id="n4" model="v"><bounds x="0" y="0" width="-1" height="-1"/></child>
</element></folder>"""
FLOW = '<element xsi:type="archimate:FlowRelationship" id="r" source="a" target="b"/>'


def test_views_are_read_in_the_terms_of_the_exchange_format() -> None:
    content = native(f'<folder name="All" id="x">{A}{B}{FLOW}</folder>\n{VIEW}')
    found = model(content)
    assert only(found, "view").attributes == {"type": "Diagram", "viewpoint": "Application Usage"}
    types = {each.id: each.attributes["type"] for each in found.of_kind("node", "connection")}
    assert types == {
        "g": "Container",
        "n1": "Element",
        "c": "Relationship",
        "n2": "Element",
        "n3": "Label",
        "n4": "Label",
    }
    assert found.by_id["n1"].attributes["feature:labelExpression"] == "${name}"
    assert (found.by_id["n3"].name, found.by_id["c"].parent) == ("Mind this", "v")
    assert problems(content) == []
    assert dropped(found) == 0


def test_places_are_those_in_the_view() -> None:
    found = model(native(f'<folder name="All" id="x">{A}{B}{FLOW}</folder>\n{VIEW}'))
    drawn = {each.id: each.drawing or Drawing() for each in found.of_kind("node", "connection")}
    assert drawn["n1"].bounds == (15, 25, 100, 50)
    assert drawn["n4"].bounds == (0, 0, 120, 55)
    assert drawn["c"].points == ((round((75 + 50) / 2), round((50 + 27.5) / 2)),)
    assert drawn["n1"].style == {"fillColor": "#ff0000/50"}
    assert drawn["g"].style == {"fontName": "Arial", "fontSize": "9", "fontStyle": "bold italic"}


def test_connections_may_end_at_connections() -> None:
    line = '<sourceConnection id="d" source="c" target="n2"/>'
    found = model(native(VIEW.replace("<bendpoint", f"{line}<bendpoint")))
    assert (found.by_id["d"].source, found.by_id["d"].attributes["type"]) == ("c", "Line")


@pytest.mark.parametrize("space", ["http://www.bolton.ac.uk/archimate", "http://www.archimatetool.com/archimate"])
def test_old_namespaces_and_relationships_of_connections_are_read(space: str) -> None:
    view = VIEW.replace("archimateRelationship=", "relationship=")
    content = native(f'<folder name="All" id="x">{A}{B}{FLOW}</folder>\n{view}', space=space, version="2.2.1")
    assert [each.element for each in model(content).by_id["c"].references] == ["r"]


def test_an_archive_is_read_and_its_other_files_are_named() -> None:
    found = model(zipped(folder(A), "images/a.png"))
    assert found.elements[0].files == ("images/a.png",)
    assert dropped(found) == 0
    assert found.parts == 4
    assert model(zipped(folder(A))).content_digest == model(folder(A)).content_digest


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ('<element xsi:type="archimate:Bogus" id="a"/>', "UNKNOWN_TYPE"),
        ('<element id="a"/>', "UNKNOWN_TYPE"),
        ("<bogus/>", "UNKNOWN_PART"),
        ('<element xsi:type="archimate:FlowRelationship" id="a" source="x" target="f"/>', "DANGLING_REFERENCE"),
        ('<element xsi:type="archimate:FlowRelationship" id="a" source="f"/>', "MISSING_END"),
    ],
)
def test_what_archi_would_refuse_is_read_and_told_with_its_line(element: str, code: str) -> None:
    assert problems(folder(element)) == [(code, 4)]
    assert dropped(model(folder(element))) == 0

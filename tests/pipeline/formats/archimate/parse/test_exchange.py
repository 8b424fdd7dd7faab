"""Test what is read of the exchange format: every type, attribute and part."""

import pytest

from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS, Text
from tests.pipeline.formats.archimate.documents import concepts, dropped, exchange, model, only, problems

OLD = "http://www.opengroup.org/xsd/archimate"


def test_there_are_60_types_of_element_and_11_of_relationship() -> None:
    assert (len(ELEMENTS), len(JUNCTIONS), len(RELATIONSHIPS)) == (60, 2, 11)


@pytest.mark.parametrize("kind", sorted(ELEMENTS | JUNCTIONS))
def test_every_type_of_element_is_read(kind: str) -> None:
    found = only(model(concepts(f"{kind} a Some name")), kind)
    assert (found.source_id, found.name, found.line, found.path) == (
        "a",
        "Some name",
        5,
        "/model/elements[1]/element[1]",
    )
    assert problems(concepts(f"{kind} a Some name")) == []


@pytest.mark.parametrize("kind", sorted(RELATIONSHIPS))
def test_every_type_of_relationship_is_read(kind: str) -> None:
    found = only(model(concepts("Grouping a A\nGrouping b B", f"{kind} r a b")), kind)
    assert (found.source_id, found.source, found.target) == ("r", "a", "b")


@pytest.mark.parametrize(
    ("stated", "attributes"),
    [
        ("Access r a b", {"accessType": "Access"}),
        *((f'Access r a b accessType="{value}"', {"accessType": value}) for value in ("Read", "Write", "ReadWrite")),
        ('Influence r a b modifier="--"', {"modifier": "--"}),
        ("Association r a b", {"isDirected": "false"}),
        ('Association r a b isDirected="true"', {"isDirected": "true"}),
        ('Association r a b isDirected="1"', {"isDirected": "true"}),
    ],
)
def test_attributes_of_relationships_have_the_defaults_of_the_format(stated: str, attributes: dict[str, str]) -> None:
    found = model(concepts("Grouping a A\nGrouping b B", stated))
    assert found.by_id["r"].attributes == attributes


def test_a_relationship_may_end_at_another() -> None:
    found = model(concepts("Grouping a A\nGrouping b B", "Association s a r\nFlow r a b"))
    assert (found.by_id["s"].target, found.by_id["r"].target) == ("r", "b")


def test_texts_are_kept_in_all_languages() -> None:
    body = """<elements><element identifier="a" xsi:type="Goal">
<name xml:lang="en">Growth</name><name xml:lang="fi">Kasvu</name>
<documentation xml:lang="en">More <![CDATA[& more]]></documentation></element></elements>"""
    found = only(model(exchange(body)), "Goal")
    assert found.name == "Growth"
    assert found.names == (Text(text="Growth", language="en"), Text(text="Kasvu", language="fi"))
    assert found.documentation == "More & more"


def test_properties_have_the_names_of_their_definitions() -> None:
    body = """<elements><element identifier="a" xsi:type="Goal"><name>G</name><properties>
<property propertyDefinitionRef="d"><value>1</value><value xml:lang="fi">2</value></property>
<property propertyDefinitionRef="none"><value>3</value></property></properties></element></elements>
<propertyDefinitions><propertyDefinition identifier="d" type="number"><name>Cost</name></propertyDefinition>
</propertyDefinitions>"""
    found = model(exchange(body))
    said = [(each.key, [value.text for value in each.values]) for each in found.by_id["a"].properties]
    assert said == [("Cost", ["1", "2"]), ("none", ["3"])]
    assert found.by_id["d"].attributes == {"type": "number"}
    assert problems(exchange(body)) == [("DANGLING_REFERENCE", 4)]
    assert dropped(found) == 0


VIEWS = """<elements><element identifier="a" xsi:type="Goal"><name>G</name></element>
<element identifier="b" xsi:type="Goal"><name>H</name></element></elements>
<relationships><relationship identifier="r" xsi:type="Influence" source="a" target="b"/></relationships>
<organizations><item><label>Why</label><item identifierRef="a"/>
<item><label>More</label><item identifierRef="v"/></item>
</item></organizations>
<views><viewpoints><viewpoint identifier="p"><name>P</name><concern><label>C</label></concern>
<viewpointPurpose>Informing</viewpointPurpose><allowedElementType type="Goal"/></viewpoint></viewpoints>
<diagrams><view identifier="v" xsi:type="Diagram" viewpointRef="p"><name>V</name>
<node identifier="n" xsi:type="Container" x="1" y="2" w="300" h="200"><label>All</label>
<style lineWidth="2"><lineColor r="0" g="0" b="0"/><fillColor r="255" g="0" b="16" a="50"/>
<font name="Arial" size="9" style="bold"><color r="1" g="2" b="3"/></font></style>
<node identifier="n1" xsi:type="Element" elementRef="a" x="10" y="20" w="30" h="40"/></node>
<node identifier="n2" xsi:type="Element" elementRef="b" x="400" y="20" w="30" h="40"><viewRef ref="v"/></node>
<connection identifier="c" xsi:type="Relationship" relationshipRef="r" source="n1" target="n2">
<sourceAttachment x="40" y="30"/><bendpoint x="50" y="60"/><targetAttachment x="400" y="30"/></connection>
</view></diagrams></views>"""


def test_views_have_nodes_and_connections_that_refer_to_what_they_show() -> None:
    found = model(exchange(VIEWS))
    meant = {
        (element.id, each.role): each.element
        for element in found.of_kind("view", "node", "connection")
        for each in element.references
    }
    assert meant == {
        ("v", "viewpointRef"): "p",
        ("n1", "elementRef"): "a",
        ("n2", "elementRef"): "b",
        ("n2", "viewRef"): "v",
        ("c", "relationshipRef"): "r",
    }
    assert [found.by_id[id_].parent for id_ in ("n", "n1", "c")] == ["v", "n", "v"]
    assert (found.by_id["c"].source, found.by_id["c"].target) == ("n1", "n2")
    assert dropped(found) == 0
    assert problems(exchange(VIEWS)) == []


def test_how_something_is_drawn_is_kept_apart() -> None:
    found = model(exchange(VIEWS))
    node, connection = found.by_id["n"].drawing, found.by_id["c"].drawing
    assert node is not None
    assert connection is not None
    assert node.bounds == (1, 2, 300, 200)
    assert node.style == {
        "fillColor": "#ff0010/50", "lineColor": "#000000", "lineWidth": "2",
        "fontName": "Arial", "fontSize": "9", "fontStyle": "bold", "fontColor": "#010203",
    }  # fmt: skip
    assert (connection.points, connection.ends) == (((50, 60),), ((40, 30), (400, 30)))
    moved = model(exchange(VIEWS.replace('x="400"', 'x="401"')))
    assert moved.content_digest == found.content_digest


def test_viewpoints_and_folders_are_elements() -> None:
    found = model(exchange(VIEWS))
    viewpoint = only(found, "viewpoint")
    assert viewpoint.attributes == {"viewpointPurpose": "Informing", "allowedElementTypes": "Goal"}
    assert "<concern" in viewpoint.folded
    outer, inner = found.of_kind("folder")
    assert (outer.name, inner.name, inner.parent) == ("Why", "More", outer.id)
    assert [[each.element for each in folder.references] for folder in (outer, inner)] == [["a"], ["v"]]


def test_release_2_1_is_read_with_its_own_names() -> None:
    body = """<elements><element identifier="a" xsi:type="InfrastructureService"><label>S</label></element>
<element identifier="b" xsi:type="Network"><label>N</label></element></elements>
<relationships><relationship identifier="r" xsi:type="UsedByRelationship" source="a" target="b"/></relationships>
<organization><item><label>F</label><item identifierref="a"/></item></organization>
<propertydefs><propertydef identifier="d" name="Cost" type="string"/></propertydefs>
<views><view identifier="v"><label>V</label><node identifier="n" elementref="a" x="0" y="0" w="1" h="1"/>
<node identifier="g" type="group" x="0" y="0" w="1" h="1"><label>G</label></node></view></views>"""
    found = model(exchange(body, space=OLD))
    kinds = {element.id: element.kind for element in found.elements if element.source_id}
    assert kinds == {
        "id-model": "model", "a": "TechnologyService", "b": "CommunicationNetwork", "r": "Serving",
        "d": "propertyDefinition", "v": "view", "n": "node", "g": "node",
    }  # fmt: skip
    assert [found.by_id[id_].attributes["type"] for id_ in ("n", "g")] == ["Element", "Container"]
    assert (found.by_id["a"].name, found.by_id["d"].name) == ("S", "Cost")
    assert problems(exchange(body, space=OLD)) == []
    assert dropped(found) == 0


DANGLING = '<relationship identifier="a" xsi:type="Flow" source="x" target="a"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('\n<element identifier="a" xsi:type="Bogus"><name>A</name></element>', "UNKNOWN_TYPE"),
        ('\n<element identifier="a"><name>A</name></element>', "UNKNOWN_TYPE"),
        ('<element identifier="a" xsi:type="Goal">\n<bogus><b/></bogus></element>', "UNKNOWN_PART"),
        (f"</elements><relationships>\n{DANGLING}</relationships><elements>", "DANGLING_REFERENCE"),
        ('<element identifier="a" xsi:type="Goal"/>\n<element identifier="a" xsi:type="Goal"/>', "DUPLICATE_ID"),
    ],
)  # fmt: skip
def test_what_the_schema_forbids_is_read_and_told_with_its_line(body: str, expected: str) -> None:
    body = f"<elements>{body}</elements>"
    assert problems(exchange(body)) == [(expected, 5)]
    assert dropped(model(exchange(body))) == 0


def test_an_unknown_type_keeps_its_name() -> None:
    assert only(model(concepts("Bogus a A")), "Bogus").name == "A"


def test_parts_may_come_in_any_order() -> None:
    body = '<relationships><relationship identifier="r" xsi:type="Flow" source="a" target="a"/></relationships>'
    body += '<elements><element xsi:type="Goal" identifier="a"><documentation>D</documentation><name>G</name></element>'
    found = model(exchange(body + "</elements>"))
    assert (found.by_id["r"].source, found.by_id["a"].name, found.by_id["a"].documentation) == ("a", "G", "D")


def test_foreign_parts_and_metadata_are_kept_verbatim() -> None:
    body = '<metadata><schema>DC</schema></metadata><x:y xmlns:x="urn:x" z="1">t</x:y>'
    found = model(exchange(body))
    assert '<x:y xmlns:x="urn:x" z="1">t</x:y>' in found.elements[0].folded
    assert "<schema>DC</schema>" in found.elements[0].folded
    assert problems(exchange(body)) == []


def test_a_property_names_a_bpmn_process() -> None:
    body = """<elements><element identifier="a" xsi:type="BusinessProcess"><name>P</name><properties>
<property propertyDefinitionRef="d"><value>Process_Ship</value></property></properties></element></elements>
<propertyDefinitions><propertyDefinition identifier="d" type="string"><name>bpmn:process</name></propertyDefinition>
</propertyDefinitions>"""
    (reference,) = [each for each in model(exchange(body)).by_id["a"].references if each.notation]
    assert (reference.target, reference.type, reference.notation) == ("Process_Ship", "process", "bpmn")

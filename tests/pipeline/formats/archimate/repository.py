"""A small repository of coArchi, and the same model as one file of Archi."""

from tests.pipeline.formats.archimate.documents import XSI, native

_NS = f'{XSI} xmlns:archimate="http://www.archimatetool.com/archimate"'


def _file(kind: str, attributes: str, body: str = "") -> bytes:
    return f"<archimate:{kind}\n    {_NS}\n    {attributes}>\n{body}\n</archimate:{kind}>\n".encode()


FILES = {
    "folder.xml": _file(
        "model",
        'name="Shop" id="id-model" version="5.0.0" purpose="All of it"',
        '<profiles name="Core" id="p" conceptType="BusinessActor"/>',
    ),
    "business/folder.xml": _file("Folder", 'name="Business" id="fb" type="business"'),
    "business/inner/folder.xml": _file("Folder", 'name="Inner" id="fi"'),
    "business/BusinessActor_a.xml": _file(
        "BusinessActor",
        'name="Seller" id="a" documentation="Sells."',
        '<properties key="owner" value="Ann"/><profiles href="folder.xml#p"/>',
    ),
    "business/inner/BusinessRole_b.xml": _file("BusinessRole", 'name="Role" id="b"'),
    "diagrams/folder.xml": _file("Folder", 'name="Views" id="fv" type="diagrams"'),
    "diagrams/ArchimateDiagramModel_v.xml": _file(
        "ArchimateDiagramModel",
        'name="View" id="v"',
        """<children xsi:type="archimate:DiagramModelArchimateObject" id="n1"><bounds x="1" y="2" width="9" height="8"/>
<sourceConnections xsi:type="archimate:DiagramModelArchimateConnection" id="c" source="n1" target="n2">
<bendpoints startX="5" endX="6"/><archimateRelationship xsi:type="archimate:AssignmentRelationship" href="x.xml#r"/>
</sourceConnections><archimateElement xsi:type="archimate:BusinessActor" href="BusinessActor_a.xml#a"/></children>
<children xsi:type="archimate:DiagramModelArchimateObject" id="n2" targetConnections="c">
<archimateElement xsi:type="archimate:BusinessRole" href="BusinessRole_b.xml#b"/></children>
<children xsi:type="archimate:DiagramModelNote" id="n3" content="Look"/>
<children xsi:type="archimate:DiagramModelReference" id="n4"><referencedModel href="ArchimateDiagramModel_v.xml#v"/>
</children>""",
    ),
    "relations/folder.xml": _file("Folder", 'name="Relations" id="fr" type="relations"'),
    "relations/AssignmentRelationship_r.xml": _file(
        "AssignmentRelationship",
        'id="r"',
        """<source xsi:type="archimate:BusinessActor" href="BusinessActor_a.xml#a"/>
<target xsi:type="archimate:BusinessRole" href="BusinessRole_b.xml#b"/>""",
    ),
}
ONE_FILE = native(
    """<purpose>All of it</purpose><profile name="Core" id="p" conceptType="BusinessActor"/>
<folder name="Business" id="fb" type="business"><folder name="Inner" id="fi">
<element xsi:type="archimate:BusinessRole" name="Role" id="b"/></folder>
<element xsi:type="archimate:BusinessActor" name="Seller" id="a" profiles="p"><documentation>Sells.</documentation>
<property key="owner" value="Ann"/></element></folder>
<folder name="Views" id="fv" type="diagrams"><element xsi:type="archimate:ArchimateDiagramModel" name="View" id="v">
<child xsi:type="archimate:DiagramObject" id="n1" archimateElement="a"><bounds x="1" y="2" width="9" height="8"/>
<sourceConnection xsi:type="archimate:Connection" id="c" source="n1" target="n2" archimateRelationship="r">
<bendpoint startX="5" endX="6"/></sourceConnection></child>
<child xsi:type="archimate:DiagramObject" id="n2" targetConnections="c" archimateElement="b"/>
<child xsi:type="archimate:Note" id="n3"><content>Look</content></child>
<child xsi:type="archimate:DiagramModelReference" id="n4" model="v"/></element></folder>
<folder name="Relations" id="fr" type="relations">
<element xsi:type="archimate:AssignmentRelationship" id="r" source="a" target="b"/></folder>"""
)

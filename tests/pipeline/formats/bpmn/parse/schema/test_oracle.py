"""Compare the verdict of the schema tables with that of libxml2, on small documents and on changed ones.

libxml2 is not used at run time: it words its messages for programmers, stops at the first child that is out of place,
and searches the path of each error among all siblings.
"""

import copy
import random
from collections.abc import Iterator
from importlib.resources import files

import pytest
from lxml import etree

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from tests.fixtures.corpus import CORPUS

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SCHEMAS = files("pipeline.formats.bpmn.parse.schema") / "omg"
ORACLE = etree.XMLSchema(etree.parse(str(SCHEMAS / "BPMN20.xsd")))
DECLARED = etree.parse(str(SCHEMAS / "Semantic.xsd"))
NAMES = sorted({str(each.get("name")) for each in DECLARED.iter("{*}element") if each.get("name")})
ATTRIBUTES = sorted({str(each.get("name")) for each in DECLARED.iter("{*}attribute")})
VALUES = ("", "true", "TRUE", "1", " 0 ", "1st", "a b", "own:x", "None", "Parallel", "-3", "1.5", "INF", "1e5", "é")
FREE = ("extensionElements", "documentation", "script", "text", "extension")
EARLY = ("documentation", "extensionElements", "ioSpecification", "property", "laneSet")
BASE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:own="urn:test" id="D"
  targetNamespace="urn:test" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:i="http://www.omg.org/spec/DD/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <itemDefinition id="I"/><message id="M" itemRef="I"/>
  <interface id="F" name="f"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation></interface>
  <collaboration id="C"><participant id="P1" processRef="P"><participantMultiplicity minimum="0" maximum="2"/>
    </participant><messageFlow id="MF" sourceRef="P1" targetRef="P1"/></collaboration>
  <process id="P" isExecutable="true"><ioSpecification id="Io"><dataInput id="Di"/><inputSet><dataInputRefs>Di
    </dataInputRefs></inputSet><outputSet/></ioSpecification><property id="Y"/>
    <laneSet id="L"><lane id="L1"><flowNodeRef>S</flowNodeRef></lane></laneSet>
    <startEvent id="S"><documentation>so <b xmlns="">it</b></documentation><outgoing>f</outgoing>
      <timerEventDefinition><timeCycle xsi:type="tFormalExpression">R3/PT1H</timeCycle></timerEventDefinition>
    </startEvent>
    <task id="T"><incoming>f</incoming><dataInputAssociation id="A"><sourceRef>Y</sourceRef><targetRef>Di</targetRef>
      <assignment><from>a</from><to>b</to></assignment></dataInputAssociation>
      <multiInstanceLoopCharacteristics isSequential="true" behavior="One"><loopCardinality>3</loopCardinality>
      </multiInstanceLoopCharacteristics></task>
    <adHocSubProcess id="H" ordering="Sequential"><task id="T2"/><completionCondition>x</completionCondition>
    </adHocSubProcess><sequenceFlow id="f" sourceRef="S" targetRef="T"/>
    <textAnnotation id="N"><text>n</text></textAnnotation>
    <association id="AS" sourceRef="T" targetRef="N" associationDirection="One"/></process>
  <d:BPMNDiagram id="DG"><d:BPMNPlane id="PL" bpmnElement="C"><d:BPMNShape id="SH" bpmnElement="S"
    isHorizontal="true"><c:Bounds x="1" y="2.5" width="36" height="36"/><d:BPMNLabel/></d:BPMNShape>
    <d:BPMNEdge id="ED" bpmnElement="f"><i:waypoint x="1" y="1"/><i:waypoint x="2" y="1"/></d:BPMNEdge>
  </d:BPMNPlane></d:BPMNDiagram></definitions>"""


def allowed(content: bytes) -> bool | None:
    """Return true if our own tables, and the parser's check of ids, find nothing."""
    parsed = parse(Document(content=content, format="bpmn"))
    if not isinstance(parsed.model, BpmnModel):
        return None
    return not parsed.model.flaws and not any(each.code == "DUPLICATE_ID" for each in parsed.problems)


def by_libxml2(content: bytes) -> bool:
    return bool(ORACLE.validate(etree.ElementTree(etree.fromstring(content))))


def changed(root: etree._Element, dice: random.Random) -> bytes:
    """Return the document with one change outside of vendors' parts."""
    element = dice.choice([each for each in root.iter("*") if not _is_free(each)])
    parent = element.getparent()
    _CHANGES[dice.randrange(len(_CHANGES))](element, parent, dice)
    return etree.tostring(root)


def _is_free(element: etree._Element) -> bool:
    around = [element, *element.iterancestors()]
    return any(etree.QName(each).localname in FREE for each in around)


def _remove(element: etree._Element, parent: etree._Element | None, _dice: random.Random) -> None:
    if parent is not None:
        parent.remove(element)


def _shuffle(element: etree._Element, _parent: object, dice: random.Random) -> None:
    children = list(element)
    dice.shuffle(children)
    element[:] = children


def _drop(element: etree._Element, _parent: object, dice: random.Random) -> None:
    if element.attrib:
        element.attrib.pop(dice.choice(list(element.attrib)))


def _set(element: etree._Element, _parent: object, dice: random.Random) -> None:
    known = list(element.attrib) if element.attrib and dice.random() < 0.5 else ATTRIBUTES
    name = dice.choice(known)
    if not str(name).startswith("{"):
        element.set(name, dice.choice(VALUES))


def _insert(element: etree._Element, _parent: object, dice: random.Random) -> None:
    name = dice.choice([*(MODEL + each for each in NAMES), MODEL + "junk", "{urn:v}own", "none"])
    if etree.QName(name).localname not in FREE:
        element.insert(dice.randint(0, len(element)), etree.Element(name))


def _repeat(element: etree._Element, _parent: object, dice: random.Random) -> None:
    if len(element):
        element.append(copy.deepcopy(dice.choice(list(element))))


def _write(element: etree._Element, _parent: object, dice: random.Random) -> None:
    element.text = dice.choice(VALUES)


def _foreign(element: etree._Element, _parent: object, dice: random.Random) -> None:
    element.set(dice.choice(["{urn:v}own", MODEL + "own"]), "1")


_CHANGES = (_remove, _shuffle, _drop, _set, _set, _insert, _repeat, _write, _foreign)


def documents() -> Iterator[bytes]:
    yield BASE.encode()
    for path in sorted((CORPUS / "bpmn").rglob("*")) if CORPUS.is_dir() else ():
        content = path.read_bytes() if path.is_file() and path.stat().st_size < 30_000 else b""
        try:
            valid = by_libxml2(content)
        except etree.XMLSyntaxError:
            continue
        if valid:
            yield content


@pytest.mark.parametrize("seed", range(4))
def test_we_find_something_exactly_where_libxml2_does(seed: int) -> None:
    dice = random.Random(seed)
    roots = [etree.fromstring(each) for each in documents()]
    judged = [0, 0]
    for _ in range(150):
        content = changed(copy.deepcopy(dice.choice(roots) if dice.random() < 0.5 else roots[0]), dice)
        ours = allowed(content)
        if ours is None or _lanes_late(content):
            continue
        judged[ours] += 1
        assert ours == by_libxml2(content), content.decode()
    assert min(judged) > 10


def _lanes_late(content: bytes) -> bool:
    """Return true if lanes are after steps: libxml2 accepts that, although the schema does not."""
    before = (
        each
        for lanes in etree.fromstring(content).iter(f"{MODEL}laneSet")
        for each in lanes.itersiblings(preceding=True)
    )
    return any(isinstance(each.tag, str) and etree.QName(each).localname not in EARLY for each in before)


def test_lanes_after_steps_are_out_of_order() -> None:
    content = BASE.replace("<startEvent", "<endEvent id='E'/><startEvent").encode()
    assert allowed(content)
    late = '<process id="P"><startEvent id="S"/><laneSet id="L"/></process>'
    wrapped = f'<definitions xmlns="{MODEL[1:-1]}" targetNamespace="urn:x">{late}</definitions>'
    assert not allowed(wrapped.encode())

"""Make small models to compare, and the same model under other ids."""

import random
from collections.abc import Mapping
from itertools import pairwise

from lxml import etree

from pipeline import compare as comparing
from pipeline.formats import FORMATS, parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.difference import Difference, ElementDifference, Match
from pipeline.ir.document import Document
from pipeline.ir.model import Model

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
HEAD = (
    f'<definitions xmlns="{BPMN}" xmlns:bpmndi="{DI}" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:acme="urn:acme" targetNamespace="urn:own" id="Definitions">'
)
REFERENCES = {
    "sourceRef", "targetRef", "attachedToRef", "default", "calledElement", "processRef", "messageRef", "errorRef",
    "signalRef", "escalationRef", "activityRef", "itemSubjectRef", "itemRef", "dataObjectRef", "dataStoreRef",
    "structureRef", "categoryValueRef", "operationRef", "correlationPropertyRef", "correlationKeyRef",
    "implementationRef", "parameterRef", "inputDataRef", "outputDataRef", "partitionElementRef",
    "initiatingParticipantRef", "calledChoreographyRef", "calledCollaborationRef", "definitionalCollaborationRef",
    "innerConversationNodeRef", "outerConversationNodeRef", "noneBehaviorEventRef", "oneBehaviorEventRef",
}  # fmt: skip
TEXTS = {
    "incoming", "outgoing", "flowNodeRef", "sourceRef", "targetRef", "dataInputRefs", "dataOutputRefs", "interfaceRef",
    "operationRef", "inMessageRef", "outMessageRef", "errorRef", "participantRef", "messageFlowRef", "source",
    "target", "supports", "eventDefinitionRef", "loopDataInputRef", "loopDataOutputRef", "resourceRef",
    "outputSetRefs", "inputSetRefs", "optionalInputRefs", "optionalOutputRefs", "whileExecutingInputRefs",
    "whileExecutingOutputRefs", "supportedInterfaceRef", "endPointRef", "innerParticipantRef",
    "outerParticipantRef", "innerMessageFlowRef", "outerMessageFlowRef", "correlationPropertyRef",
    "choreographyRef", "categoryValueRef",
}  # fmt: skip
MIXED = {"definitions", "collaboration", "process", "subProcess", "transaction", "adHocSubProcess"}


def model(content: bytes) -> BpmnModel:
    found = parse(Document(content=content)).model
    assert isinstance(found, BpmnModel)
    return found


def process(*flow_elements: str, head: str = '<process id="P" name="Order">', rest: str = "") -> BpmnModel:
    return model("\n".join((HEAD, head, *flow_elements, "</process>", rest, "</definitions>")).encode())


def chain(*steps: tuple[str, str, str]) -> tuple[str, ...]:
    """Make elements of the given kind, id and name, and flows from one to the next."""
    nodes = [f'<{kind} id="{id_}" name="{name}"/>' for kind, id_, name in steps]
    flows = [f'<sequenceFlow id="{a[1]}_{b[1]}" sourceRef="{a[1]}" targetRef="{b[1]}"/>' for a, b in pairwise(steps)]
    return (*nodes, *flows)


def compare(before: Model, after: Model) -> Difference:
    return comparing.compare(before, after, FORMATS[after.format].comparison)


def compared(before: Model, after: Model) -> Difference:
    """Compare both ways; the results must agree."""
    found = compare(before, after)
    assert compare(after, before) == found.mirrored()
    assert found.mirrored().mirrored() == found
    return found


def told(difference: Difference) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Return the old id, the new id and the changes of every entry."""
    return [
        (
            entry.before.id if entry.before else None,
            entry.after.id if entry.after else None,
            tuple(change.value for change in entry.changes),
        )
        for entry in difference.entries
    ]


def entry(difference: Difference, id_: str) -> ElementDifference:
    return next(each for each in difference.entries if each.place.id == id_)


def match(difference: Difference, id_: str) -> Match:
    found = entry(difference, id_).match
    assert found is not None
    return found


def properties(difference: Difference, id_: str) -> dict[str, tuple[object, object]]:
    return {change.property: (change.before, change.after) for change in entry(difference, id_).properties}


def under_other_ids(content: bytes, seed: int = 0, shuffle: bool = False) -> tuple[bytes, dict[str, str]]:
    """Return the document with every BPMN id replaced, optionally shuffled, and the mapping of ids."""
    root = etree.fromstring(content)
    own = [xml for xml in root.iter("*") if etree.QName(xml).namespace in (BPMN, DI)]
    stated = sorted({id_ for xml in own if (id_ := xml.get("id"))})
    fresh = [f"x{number}" for number in range(len(stated))]
    chance = random.Random(seed)
    chance.shuffle(fresh)
    ids = dict(zip(stated, fresh, strict=True))
    for xml in own:
        _rename(xml, ids)
        if shuffle and etree.QName(xml).localname in MIXED:
            _shuffle(xml, chance)
    return etree.tostring(root), ids


def _rename(xml: etree._Element, ids: Mapping[str, str]) -> None:
    for key, value in ((str(key), str(value)) for key, value in xml.items()):
        if key == "id" and value:
            xml.set(key, ids[value])
        elif key in REFERENCES or key == "bpmnElement":
            xml.set(key, _renamed(value, ids))
    if etree.QName(xml).localname in TEXTS and xml.text and not len(xml):
        xml.text = _renamed(xml.text, ids)


def _renamed(value: str, ids: Mapping[str, str]) -> str:
    value = value.strip()
    prefix, _, local = value.rpartition(":")
    if value in ids:
        return ids[value]
    return f"{prefix}:{ids[local]}" if local in ids else value


def _shuffle(xml: etree._Element, chance: random.Random) -> None:
    parts = [part for part in xml if isinstance(part.tag, str) and part.get("id")]
    for part in parts:
        xml.remove(part)
    chance.shuffle(parts)
    xml.extend(parts)

"""Find what a BPMN element mentions by id, and the element of the document that is meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.formats.bpmn.facts.meant import fits
from pipeline.formats.bpmn.facts.mentions import dangles
from pipeline.formats.bpmn.parse.fragments import split
from pipeline.formats.bpmn.parse.outline import BPMN, Node, Outline, characters
from pipeline.formats.shared.wording import shown
from pipeline.ir.document import Problem
from pipeline.ir.ids import qualified_name
from pipeline.ir.model import Reference

# every attribute of the BPMN 2.0.2 schema (Semantic.xsd) that is a QName or IDREF of an element, and what it means
_ATTRIBUTES: Mapping[str, str] = {
    "activityRef": "activity",
    "attachedToRef": "activity",
    "calledChoreographyRef": "choreography",
    "calledCollaborationRef": "collaboration",
    "calledElement": "process",
    "categoryValueRef": "categoryValue",
    "correlationKeyRef": "correlationKey",
    "correlationPropertyRef": "correlationProperty",
    "dataObjectRef": "dataObject",
    "dataStoreRef": "dataStore",
    "default": "sequenceFlow",
    "definitionalCollaborationRef": "collaboration",
    "errorRef": "error",
    "escalationRef": "escalation",
    "implementationRef": "implementation",
    "initiatingParticipantRef": "participant",
    "innerConversationNodeRef": "conversationNode",
    "inputDataRef": "inputSet",
    "itemRef": "itemDefinition",
    "itemSubjectRef": "itemDefinition",
    "messageRef": "message",
    "noneBehaviorEventRef": "eventDefinition",
    "oneBehaviorEventRef": "eventDefinition",
    "operationRef": "operation",
    "outerConversationNodeRef": "conversationNode",
    "outputDataRef": "outputSet",
    "parameterRef": "resourceParameter",
    "partitionElementRef": "element",
    "processRef": "process",
    "signalRef": "signal",
    "sourceRef": "element",
    "structureRef": "itemDefinition",
    "targetRef": "element",
}
# likewise the elements whose text is one; `incoming` and `outgoing` only repeat what the flows say
_ELEMENTS: Mapping[str, str] = {
    "categoryValueRef": "categoryValue",
    "choreographyRef": "choreography",
    "correlationPropertyRef": "correlationProperty",
    "dataInputRefs": "dataInput",
    "dataOutputRefs": "dataOutput",
    "endPointRef": "endPoint",
    "errorRef": "error",
    "eventDefinitionRef": "eventDefinition",
    "flowNodeRef": "flowNode",
    "inMessageRef": "message",
    "innerMessageFlowRef": "messageFlow",
    "innerParticipantRef": "participant",
    "inputSetRefs": "inputSet",
    "interfaceRef": "interface",
    "loopDataInputRef": "element",
    "loopDataOutputRef": "element",
    "messageFlowRef": "messageFlow",
    "operationRef": "operation",
    "optionalInputRefs": "dataInput",
    "optionalOutputRefs": "dataOutput",
    "outMessageRef": "message",
    "outerMessageFlowRef": "messageFlow",
    "outerParticipantRef": "participant",
    "outputSetRefs": "outputSet",
    "participantRef": "participant",
    "resourceRef": "resource",
    "source": "element",
    "sourceRef": "element",
    "supportedInterfaceRef": "interface",
    "supports": "process",
    "target": "element",
    "targetRef": "element",
    "whileExecutingInputRefs": "dataInput",
    "whileExecutingOutputRefs": "dataOutput",
}
_SPECIAL: Mapping[tuple[str, str], str] = {
    ("itemDefinition", "structureRef"): "structure",
    ("linkEventDefinition", "source"): "linkEventDefinition",
    ("linkEventDefinition", "target"): "linkEventDefinition",
}
_COMPARED = 100  # elements with one id; of more, the others are never meant
_PREFIXED = re.compile(r"(?P<prefix>[^\W\d][\w.-]*):(?P<local>[^\W\d][\w.-]*)")


class _Mention(NamedTuple):
    xml: etree._Element
    role: str
    value: str
    type: str


class References:
    """A resolver of the references of one document; unresolved and ambiguous ones are in `problems`."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._own = outline.root.get("targetNamespace", "").strip()
        self._fitting: dict[tuple[str, str], Sequence[Node]] = {}
        self._nearest: dict[tuple[str, bool, str, etree._Element | None], Node | None] = {}
        self.problems: list[Problem] = []

    def of(self, node: Node) -> tuple[Reference, ...]:
        """Return the references of a node and of its folded parts, in document order."""
        found: dict[tuple[str | None, ...], Reference] = {}
        for mention in _mentions(node):
            namespace, target, nodes = self._look_up(mention.xml, mention.value)
            meant = self._meant(mention, target, nodes)
            id_ = meant.id if meant else None
            key = (mention.role, target, mention.type, id_, namespace)
            if key not in found:
                found[key] = reference = Reference.lean(
                    role=mention.role, target=target, type=mention.type, element=id_, namespace=namespace
                )
                if meant is None:
                    self._report_dangling(node, reference)
                elif len(nodes) > 1:
                    self._report_ambiguous(node, reference, meant)
        return tuple(found.values())

    def node(self, xml: etree._Element, value: str) -> Node | None:
        """Return the node that a QName at an element means in this document."""
        return _nearest(xml, self._look_up(xml, value)[2])

    def target(self, xml: etree._Element, value: str) -> str:
        """Return the id in a QName without its prefix; in Clark notation where the prefix means another namespace."""
        namespace, target, _ = self._look_up(xml, value)
        return target if namespace is None else qualified_name(namespace, target)

    def _look_up(self, xml: etree._Element, value: str) -> tuple[str | None, str, Sequence[Node]]:
        """Return the foreign namespace, the id without prefix, and the nodes that state it."""
        value = value.strip()
        stated = self._outline.stated.get(value)
        if stated is not None:
            return None, value, stated
        if parts := _PREFIXED.fullmatch(value):
            namespace = self._outline.scopes[xml].namespace(parts["prefix"])
            if namespace not in (None, self._own, BPMN):
                return namespace, parts["local"], ()
            value = parts["local"]
        return None, value, self._outline.stated.get(value, ())

    def _meant(self, mention: _Mention, target: str, nodes: Sequence[Node]) -> Node | None:
        """Return the nearest node of a kind that the mention can mean, else the nearest of any; None without one.

        A call activity normally calls a process of another document, even if another element here has that id.
        """
        any_kind = mention.role != "calledElement"
        if not nodes:
            return None
        if len(nodes) == 1:
            return nodes[0] if any_kind or fits(mention.type, nodes[0].kind) else None
        key = (mention.type, any_kind, target, mention.xml.getparent())
        if key not in self._nearest:
            fitting = self._fit(mention.type, target)
            self._nearest[key] = _nearest(mention.xml, fitting or (nodes if any_kind else ()))
        return self._nearest[key]

    def _fit(self, type_: str, target: str) -> Sequence[Node]:
        """Return the nodes of an id whose kinds fit a type."""
        if (type_, target) not in self._fitting:
            stated = self._outline.stated[target]
            self._fitting[type_, target] = [node for node in stated if fits(type_, node.kind)]
        return self._fitting[type_, target]

    def _report_dangling(self, node: Node, reference: Reference) -> None:
        if dangles(reference):
            message = f"{reference.role} {shown(reference.target)!r} names nothing in this document."
            self.problems.append(_problem("DANGLING_REFERENCE", message, node))

    def _report_ambiguous(self, node: Node, reference: Reference, taken: Node) -> None:
        count = len(self._fit(reference.type, reference.target))
        if count > 1:
            what = f"{reference.role} {shown(reference.target)!r}"
            message = f"{what} could mean {count} elements; the nearest, on line {taken.line}, was taken."
            self.problems.append(_problem("AMBIGUOUS_REFERENCE", message, node))


def _nearest(xml: etree._Element, nodes: Sequence[Node]) -> Node | None:
    """Return the first node that shares the innermost ancestor with an element: some tools number each process anew."""
    if len(nodes) < 2:
        return next(iter(nodes), None)
    above = {ancestor: depth for depth, ancestor in enumerate(xml.iterancestors())}

    def distance(node: Node) -> int:
        return next((above[each] for each in node.xml.iterancestors() if each in above), len(above))

    return min(nodes[:_COMPARED], key=distance)


def is_expression(called: str) -> bool:
    """Return true if the called id is only known when it runs."""
    return called.lstrip().startswith("=") or "{" in called


def _problem(code: str, message: str, node: Node) -> Problem:
    return Problem(code=code, message=message, line=node.line, path=node.id)


def _mentions(node: Node) -> Iterator[_Mention]:
    for xml, name, attributes in node.standard:
        for role, said in attributes.items():
            if role in _ATTRIBUTES and said.strip() and not (role == "calledElement" and is_expression(said)):
                yield _Mention(xml, role, said, _SPECIAL.get((name, role), _ATTRIBUTES[role]))
        if name in _ELEMENTS and (text := characters(xml)).strip():
            above = xml.getparent()
            inside = split(str(above.tag))[1] if above is not None else ""
            yield _Mention(xml, name, text, _SPECIAL.get((inside, name), _ELEMENTS[name]))

"""Decide which XML elements become elements of the model, and where every other one is folded."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.formats.bpmn.parse.fragments import split
from pipeline.formats.shared.xml import Scope, Tree
from pipeline.ir.ids import Ids, encode
from pipeline.ir.workflow import FLOW_NODES

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"

# elements of the model whether they have an id or not (BPMN 8.2.1, 8.3.1, 10.3.1)
_FLOW_ELEMENTS = FLOW_NODES | {
    "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference",
    "choreographyTask", "subChoreography", "callChoreography", "implicitThrowEvent",
}  # fmt: skip
_ARTIFACTS = {"association", "group", "textAnnotation"}
_ALWAYS = _FLOW_ELEMENTS | _ARTIFACTS
_ROOT_ELEMENTS = {
    "process", "collaboration", "globalConversation", "choreography", "globalChoreographyTask",
    "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
    "message", "signal", "error", "escalation", "itemDefinition", "dataStore", "category",
    "resource", "interface", "endPoint", "correlationProperty", "partnerEntity", "partnerRole",
    "cancelEventDefinition", "compensateEventDefinition", "conditionalEventDefinition", "errorEventDefinition",
    "escalationEventDefinition", "linkEventDefinition", "messageEventDefinition", "signalEventDefinition",
    "terminateEventDefinition", "timerEventDefinition",
}  # fmt: skip
_EXTENSIONS = f"{{{BPMN}}}extensionElements"


@dataclass(slots=True, eq=False)
class Node:
    """An XML element that is an element of the model."""

    xml: etree._Element
    id: str
    source_id: str | None
    kind: str
    parent: "Node | None"
    line: int
    standard: list[tuple[etree._Element, str]]
    """Itself, and elements of BPMN's namespace that are folded into it, with their names, in document order."""
    extra: list[etree._Element] = field(default_factory=list)
    """Children of the extensionElements that are folded into it."""
    folded: int = 0
    """XML elements whose nearest node this is."""


class Outline:
    """The nodes of a document, in its order."""

    def __init__(self, tree: Tree) -> None:
        self.root = tree.root
        self.by_xml: dict[etree._Element, Node] = {}
        self._ids = Ids()
        # holding every element keeps lxml from making a new, unequal proxy for it
        self._owners: dict[etree._Element, Node] = {}
        self._steps: dict[etree._Element, str] = {}
        self._counts: Counter[tuple[etree._Element | None, str]] = Counter()
        self.scopes: dict[etree._Element, Scope] = {}
        self.lines: dict[etree._Element, int] = {}
        for element, line, scope in zip(tree.root.iter("*"), tree.lines, tree.scopes, strict=True):
            self.scopes[element] = scope
            self.lines[element] = line
            self._place(element, line)
        self.nodes = tuple(self.by_xml.values())
        self.stated: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.source_id is not None:
                self.stated.setdefault(node.source_id, []).append(node)

    @property
    def xml_elements(self) -> int:
        """Return the number of XML elements in the document."""
        return len(self._owners)

    def _place(self, element: etree._Element, line: int) -> None:
        above = element.getparent()
        nearest = self._owners[above] if above is not None else None
        uri, name = split(str(element.tag))
        self._count(element, above, name if uri == BPMN or not element.prefix else f"{element.prefix}:{name}")
        if nearest is not None and not (uri == BPMN and _is_node(element, name, above is self.root)):
            self._owners[element] = nearest
            _fold(element, uri, name, nearest)
            return
        source_id = element.get("id") or None
        kind = encode(name)
        node = Node(
            xml=element,
            id=self._id(source_id, kind, nearest),
            source_id=source_id,
            kind=kind,
            parent=nearest,
            line=line,
            standard=[(element, name)],
        )
        self._owners[element] = self.by_xml[element] = node

    def nearest(self, element: etree._Element) -> Node:
        """Return the node that an XML element is, or is folded into."""
        return self.by_xml.get(element) or self._owners[element]

    def declared(self, node: Node) -> dict[str, str]:
        """Return the prefixes that a node declares itself."""
        scope, above = self.scopes[node.xml], node.xml.getparent()
        if scope is (self.scopes[above] if above is not None else None):
            return {}
        default = {} if scope.default is None else {"": scope.default}
        return {**default, **scope.declared}

    def xpath(self, node: Node) -> str:
        """Return the place of a node as a person would write it: `/definitions/process[1]/task[2]`."""
        steps = []
        at: etree._Element | None = node.xml
        while at is not None:
            steps.append(self._steps[at])
            at = at.getparent()
        return "/".join(("", *reversed(steps)))

    def _count(self, element: etree._Element, above: etree._Element | None, name: str) -> None:
        self._counts[above, name] += 1
        self._steps[element] = name if above is None else f"{name}[{self._counts[above, name]}]"

    def _id(self, source_id: str | None, kind: str, nearest: Node | None) -> str:
        if source_id is not None:
            return self._ids.named(source_id)
        while nearest is not None and nearest.source_id is None:
            nearest = nearest.parent
        return self._ids.nameless(nearest.id if nearest else "", kind)


def _is_node(element: etree._Element, name: str, in_root: bool) -> bool:
    return bool(element.get("id") or name in _ALWAYS or (in_root and name in _ROOT_ELEMENTS))


def _fold(element: etree._Element, uri: str, name: str, node: Node) -> None:
    node.folded += 1
    above = element.getparent()
    if above is not None and above.tag == _EXTENSIONS:
        node.extra.append(element)
    if uri == BPMN:
        node.standard.append((element, name))


def bpmn_children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Return the children of these names in BPMN's namespace, in document order."""
    return element.iterchildren(*(f"{{{BPMN}}}{name}" for name in names))


def characters(element: etree._Element) -> str:
    """Return the text directly inside an element, without comments, child elements and indentation."""
    parts = (element.text or "", *(child.tail or "" for child in element))
    return "".join(part for part in parts if not (len(element) and "\n" in part and part.isspace()))

"""Decide which XML elements become elements of the model, and where every other one is folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

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


class Part(NamedTuple):
    """An XML element of BPMN's namespace, with its name and attributes."""

    xml: etree._Element
    name: str
    attributes: Mapping[str, str]


@dataclass(slots=True, eq=False)
class Node:
    """An XML element that is an element of the model."""

    xml: etree._Element
    id: str
    source_id: str | None
    kind: str
    parent: "Node | None"
    line: int
    attributes: Mapping[str, str]
    leaf: bool
    """True if nothing is inside it, not even a comment."""
    standard: list[Part]
    """Itself, and elements of BPMN's namespace that are folded into it, in document order."""
    extra: list[etree._Element] = field(default_factory=list)
    """Children of the extensionElements that are folded into it."""
    folded: int = 0
    """XML elements whose nearest node this is."""


MOST: Final = 50_000
"""Elements of a model. A document of as many is checked in about two seconds."""


class TooMany(Exception):
    """The document holds too many elements of the model."""


class Outline:
    """The nodes of a document, in its order. Raises TooMany."""

    def __init__(self, tree: Tree) -> None:
        self.root = tree.root
        self.by_xml: dict[etree._Element, Node] = {}
        self._ids = Ids()
        # holding every element keeps lxml from making a new, unequal proxy for it
        self._owners: dict[etree._Element, Node] = {}
        self._places: dict[etree._Element, tuple[str, int]] = {}
        self._counts: dict[tuple[etree._Element | None, str], int] = {}
        self._paths: dict[etree._Element | None, str] = {None: ""}
        self.scopes: dict[etree._Element, Scope] = {}
        self.lines: dict[etree._Element, int] = {}
        self.attributes: dict[etree._Element, dict[str, str]] = {}
        """Attributes by element; lxml makes new strings each time that it is asked for them."""
        for element, line, scope in zip(tree.root.iter("*"), tree.lines, tree.scopes, strict=True):
            self.scopes[element] = scope
            self.lines[element] = line
            self.attributes[element] = dict(element.items())  # type: ignore[arg-type]  # text in a parsed document
            self._place(element, line)
            if len(self.by_xml) > MOST:
                raise TooMany
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
        tag, attributes = _tag(str(element.tag)), self.attributes[element]
        self._count(element, above, tag.name if tag.own or not element.prefix else f"{element.prefix}:{tag.name}")
        stated = attributes.get("id")
        is_node = tag.own and (stated or tag.always or (tag.root and above is self.root))
        if nearest is not None and not is_node:
            self._owners[element] = nearest
            _fold(Part(element, tag.name, attributes), tag.own, above, nearest)
            return
        source_id = stated or None
        node = Node(
            xml=element,
            id=self._id(source_id, tag.kind, nearest),
            source_id=source_id,
            kind=tag.kind,
            parent=nearest,
            line=line,
            attributes=attributes,
            leaf=not len(element) and not element.text,
            standard=[Part(element, tag.name, attributes)],
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
        above = node.xml.getparent()
        if above not in self._paths:
            around = [above, *above.iterancestors()] if above is not None else []
            for element in reversed(around):
                if element not in self._paths:
                    self._paths[element] = self._path(element, element.getparent())
        return self._path(node.xml, above)

    def _path(self, element: etree._Element, above: etree._Element | None) -> str:
        name, number = self._places[element]
        return f"/{name}" if above is None else f"{self._paths[above]}/{name}[{number}]"

    def _count(self, element: etree._Element, above: etree._Element | None, name: str) -> None:
        key = (above, name)
        number = self._counts[key] = self._counts.get(key, 0) + 1
        self._places[element] = (name, number)

    def _id(self, source_id: str | None, kind: str, nearest: Node | None) -> str:
        if source_id is not None:
            return self._ids.named(source_id)
        while nearest is not None and nearest.source_id is None:
            nearest = nearest.parent
        return self._ids.nameless(nearest.id if nearest else "", kind)


class _Tag(NamedTuple):
    """A tag: its name, the kind of such elements of a model, and when they are elements of the model without an id."""

    name: str
    kind: str
    own: bool
    """True if it is in BPMN's namespace."""
    always: bool
    root: bool
    """True if they are elements directly inside the root."""


@lru_cache(maxsize=1_000)
def _tag(tag: str) -> _Tag:
    uri, name = split(tag)
    return _Tag(name, encode(name), uri == BPMN, name in _ALWAYS, name in _ROOT_ELEMENTS)


def _fold(part: Part, own: bool, above: etree._Element | None, node: Node) -> None:
    node.folded += 1
    if above is not None and above.tag == _EXTENSIONS:
        node.extra.append(part.xml)
    if own:
        node.standard.append(part)


def bpmn_children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Return the children of these names in BPMN's namespace, in document order."""
    tags = _tags(names)
    return (child for child in element if child.tag in tags)


@lru_cache(maxsize=1_000)
def _tags(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{{{BPMN}}}{name}" for name in names)


def characters(element: etree._Element) -> str:
    """Return the text directly inside an element, without comments, child elements and indentation."""
    parts = (element.text or "", *(child.tail or "" for child in element))
    return "".join(part for part in parts if not (len(element) and "\n" in part and part.isspace()))

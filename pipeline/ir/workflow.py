"""A process model: every element of the document, vendor-neutral, in document order.

Kinds and attribute names are those of BPMN 2.0.2 (OMG formal/2013-12-09). What an engine adds
stands in `extensions`, by namespace, and nowhere else.
"""

from functools import cached_property
from typing import Literal

from pipeline.ir.document import Problem
from pipeline.ir.drawing import Drawing, drawings
from pipeline.ir.frozen import Frozen
from pipeline.ir.parts import Part, read_parts

TASKS = frozenset(
    {"task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask"}
)
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})
EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS
CONTAINERS = SUBPROCESSES | {"process"}
_TRUE = frozenset({"true", "1"})

EventKind = Literal[
    "message", "timer", "signal", "error", "escalation", "conditional",
    "link", "compensate", "cancel", "terminate",
]  # fmt: skip


class Expression(Frozen):
    """Text in some expression or script language. It is data: nothing in Ameide evaluates it."""

    text: str
    language: str | None = None


class Timer(Frozen):
    """When a timer fires: ISO 8601, or an expression that yields it (BPMN 10.5.5)."""

    kind: Literal["date", "duration", "cycle"]
    text: str


class EventDefinition(Frozen):
    """What an event waits for or sends (BPMN 10.5.5)."""

    kind: EventKind
    ref: str | None = None
    """Id, as written, of the message, signal, error, escalation or activity: `{namespace}id` where a prefix says that
    it is in other documents. Of a link, its name."""
    timer: Timer | None = None
    condition: Expression | None = None


class Loop(Frozen):
    """How often an activity runs (BPMN 10.3.8)."""

    kind: Literal["standard", "parallel", "sequential"]
    cardinality: Expression | None = None
    collection: str | None = None
    condition: Expression | None = None
    test_before: bool = False
    """Of a standard loop: whether the condition is asked before the first time too."""


class Reference(Frozen):
    """A mention of something else by its id."""

    role: str
    """Attribute or element that holds the mention: `calledElement`, `messageRef`, `attachedToRef`, …"""
    target: str
    """The id as written, without a namespace prefix."""
    type: str
    """What is meant: `process`, `message`, `error`, …, or `element` where the role does not say."""
    element: str | None = None
    """Element of this document that it means; None when the document has none."""
    namespace: str | None = None
    """Where the prefix says that it is, when that is another document."""


class Implementation(Frozen):
    """How an activity or event is carried out, whichever engine's words say so."""

    kind: Literal["worker", "code", "expression", "connector", "decision", "form", "script", "operation", "process"]
    """Of a worker the name is its job type or topic; of code, a class or bean; of a decision, a form or a process, its
    id; of a connector, its id or what it does; of an operation, the operation or technology in the standard's words."""
    name: str
    vendor: str | None = None
    """Whose words: `camunda`, `zeebe`, `activiti`, …; None where the standard's own attributes say it."""


class Extension(Frozen):
    """What one foreign namespace adds to an element, verbatim."""

    attributes: dict[str, str] = {}
    elements: tuple[str, ...] = ()


class Element(Frozen):
    """One element of the document, and where it stands there."""

    id: str
    """Unique in the model and safe in a uid (pipeline/ir/ids.py)."""
    source_id: str | None = None
    """The id as the document states it."""
    kind: str
    name: str = ""
    documentation: str = ""
    parent: str | None = None
    line: int
    xpath: str
    attributes: dict[str, str] = {}
    """The standard's own attributes as written; id and name only where they are stated and empty."""
    references: tuple[Reference, ...] = ()
    source: str | None = None
    """Element a flow or association leaves; None when it dangles."""
    target: str | None = None
    condition: Expression | None = None
    default: str | None = None
    """Element id of the default sequence flow."""
    attached_to: str | None = None
    """Element id of the activity that a boundary event sits on."""
    interrupting: bool = True
    event_sub_process: bool = False
    events: tuple[EventDefinition, ...] = ()
    loop: Loop | None = None
    called: str | None = None
    """Id, as written, of the process or global task that a call activity calls; `{namespace}id` as above."""
    script: Expression | None = None
    extensions: dict[str, Extension] = {}
    """By namespace URI. An attribute of something folded is named after both:
    `multiInstanceLoopCharacteristics/collection`."""
    implementation: Implementation | None = None
    """How it is carried out, as far as the document says."""
    namespaces: dict[str, str] = {}
    """Prefixes that it declares itself; the empty one is the default namespace."""
    folded: str = ""
    """XML, verbatim but for indentation, of all that has no vertex of its own and this element as its nearest
    ancestor. BPMN's namespace is the default one; `<?ameide-element id?>` stands where an element was cut out."""
    diagram: str = ""
    """Folded likewise, and apart because it is only layout: the BPMN DI of the document."""
    folded_count: int = 0
    """XML elements in `folded` and `diagram`."""
    arrangement: str = ""
    """Its parts in the order of the document, where that is not folded, elements, diagram: `f120e2d40` is 120
    characters of `folded`, two elements of the model, and 40 characters of `diagram`."""

    @cached_property
    def inside(self) -> Part:
        """What `folded` says in words of the standard, as data; extensions are apart."""
        return read_parts(self.folded)

    @property
    def label(self) -> str:
        """The name for people: name, else id as written, else id."""
        return self.name.strip() or self.source_id or self.id

    @property
    def link_names(self) -> tuple[str, ...]:
        """Names of the links whose end this event is; some tools name the event and not its link."""
        return tuple((event.ref or self.name).strip() for event in self.events if event.kind == "link")

    def says(self, attribute: str) -> bool:
        """Return true if an attribute of the standard that is true or false is stated to be true."""
        return self.attributes.get(attribute, "").strip() in _TRUE


class WorkflowModel(Frozen):
    """What one process document says."""

    format: str
    parser: str
    """Parser and its version, `bpmn/1`: part of what makes an import new."""
    name: str = ""
    elements: tuple[Element, ...]
    xml_elements: int
    """XML elements in the document; equals vertices + folded + reported."""
    reported: int = 0
    """XML elements that could be neither an element nor folded; each has a problem or finding."""
    content_digest: str
    """SHA-256 of all but positions and diagram: equal when only layout changed."""
    prolog: str = ""
    """Comments and instructions before the root element, verbatim."""
    epilog: str = ""
    """Likewise after it."""

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Elements by their id."""
        return {element.id: element for element in self.elements}

    @cached_property
    def by_source_id(self) -> dict[str, Element]:
        """Elements by the id that the document states; the first where several state the same."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if element.source_id is not None:
                found.setdefault(element.source_id, element)
        return found

    @cached_property
    def children(self) -> dict[str, tuple[Element, ...]]:
        """Elements by the id of what contains them, in document order."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            if element.parent is not None:
                found.setdefault(element.parent, []).append(element)
        return {parent: tuple(elements) for parent, elements in found.items()}

    @cached_property
    def outgoing(self) -> dict[str, tuple[Element, ...]]:
        """Sequence flows by the id of the node they leave."""
        return self._flows("source")

    @cached_property
    def incoming(self) -> dict[str, tuple[Element, ...]]:
        """Sequence flows by the id of the node they reach."""
        return self._flows("target")

    @cached_property
    def boundary(self) -> dict[str, tuple[Element, ...]]:
        """Boundary events by the id of the activity they sit on."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            if element.attached_to is not None:
                found.setdefault(element.attached_to, []).append(element)
        return {host: tuple(events) for host, events in found.items()}

    @cached_property
    def linked(self) -> dict[str, tuple[Element, ...]]:
        """Where links lead: by the id of a throwing event, the first event beside it that catches each of its links."""
        caught: dict[tuple[str | None, str], Element] = {}
        for event in self.of_kind("intermediateCatchEvent"):
            for name in event.link_names:
                caught.setdefault((event.parent, name), event)
        return {
            event.id: tuple(caught[event.parent, name] for name in event.link_names if (event.parent, name) in caught)
            for event in self.of_kind("intermediateThrowEvent")
            if event.link_names
        }

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """Shapes, edges and planes of the document's diagrams, in their order."""
        known = {source_id: element.id for source_id, element in self.by_source_id.items()}
        return drawings("".join(element.diagram for element in self.elements), known)

    @cached_property
    def drawn(self) -> dict[str, tuple[Drawing, ...]]:
        """Shapes and edges by the id of the element they draw."""
        found: dict[str, list[Drawing]] = {}
        for drawing in self.drawings:
            if drawing.element is not None and drawing.kind != "plane":
                found.setdefault(drawing.element, []).append(drawing)
        return {element: tuple(drawn) for element, drawn in found.items()}

    @cached_property
    def lanes(self) -> dict[str, tuple[Element, ...]]:
        """Lanes by the id of each flow node they list, the outermost first; normally one of each lane set."""
        found: dict[str, list[Element]] = {}
        for lane in self.of_kind("lane"):
            for node in dict.fromkeys(ref.element for ref in lane.references if ref.role == "flowNodeRef"):
                if node is not None:
                    found.setdefault(node, []).append(lane)
        return {node: tuple(lanes) for node, lanes in found.items()}

    def of_kind(self, *kinds: str) -> tuple[Element, ...]:
        """Elements of these kinds, in document order; found once, however many rules ask."""
        if kinds not in self.asked:
            self.asked[kinds] = tuple(element for element in self.elements if element.kind in kinds)
        return self.asked[kinds]

    @cached_property
    def asked(self) -> dict[tuple[str, ...], tuple[Element, ...]]:
        """What `of_kind` has found."""
        return {}

    def nodes(self, container: str) -> tuple[Element, ...]:
        """Flow nodes directly inside a process or sub-process."""
        return tuple(child for child in self.children.get(container, ()) if child.kind in FLOW_NODES)

    def _flows(self, end: Literal["source", "target"]) -> dict[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = {}
        for element in self.of_kind("sequenceFlow"):
            node = element.source if end == "source" else element.target
            if node is not None:
                found.setdefault(node, []).append(element)
        return {node: tuple(flows) for node, flows in found.items()}


class Parsed(Frozen):
    """What a parser made of a document: a model, or the problems that prevented one."""

    model: WorkflowModel | None = None
    problems: tuple[Problem, ...] = ()
    """With a model: what it left out or had to choose (duplicate ids, dangling references)."""

"""Define a vendor-neutral process model: its steps, their order, and the events that they wait for.

Kinds and attribute names are those of BPMN 2.0.2 (OMG formal/2013-12-09). Additions of engines
are in `extensions`, by namespace, and nowhere else.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pipeline.ir.frozen import Frozen
from pipeline.ir.model import Element, Model

TASKS = frozenset(
    {"task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask"}
)
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})
EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS
DETAILS = frozenset(
    {"conditionExpression", "condition", "completionCondition", "loopCondition", "loopCardinality", "loopDataInputRef",
     "loopDataOutputRef", "inputDataItem", "outputDataItem", "timeDate", "timeDuration", "timeCycle", "script",
     "documentation"}
)  # fmt: skip
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
    """The time at which a timer fires: ISO 8601, or an expression that yields it (BPMN 10.5.5)."""

    kind: Literal["date", "duration", "cycle"]
    text: str


class EventDefinition(Frozen):
    """The trigger or result of an event (BPMN 10.5.5)."""

    kind: EventKind
    ref: str | None = None
    """Id, as written, of the message, signal, error, escalation or activity: `{namespace}id` where a prefix says that
    it is in other documents. Of a link, its name."""
    timer: Timer | None = None
    condition: Expression | None = None


class Loop(Frozen):
    """The repetition of an activity (BPMN 10.3.8)."""

    kind: Literal["standard", "parallel", "sequential"]
    cardinality: Expression | None = None
    collection: str | None = None
    condition: Expression | None = None
    test_before: bool = False
    """True if a standard loop also evaluates its condition before the first repetition."""


class Implementation(Frozen):
    """The implementation of an activity or event, in the terms of whichever engine."""

    kind: Literal["worker", "code", "expression", "connector", "decision", "form", "script", "operation", "process"]
    """Kind of implementation. It decides the meaning of `name`: of a worker, its job type or topic; of code, a class or
    bean; of a decision, form or process, its id; of a connector, its id or action; of an operation, the operation or
    technology in the standard's words."""
    name: str
    vendor: str | None = None
    """Vendor whose attributes state it: `camunda`, `zeebe`, `activiti`, …; None for the standard's own attributes."""


class FlowElement(Element):
    """An element of a process, and its behaviour."""

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
    implementation: Implementation | None = None
    """Implementation, as far as the document states it."""

    @property
    def link_names(self) -> tuple[str, ...]:
        """Return the names of the links that end at this event; some tools name the event and not its link."""
        return tuple((event.ref or self.name).strip() for event in self.events if event.kind == "link")

    def says(self, attribute: str) -> bool:
        """Return true if an attribute of the standard that is true or false is stated to be true."""
        return self.attributes.get(attribute, "").strip() in _TRUE


class WorkflowModel(Model):
    """The content of one process document."""

    elements: tuple[FlowElement, ...]

    if TYPE_CHECKING:  # the same as of any model, only that these elements have a part in the flow

        @cached_property
        def by_id(self) -> Mapping[str, FlowElement]: ...
        @cached_property
        def by_source_id(self) -> Mapping[str, FlowElement]: ...
        @cached_property
        def children(self) -> Mapping[str, tuple[FlowElement, ...]]: ...
        def of_kind(self, *kinds: str) -> tuple[FlowElement, ...]: ...

    @cached_property
    def details(self) -> Mapping[str, tuple[str, ...]]:
        """Return event definitions, expressions, loops and notes with own ids, by the id of their container."""
        found: dict[str, list[str]] = {}
        for element in self.elements:
            within = self.by_id.get(element.parent or "") if _is_detail(element) else None
            while within is not None and _is_detail(within):
                within = self.by_id.get(within.parent or "")
            if within is not None and within.parent is not None:
                found.setdefault(within.id, []).append(element.id)
        return {id_: tuple(details) for id_, details in found.items()}

    @cached_property
    def outgoing(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return sequence flows by the id of the node that they leave."""
        return self._flows("source")

    @cached_property
    def incoming(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return sequence flows by the id of the node that they reach."""
        return self._flows("target")

    @cached_property
    def message_flows(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return message flows by the id of the sending node."""
        found: dict[str, list[FlowElement]] = {}
        for flow in self.of_kind("messageFlow"):
            if flow.source is not None:
                found.setdefault(flow.source, []).append(flow)
        return {node: tuple(flows) for node, flows in found.items()}

    @cached_property
    def boundary(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return boundary events by the id of their activity."""
        found: dict[str, list[FlowElement]] = {}
        for element in self.elements:
            if element.attached_to is not None:
                found.setdefault(element.attached_to, []).append(element)
        return {host: tuple(events) for host, events in found.items()}

    @cached_property
    def linked(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return, by the id of a throwing event, the events at which its links arrive: those that it is tied to by
        reference; else, for each of its links, the first beside it that has its name.
        """
        caught: dict[tuple[str | None, str], FlowElement] = {}
        for event in self.of_kind("intermediateCatchEvent"):
            for name in event.link_names:
                caught.setdefault((event.parent, name), event)
        return {
            event.id: self.tied_links.get(event.id)
            or tuple(caught[event.parent, name] for name in event.link_names if (event.parent, name) in caught)
            for event in self.of_kind("intermediateThrowEvent")
            if event.link_names
        }

    @cached_property
    def tied_links(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return, by the id of a throwing event, the catching events that it names as `target`, or that name it as
        `source`, whatever the names of their links are.
        """
        found: dict[str, dict[str, FlowElement]] = {}
        for at in self.of_kind("linkEventDefinition", "intermediateThrowEvent", "intermediateCatchEvent"):
            here = self._event_of(at)
            for role, mention in ((each.role, each) for each in at.references if each.role in {"source", "target"}):
                there = self._event_of(self.by_id.get(mention.element or ""))
                if here is None or there is None:
                    continue
                throws, catches = (here, there) if role == "target" else (there, here)
                if throws.kind == "intermediateThrowEvent" and catches.kind == "intermediateCatchEvent":
                    found.setdefault(throws.id, {})[catches.id] = catches
        return {event: tuple(ends.values()) for event, ends in found.items()}

    def _event_of(self, at: FlowElement | None) -> FlowElement | None:
        """Return the event that an element is, or that its definition stands in."""
        if at is not None and at.kind == "linkEventDefinition":
            return self.by_id.get(at.parent or "")
        return at

    @cached_property
    def lanes(self) -> dict[str, tuple[FlowElement, ...]]:
        """Return lanes by the id of each flow node in them, the outermost first; normally one of each lane set."""
        found: dict[str, list[FlowElement]] = {}
        for lane in self.of_kind("lane"):
            for node in dict.fromkeys(ref.element for ref in lane.references if ref.role == "flowNodeRef"):
                if node is not None:
                    found.setdefault(node, []).append(lane)
        return {node: tuple(lanes) for node, lanes in found.items()}

    def nodes(self, container: str) -> tuple[FlowElement, ...]:
        """Return the flow nodes directly inside a process or sub-process."""
        return self.remembered(
            ("nodes", container),
            lambda: tuple(child for child in self.children.get(container, ()) if child.kind in FLOW_NODES),
        )

    def _flows(self, end: Literal["source", "target"]) -> dict[str, tuple[FlowElement, ...]]:
        found: dict[str, list[FlowElement]] = {}
        for element in self.of_kind("sequenceFlow"):
            node = element.source if end == "source" else element.target
            if node is not None:
                found.setdefault(node, []).append(element)
        return {node: tuple(flows) for node, flows in found.items()}


def _is_detail(element: FlowElement) -> bool:
    return element.kind in DETAILS or element.kind.endswith(("EventDefinition", "LoopCharacteristics"))

"""Lay out where tokens can lie: a place for each flow, each running activity, each scope and each message."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ir.tokens.budget import Budget
from pipeline.ir.tokens.net import Net, mask
from pipeline.ir.tokens.scopes import (
    beginnings,
    entries,
    event_sub_processes,
    is_compensation_handler,
    is_link_catch,
    is_start,
)  # fmt: skip
from pipeline.ir.workflow import ACTIVITIES, CONTAINERS, FlowElement, WorkflowModel

SEVERAL_WAYS_IN_AND_OUT = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
_SEND = ACTIVITIES | {"intermediateThrowEvent", "endEvent"}
"""The kinds that can send a message. A flow from another kind, which the standard forbids, does not tell when."""


@dataclass(slots=True)
class Scope:
    """A process or sub-process that runs: it ends when none of its tokens is left."""

    element: FlowElement
    parent: "Scope | None"
    marker: int
    """Place of the token that says it runs."""
    tokens: int = 0
    """Mask of all that keeps it running, nested scopes included."""
    marks: int = 0
    """Mask of what is forgotten when it ends."""
    beside: dict[str, tuple[FlowElement, ...]] = field(default_factory=dict)
    """Start events by event sub-process directly in the container."""

    def around(self) -> "Iterator[Scope]":
        """Yield this scope, then the one around it, and so on."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


@dataclass(slots=True)
class Layout:
    """All places of some processes that run together."""

    model: WorkflowModel
    net: Net = field(default_factory=Net)
    scopes: dict[str, Scope] = field(default_factory=dict)
    flows: dict[str, int] = field(default_factory=dict)
    enter: dict[str, int] = field(default_factory=dict)
    """Entry places of nodes that start without a flow: by a start, by a link, with their container."""
    run: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    armed: dict[str, int] = field(default_factory=dict)
    """Places of events that may happen once beside the rest: non-interrupting boundary events, event sub-processes."""
    sent: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Messages that each node sends to another of these processes."""
    messages: dict[tuple[str, str], int] = field(default_factory=dict)
    """The messages, by sender and the flow or process that they go to."""
    received: dict[str, list[list[int]]] = field(default_factory=lambda: defaultdict(list))
    """Messages for which each node waits; any one of them suffices."""
    apart: bool = False
    """True if each message flow carries its own message, even from one node to the start of a process and inside it."""
    shared: bool = False
    """True if some message can start a process or be taken inside it; `apart` excludes that."""
    _nodes: dict[str, Sequence[FlowElement]] = field(default_factory=dict)

    def nodes(self, container: str) -> Sequence[FlowElement]:
        """Return the nodes that run in a container; compensation is not followed."""
        if container not in self._nodes:
            undoing = {
                node.id
                for node, starts in event_sub_processes(self.model, container)
                if any(event.kind == "compensate" for start in starts for event in start.events)
            }
            nodes = self.model.nodes(container)
            self._nodes[container] = [node for node in nodes if node.id not in undoing and not self._undoes(node)]
        return self._nodes[container]

    def begun(self, scope: Scope) -> list[list[int]]:
        """Return the ways in which the contents of a scope begin: the places entered, and those armed beside them."""
        return [self.entered(scope, nodes) for nodes in beginnings(self.model, scope.element)]

    def entered(self, scope: Scope, nodes: Sequence[FlowElement]) -> list[int]:
        """Return the places where tokens lie when a scope begins at these nodes: there, and what is armed beside."""
        armed = [self.armed[node] for node in scope.beside if node in self.scopes]
        return [*(self.enter[node.id] for node in nodes), *armed]

    def _undoes(self, node: FlowElement) -> bool:
        return not node.event_sub_process and is_compensation_handler(node) and node.id not in self.model.incoming

    def ways_in(self, node: FlowElement) -> list[int]:
        """Return the places from which a node takes tokens."""
        ways = [self.flows[flow.id] for flow in self.model.incoming.get(node.id, ()) if flow.id in self.flows]
        return [*ways, *([self.enter[node.id]] if node.id in self.enter else ())]

    def sends(self, node: FlowElement) -> list[int]:
        """Return the places of the messages that a node sends to another of these processes."""
        return self.sent.get(node.id, [])

    def receives(self, node: FlowElement) -> list[list[int]]:
        """Return the messages of which a node waits for any one; a single empty list where they come from outside."""
        return self.received.get(node.id, [[]])


def laid_out(
    model: WorkflowModel, processes: Sequence[FlowElement], budget: Budget | None = None, *, apart: bool = False
) -> Layout:
    """Return places for these processes; where there are several, for the messages among them too."""
    layout = Layout(model, Net(budget=budget) if budget else Net(), apart=apart)
    for process in processes:
        _scope(layout, process, None)
    if len(processes) > 1:
        _messages(layout)
    return layout


def runs_inside(layout: Layout, node: FlowElement) -> bool:
    """Return true for a sub-process whose contents are followed. An ad-hoc one counts as one activity."""
    return node.kind in CONTAINERS and node.kind != "adHocSubProcess" and bool(layout.nodes(node.id))


def _messages(layout: Layout) -> None:
    known = {node.id: scope for scope in layout.scopes.values() for node in layout.nodes(scope.element.id)}
    senders = {node for node in known if layout.model.by_id[node].kind in _SEND}
    for flow in layout.model.of_kind("messageFlow"):
        if flow.target in known and flow.source in senders:
            layout.received[flow.target].append([_message(layout, flow, known)])
        elif flow.target in known:
            layout.received[flow.target].append([])  # it comes from outside, at any time
    for node in layout.received:
        if node not in layout.run and layout.model.by_id[node].kind == "receiveTask":
            layout.run[node] = _holding(layout, known[node], node)


def _message(layout: Layout, flow: FlowElement, known: Mapping[str, Scope]) -> int:
    """Return the place of the message that a flow carries.

    If one node sends to the start of a process and to an element inside it, that is one message, which starts the
    process or is taken by the running one; unless they are read as two messages.
    """
    process = [*known[flow.target or ""].around()][-1].element.id
    sent = [each for each in layout.model.message_flows.get(flow.source or "", ()) if each.target in known]
    layout.net.budget.spend(len(sent))
    ends = [each.target or "" for each in sent if [*known[each.target or ""].around()][-1].element.id == process]
    shared = len(ends) > 1 and any(is_start(layout.model.by_id[end]) for end in ends)
    layout.shared |= shared
    key = (flow.source or "", process if shared and not layout.apart else flow.id)
    if key not in layout.messages:
        layout.messages[key] = layout.net.place(flow.target or "", counted=False, idle=True, message=True)
        layout.sent[key[0]].append(layout.messages[key])
    return layout.messages[key]


def _scope(layout: Layout, element: FlowElement, parent: Scope | None) -> None:
    scope = Scope(element, parent, _holding(layout, parent, element.id))
    layout.scopes[element.id] = scope
    begins = {node.id for node in entries(layout.model, element)}
    followed = {node.id for node in layout.nodes(element.id)}
    beside = event_sub_processes(layout.model, element.id)
    scope.beside = {node.id: starts for node, starts in beside if node.id in followed}
    for node in layout.nodes(element.id):
        for flow in layout.model.outgoing.get(node.id, ()):
            layout.flows[flow.id] = _holding(layout, scope, flow.target or flow.id)
        if node.id in begins or is_start(node) or is_link_catch(node):
            layout.enter[node.id] = _holding(layout, scope, node.id)
        if node.kind == "endEvent":
            layout.ends[node.id] = _mark(layout, scope, node.id, end=True)
        if node.event_sub_process or (node.kind == "boundaryEvent" and not node.interrupting):
            layout.armed[node.id] = _mark(layout, scope, node.id, end=False)
        if runs_inside(layout, node):
            _scope(layout, node, scope)
        elif _needs_place(layout.model, node):
            layout.run[node.id] = _holding(layout, scope, node.id)


def _needs_place(model: WorkflowModel, node: FlowElement) -> bool:
    if node.kind in ACTIVITIES:
        return node.id in model.boundary or _several(model, node)
    return node.kind == "eventBasedGateway" or (node.kind in SEVERAL_WAYS_IN_AND_OUT and _several(model, node))


def _several(model: WorkflowModel, node: FlowElement) -> bool:
    return len(model.incoming.get(node.id, ())) > 1 and len(model.outgoing.get(node.id, ())) > 1


def _holding(layout: Layout, scope: Scope | None, element: str) -> int:
    place = layout.net.place(element)
    for around in scope.around() if scope else ():
        around.tokens |= mask([place])
    return place


def _mark(layout: Layout, scope: Scope, element: str, *, end: bool) -> int:
    place = layout.net.place(element, counted=False, end=end, idle=not end)
    for around in scope.around():
        around.marks |= mask([place])
    return place

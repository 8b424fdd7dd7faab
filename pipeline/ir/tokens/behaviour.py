"""Write what each node does with tokens (BPMN 2.0.2, chapter 13) as transitions; docs/soundness.md says it in words."""

from collections.abc import Sequence
from itertools import combinations, product

from pipeline.ir.tokens.constants import constant
from pipeline.ir.tokens.interruption import Interruption
from pipeline.ir.tokens.layout import Layout, Scope, runs_inside
from pipeline.ir.tokens.net import mask, one
from pipeline.ir.tokens.scopes import beginnings, is_start
from pipeline.ir.tokens.ways import awaited, leaving, waits_for
from pipeline.ir.workflow import ACTIVITIES, FlowElement

_SPONTANEOUS = frozenset({"message", "timer", "signal", "conditional"})


class Behaviour:
    """A writer of the transitions of a layout into its net."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._model = layout.model
        self._net = layout.net
        self._interruption = Interruption(layout)

    def write(self) -> None:
        """Write all transitions, and the marking that they begin with."""
        for scope in self._layout.scopes.values():
            self._scope(scope)
            for node in self._layout.nodes(scope.element.id):
                if node.kind != "boundaryEvent":
                    self._node(scope, node)

    def _scope(self, scope: Scope) -> None:
        if scope.parent is None:
            self._process(scope)
        elif scope.element.event_sub_process:
            self._net.step([scope.marker], [], clears=scope.marks, empty=scope.tokens)
            self._event_sub_process(scope, scope.parent)

    def _process(self, scope: Scope) -> None:
        """Let a process begin in one of its ways, and end when nothing in it runs any more."""
        ways = [(nodes, self._instantiating(nodes)) for nodes in beginnings(self._model, scope.element)]
        alternatives = [self._begins_with(begun) for _, begun in ways]
        waits = bool(ways) and all([] not in messages for messages in alternatives)
        start = self._net.place(scope.element.id, counted=False, idle=waits)
        self._net.initial |= one(start)
        for (nodes, begun), each in zip(ways, alternatives, strict=True):
            entered = [scope.marker, *self._layout.entered(scope, nodes)]
            for messages in each:
                # the message of an event after a gateway decides which way the gateway goes
                kept = messages if begun is not None and begun.kind == "eventBasedGateway" else []
                self._net.step([start, *messages], [*entered, *kept])
        # what messages begin, the next message begins again
        self._net.step([scope.marker], [start] if waits else [], clears=scope.marks, empty=scope.tokens)

    def _instantiating(self, nodes: Sequence[FlowElement]) -> FlowElement | None:
        """Return what begins a process at these nodes; None where they are no event or receive task that does."""
        if len(nodes) != 1 or not is_start(nodes[0]):
            return None
        if nodes[0].kind != "startEvent" or nodes[0].events:
            return nodes[0]
        # a plain start event may stand before the receive task or gateway that instantiates
        after = [self._model.by_id.get(flow.target or "") for flow in self._model.outgoing.get(nodes[0].id, ())]
        return after[0] if len(after) == 1 and after[0] and is_start(after[0]) else nodes[0]

    def _begins_with(self, node: FlowElement | None) -> list[list[int]]:
        """Return the messages of which any one begins a process at a node; an empty list where it needs none."""
        if node is None:
            return [[]]
        if node.kind != "eventBasedGateway":
            return self._layout.receives(node)
        return [messages for _, target in awaited(self._model, node) for messages in self._layout.receives(target)]

    def _event_sub_process(self, scope: Scope, around: Scope) -> None:
        """Let an event sub-process begin at most once while its parent runs. What is thrown: see Interruption."""
        armed = self._layout.armed[scope.element.id]
        for start in around.beside[scope.element.id]:
            if not any(event.kind in _SPONTANEOUS for event in start.events):
                continue
            clears = around.tokens | around.marks if start.interrupting else 0
            outs = [around.marker, scope.marker, *self._layout.entered(scope, [start])]
            for messages in self._layout.receives(start):
                self._net.step([around.marker, armed, *messages], outs, scope.element.id, clears=clears)

    def _node(self, scope: Scope, node: FlowElement) -> None:
        if node.event_sub_process:
            return
        if runs_inside(self._layout, node):
            self._sub_process(self._layout.scopes[node.id], node)
        elif node.kind in ACTIVITIES:
            self._activity(scope, node)
        elif node.kind.endswith("Gateway"):
            self._gateway(node)
        elif node.kind == "endEvent":
            self._end(scope, node)
        elif node.kind == "intermediateThrowEvent":
            self._throw(scope, node)
        else:
            self._catch(node)

    def _sub_process(self, scope: Scope, node: FlowElement) -> None:
        beside = self._armed_boundary(node)
        for way, entered in product(self._layout.ways_in(node), self._layout.begun(scope)):
            self._net.step([way], [scope.marker, *entered, *beside], node.id)
        sends = self._layout.sends(node)
        for outs in self._outs(node):
            self._net.step([scope.marker], [*outs, *sends], clears=scope.marks | mask(beside), empty=scope.tokens)
        everything = scope.tokens | scope.marks | mask(beside)
        self._boundary(node, scope.marker, clears=everything, kinds=_SPONTANEOUS)

    def _activity(self, scope: Scope, node: FlowElement) -> None:
        ways, run = self._layout.ways_in(node), self._layout.run.get(node.id)
        sends = self._layout.sends(node)
        # of activities, only a receive task is there to wait for a message; one that instantiates has it already
        received = self._layout.receives(node) if node.kind == "receiveTask" and not is_start(node) else [[]]
        if run is None:
            for way, outs in product(ways, self._outs(node)):
                self._net.step([way], [*outs, *sends], node.id)
        else:
            beside = self._armed_boundary(node)
            for way in ways:
                self._net.step([way], [run, *beside], node.id)
            for outs, messages in product(self._outs(node), received):
                self._net.step([run, *messages], [*outs, *sends], clears=mask(beside))
            self._boundary(node, run, clears=mask(beside), kinds=None)
        self._interruption.may_throw(scope, node, [run] if run is not None else ways, self._outs(node))

    def _boundary(self, host: FlowElement, running: int, *, clears: int, kinds: frozenset[str] | None) -> None:
        """Let boundary events of these kinds (None: of any) happen while their host runs."""
        for event in self._model.boundary.get(host.id, ()):
            about = {definition.kind for definition in event.events}
            if about & {"compensate", "cancel"} or (kinds is not None and not about & kinds):
                continue
            for outs, messages in product(self._outs(event), self._layout.receives(event)):
                if event.interrupting:
                    self._net.step([running, *messages], outs, event.id, clears=clears)
                else:
                    armed = self._layout.armed[event.id]
                    self._net.step([running, armed, *messages], [running, *outs], event.id)

    def _armed_boundary(self, host: FlowElement) -> list[int]:
        events = self._model.boundary.get(host.id, ())
        return [self._layout.armed[event.id] for event in events if event.id in self._layout.armed]

    def _gateway(self, node: FlowElement) -> None:
        ways, outs = self._layout.ways_in(node), self._outs(node)
        run, joined = self._layout.run.get(node.id), waits_for(node, len(ways))
        if not ways:
            return
        if joined == "all":
            self._net.step(ways, outs[0], node.id)
        elif node.kind == "eventBasedGateway" and run is not None:
            for way in ways:
                self._net.step([way], [run], node.id)
            if node.attributes.get("eventGatewayType") == "Parallel":
                self._choices([run], outs)
            else:
                self._awaited(node, run)
        elif joined == "possible":
            if run is None:
                self._net.step(ways, outs[0], node.id, join=True)
            else:
                self._net.step(ways, [run], node.id, join=True)
                self._choices([run], outs)
        elif run is None:
            self._choices(ways, outs, node.id)
        else:
            for way in ways:
                self._net.step([way], [run], node.id)
            self._choices([run], outs)

    def _choices(self, ways: Sequence[int], outs: Sequence[Sequence[int]], *trace: str) -> None:
        for way, chosen in product(ways, outs):
            self._net.step([way], chosen, *trace)

    def _awaited(self, gateway: FlowElement, run: int) -> None:
        """Let whichever event happens first decide."""
        for _, target in awaited(self._model, gateway):
            for outs, messages in product(self._outs(target), self._layout.receives(target)):
                self._net.step([run, *messages], [*outs, *self._layout.sends(target)], target.id)

    def _end(self, scope: Scope, node: FlowElement) -> None:
        end, sends = self._layout.ends[node.id], self._layout.sends(node)
        kinds = {event.kind for event in node.events}
        for way in self._layout.ways_in(node):
            if "terminate" in kinds:
                self._net.step([way], [end, *sends], node.id, clears=scope.tokens | scope.marks)
            elif kinds & {"error", "escalation", "cancel"}:
                self._interruption.thrown(scope, node, way, [[end, *sends]])
            else:
                self._net.step([way], [end, *sends], node.id)

    def _throw(self, scope: Scope, node: FlowElement) -> None:
        for way in self._layout.ways_in(node):
            if any(event.kind == "escalation" for event in node.events):
                sends = self._layout.sends(node)
                self._interruption.thrown(scope, node, way, [[*outs, *sends] for outs in self._outs(node)])
            elif node.link_names:
                arrivals = self._model.linked.get(node.id, ())
                self._net.step([way], [self._layout.enter[event.id] for event in arrivals], node.id)
            else:
                for outs in self._outs(node):
                    self._net.step([way], [*outs, *self._layout.sends(node)], node.id)

    def _catch(self, node: FlowElement) -> None:
        ways = self._layout.ways_in(node)
        received = [[]] if node.kind == "startEvent" else self._layout.receives(node)
        for way, outs, messages in product(ways, self._outs(node), received):
            self._net.step([way, *messages], outs, node.id)

    def _outs(self, node: FlowElement) -> list[list[int]]:
        """Return the sets of flows by which a token may leave.

        Conditions are not evaluated, so any may hold, except those that are always or never true.
        """
        flows = self._layout.flows
        left = leaving(node, [flow for flow in self._model.outgoing.get(node.id, ()) if flow.id in flows])
        if left.how == "all":
            return [[flows[flow.id] for flow in left.flows]]
        holds = {flow.id: constant(flow.condition) for flow in left.asked}
        sure = [flows[flow.id] for flow in left.asked if holds[flow.id] is True]
        open_ = [flows[flow.id] for flow in left.asked if holds[flow.id] is None]
        always = [flows[flow.id] for flow in left.always]
        default = [flows[left.default.id]] if left.default and not sure else []
        if left.how == "one":
            return [[place] for place in [*sure, *open_, *always, *default]]
        if node.kind.endswith("Gateway"):  # a flow without a condition has one that is not stated
            some = [[*sure, *chosen] for chosen in ([], *_some([*open_, *always]))]
            return [*filter(None, some), *([default] if default else [])]
        some = [[*always, *sure, *chosen] for chosen in _some(open_)]
        otherwise = [*always, *sure, *default]
        return [*some, *([otherwise] if otherwise else [])]


def _some(places: Sequence[int]) -> list[list[int]]:
    """Return every choice of one place or more."""
    return [list(chosen) for size in range(1, len(places) + 1) for chosen in combinations(places, size)]

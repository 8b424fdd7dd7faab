"""Find who catches errors, escalations and cancellations, and what that ends (BPMN 2.0.2, 10.5.6)."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from pipeline.ir.tokens.codes import CODED, code
from pipeline.ir.tokens.layout import Layout, Scope
from pipeline.ir.tokens.net import mask
from pipeline.ir.workflow import EventDefinition, FlowElement

_THROWN: Final = frozenset({"error", "escalation", "cancel"})
_ELSEWHERE: Final = frozenset({"callActivity", "adHocSubProcess"})
"""Activities whose contents are not followed, and may throw an escalation that something else throws too."""


class Interruption:
    """A writer of the transitions for thrown events."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[tuple[str, str], list[tuple[Scope, list[FlowElement]]]] = {}
        """Handlers by scope and kind: all activities of a scope have the same."""

    def thrown(self, scope: Scope, node: FlowElement, way: int, outs: Sequence[Sequence[int]]) -> None:
        """Let an event throw: to the nearest scope that catches it. An error that nobody catches ends the process."""
        event = next(event for event in node.events if event.kind in _THROWN)
        catching = self._catching(scope, event)
        for around, handler in catching:
            self._handled(node, way, outs, around, handler, goes_on=event.kind == "escalation")
        if not catching and event.kind == "error":
            whole = [*scope.around()][-1]
            self._layout.net.step([way], [], node.id, clears=whole.tokens | whole.marks | mask([whole.marker]))
        elif not catching:
            ended = self._transaction(scope) if event.kind == "cancel" else None
            for each in outs:
                self._layout.net.step([way], each, node.id, clears=ended.tokens | ended.marks if ended else 0)

    def may_throw(self, scope: Scope, node: FlowElement, ways: Sequence[int], outs: Sequence[Sequence[int]]) -> None:
        """Let an activity throw all codes that handlers around it catch, except those at its own boundary.

        Any activity can fail with any error. An escalation is thrown on purpose: by an activity whose contents are not
        analysed, or by any activity if no event throws it.
        """
        own = self._layout.model.boundary.get(node.id, ())
        for kind in sorted(CODED):
            for around, handler in self._around(scope, kind, own):
                if kind == "escalation" and handler.id in self._seen_thrown and node.kind not in _ELSEWHERE:
                    continue
                for way in ways:
                    self._handled(node, way, outs, around, handler, goes_on=kind == "escalation")

    def _handled(
        self,
        node: FlowElement,
        way: int,
        outs: Sequence[Sequence[int]],
        around: Scope,
        handler: FlowElement,
        *,
        goes_on: bool,
    ) -> None:
        """Start the handler and empty what it interrupts. If it does not interrupt, the throwing element continues.

        A handler that does not interrupt starts once while its scope runs, as all of its kind do.
        """
        net, trace = self._layout.net, (node.id, handler.id)
        ends = around.tokens | around.marks
        if handler.kind == "boundaryEvent":
            ends |= mask([around.marker])
            started, armed = self._after(handler), self._layout.armed.get(handler.id)
        else:
            inner = self._layout.scopes[handler.parent or ""]
            started = [inner.marker, *self._layout.entered(inner, [handler])]
            armed = self._layout.armed[inner.element.id]
        if handler.interrupting or not goes_on or armed is None:
            net.step([way], started, *trace, clears=ends)
            return
        for after in outs:
            net.step([way, armed], [*started, *after], *trace)
            net.step([way], after, node.id, empty=mask([armed]))

    def _after(self, event: FlowElement) -> list[int]:
        return [self._layout.flows[flow.id] for flow in self._layout.model.outgoing.get(event.id, ())]

    def _transaction(self, scope: Scope) -> Scope | None:
        return next((around for around in scope.around() if around.element.kind == "transaction"), None)

    def _catching(self, scope: Scope, thrown: EventDefinition) -> list[tuple[Scope, FlowElement]]:
        """Return the handlers of the nearest scope with any: those of this code, else those of every code."""
        meant = code(self._layout.model, thrown)
        for around, handlers in self._handlers(scope, thrown.kind):
            named = [handler for handler in handlers if not meant or meant in self._codes(handler, thrown.kind)]
            if found := named or [handler for handler in handlers if "" in self._codes(handler, thrown.kind)]:
                return [(around, handler) for handler in found]
        return []

    def _around(self, scope: Scope, kind: str, own: Sequence[FlowElement]) -> Iterator[tuple[Scope, FlowElement]]:
        """Yield all handlers around an activity that are not hidden by a nearer one of that code, or its own."""
        hidden = set[str]().union(*(self._codes(event, kind) for event in own))
        for around, handlers in self._handlers(scope, kind):
            if "" in hidden:
                return
            yield from ((around, handler) for handler in handlers if self._codes(handler, kind) - hidden)
            hidden = hidden.union(*(self._codes(handler, kind) for handler in handlers))

    def _handlers(self, scope: Scope, kind: str) -> Sequence[tuple[Scope, list[FlowElement]]]:
        key = (scope.element.id, kind)
        if key not in self._known:
            self._known[key] = [*self._found_handlers(scope, kind)]
        return self._known[key]

    def _found_handlers(self, scope: Scope, kind: str) -> Iterator[tuple[Scope, list[FlowElement]]]:
        """Yield the handlers of this kind of event, nearest first: in event sub-processes, then on the boundary.

        An event sub-process catches nothing that it throws itself; one that interrupts leaves none beside it.
        """
        inner: Scope | None = None
        for around in scope.around():
            beside = around.beside
            if inner is not None and inner.element.id in beside:
                interrupts = any(start.interrupting for start in beside[inner.element.id])
                beside = {} if interrupts else {node: at for node, at in beside.items() if node != inner.element.id}
            started = [start for node, starts in beside.items() if node in self._layout.scopes for start in starts]
            for events in (started, self._layout.model.boundary.get(around.element.id, ())):
                if found := [event for event in events if self._codes(event, kind)]:
                    yield around, found
            inner = around

    def _codes(self, handler: FlowElement, kind: str) -> set[str]:
        """Return the codes that an event catches; of every code, the empty one."""
        model = self._layout.model
        return {code(model, event) if event.ref else "" for event in handler.events if event.kind == kind}

    @cached_property
    def _seen_thrown(self) -> set[str]:
        """Return the ids of handlers for which some event throws what they catch."""
        return {
            handler.id
            for scope in self._layout.scopes.values()
            for node in self._layout.nodes(scope.element.id)
            if node.kind in {"endEvent", "intermediateThrowEvent"}
            for event in node.events
            if event.kind in CODED
            for _, handler in self._catching(scope, event)
        }

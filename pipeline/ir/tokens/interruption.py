"""Find who catches errors, escalations and cancellations, and what that ends (BPMN 2.0.2, 10.5.6)."""

from collections.abc import Iterator, Sequence
from itertools import product

from pipeline.ir.tokens.codes import CODED, code
from pipeline.ir.tokens.layout import Layout, Scope
from pipeline.ir.tokens.net import mask
from pipeline.ir.workflow import EventDefinition, FlowElement


class Interruption:
    """Writes the transitions of what is thrown."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def thrown(self, scope: Scope, node: FlowElement, way: int, outs: Sequence[Sequence[int]]) -> None:
        """Let an event throw: to the nearest scope that catches it. An error that nobody catches ends the process."""
        event = next(event for event in node.events if event.kind in {"error", "escalation", "cancel"})
        catching = list(self._catching(scope, event.kind, event))
        for around, handler in catching:
            self._handled(node, way, outs, around, handler, goes_on=event.kind == "escalation")
        if not catching and event.kind == "error":
            whole = [*scope.around()][-1]
            self._layout.net.step([way], [], node.id, clears=whole.tokens | whole.marks | mask([whole.marker]))
        elif not catching:
            for each in outs:
                self._layout.net.step([way], each, node.id)

    def may_throw(self, scope: Scope, node: FlowElement, ways: Sequence[int], outs: Sequence[Sequence[int]]) -> None:
        """Let an activity throw any error or escalation that is caught around it, except at its own boundary."""
        caught_here = {event.kind for each in self._layout.model.boundary.get(node.id, ()) for event in each.events}
        for kind in sorted(CODED.keys() - caught_here):
            for around, handler in self._catching(scope, kind, None):
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
        """Start the handler and empty what it interrupts. Who threw goes on where it does not interrupt."""
        trace = (node.id, handler.id)
        ends = around.tokens | around.marks
        if handler.kind == "boundaryEvent":
            ends |= mask([around.marker])
            starts = [self._after(handler)]
        else:
            inner = self._layout.scopes[handler.parent or ""]
            starts = [[inner.marker, *entered] for entered in self._layout.begun(inner)]
        for started, after in product(starts, outs):
            if handler.interrupting or not goes_on:
                self._layout.net.step([way], started, *trace, clears=ends)
            else:
                self._layout.net.step([way], [*started, *after], *trace)

    def _after(self, event: FlowElement) -> list[int]:
        return [self._layout.flows[flow.id] for flow in self._layout.model.outgoing.get(event.id, ())]

    def _catching(self, scope: Scope, kind: str, thrown: EventDefinition | None) -> Iterator[tuple[Scope, FlowElement]]:
        """Yield the handlers of the nearest scope with any: event sub-processes in it, else boundary events on it."""
        for around in scope.around():
            inside = [
                start
                for node, starts in around.beside.items()
                if node in self._layout.scopes
                for start in starts
                if self._catches(start, kind, thrown)
            ]
            on_it = [
                event
                for event in self._layout.model.boundary.get(around.element.id, ())
                if self._catches(event, kind, thrown)
            ]
            if inside or on_it:
                yield from ((around, handler) for handler in (inside or on_it))
                return

    def _catches(self, handler: FlowElement, kind: str, thrown: EventDefinition | None) -> bool:
        model = self._layout.model
        return any(
            event.kind == kind and (thrown is None or event.ref is None or code(model, event) == code(model, thrown))
            for event in handler.events
        )

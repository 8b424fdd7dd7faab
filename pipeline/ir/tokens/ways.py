"""Tell where a token goes from a node, and what a node waits for before it goes on (BPMN 2.0.2, 13.3 and 13.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.ir.tokens.scopes import entries
from pipeline.ir.workflow import FlowElement, WorkflowModel

_JOINS: Final[dict[str, Literal["all", "possible"]]] = {
    "parallelGateway": "all",
    "inclusiveGateway": "possible",
    "complexGateway": "possible",
}
_DECIDES: Final[dict[str, Literal["one", "some"]]] = {
    "exclusiveGateway": "one",
    "inclusiveGateway": "some",
    "complexGateway": "some",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """The flows by which a token leaves a node: all at once, the first whose condition holds, or some that hold."""

    how: Literal["all", "one", "some"]
    flows: tuple[FlowElement, ...]
    """All of them, in document order."""
    asked: tuple[FlowElement, ...] = ()
    """Flows with a condition."""
    default: FlowElement | None = None
    """The flow that is taken where no condition holds."""
    always: tuple[FlowElement, ...] = ()
    """Flows with neither: always taken if several may be taken; one of the choices if only one is."""


def leaving(node: FlowElement, flows: Sequence[FlowElement]) -> Leaving:
    """Return how a token leaves a node by these flows. What an event-based gateway does instead, `awaited` tells."""
    default = next((flow for flow in flows if flow.id == node.default), None)
    asked = tuple(flow for flow in flows if flow.condition is not None and flow is not default)
    always = tuple(flow for flow in flows if flow.condition is None and flow is not default)
    how = _decision(node, flows, decides=bool(asked or default))
    if how == "one" and default is None and len(always) == 1:
        default, always = always[0], ()
    return Leaving(how, tuple(flows), asked, default, always)


def _decision(node: FlowElement, flows: Sequence[FlowElement], *, decides: bool) -> Literal["all", "one", "some"]:
    if node.kind in _DECIDES:
        return _DECIDES[node.kind] if len(flows) > 1 else "all"
    return "some" if decides and node.kind != "parallelGateway" else "all"


def waits_for(node: FlowElement, ways_in: int) -> Literal["all", "possible"] | None:
    """Return what a node joins: a token by each way in, or by each that one can still come by; None: it takes any."""
    return _JOINS.get(node.kind) if ways_in > 1 else None


def awaited(model: WorkflowModel, gateway: FlowElement) -> tuple[tuple[FlowElement, FlowElement], ...]:
    """Return the flows of an event-based gateway, each with what it waits for; the first that happens decides."""
    ends = ((flow, model.by_id.get(flow.target or "")) for flow in model.outgoing.get(gateway.id, ()))
    return tuple((flow, node) for flow, node in ends if node is not None)


def leads_to(model: WorkflowModel, node: FlowElement) -> list[str]:
    """Return the nodes where a token at a node can be next: by its boundary events, its flows, its links."""
    return [
        *(event.id for event in model.boundary.get(node.id, ())),
        *(flow.target for flow in model.outgoing.get(node.id, ()) if flow.target is not None),
        *(event.id for event in model.linked.get(node.id, ())),
    ]


def in_order(model: WorkflowModel, container: FlowElement) -> Iterator[FlowElement]:
    """Yield the nodes in a container at any depth, in the order in which tokens come to them."""
    nodes = model.nodes(container.id)
    known = {node.id for node in nodes}
    seen: set[str] = set()
    for first in [*entries(model, container), *nodes]:
        waiting = [first.id]
        while waiting:
            at = waiting.pop()
            if at in seen or at not in known:
                continue
            seen.add(at)
            yield model.by_id[at]
            yield from in_order(model, model.by_id[at])
            waiting += reversed(leads_to(model, model.by_id[at]))

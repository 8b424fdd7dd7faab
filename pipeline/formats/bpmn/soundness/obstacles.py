"""Find what keeps a process from being analysed: behaviour without a meaning, or with one that is not followed."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.ir.naming import named
from pipeline.ir.tokens.scopes import inside
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

BRANCHES: Final = 8
"""Ways out of one inclusive decision that are followed in all their combinations."""
SIZE: Final = 60_000
"""Nodes and flows of a process that is looked at at all."""
_ONE_WAY: Final = frozenset({"exclusiveGateway", "parallelGateway", "eventBasedGateway"})


class Obstacle(NamedTuple):
    """A reason, and what to do about it."""

    reason: str
    advice: str


def flow_nodes(model: WorkflowModel, process: FlowElement) -> Iterator[FlowElement]:
    """Yield the flow nodes of a process at any depth."""
    return (element for element in inside(model, process.id) if element.kind in FLOW_NODES)


def obstacle(model: WorkflowModel, process: FlowElement) -> Obstacle | None:
    """Return the first obstacle in a process; None where there is none."""
    nodes = list(flow_nodes(model, process))
    if len(nodes) + _flows(model, nodes) > SIZE:
        return too_large(model, [process])
    return next((found for node in nodes if (found := _at(model, node))), None)


def too_large(model: WorkflowModel, processes: Sequence[FlowElement]) -> Obstacle:
    """Return the obstacle of processes that take more work than is allowed."""
    nodes = [node for process in processes for node in flow_nodes(model, process)]
    whose = "its" if len(processes) == 1 else "their"
    return Obstacle(
        f"to follow {whose} {len(nodes):,} nodes and {_flows(model, nodes):,} flows takes more work than is allowed",
        "Move parts into processes that are called.",
    )


def _flows(model: WorkflowModel, nodes: Sequence[FlowElement]) -> int:
    return sum(len(model.outgoing.get(node.id, ())) for node in nodes)


def _at(model: WorkflowModel, node: FlowElement) -> Obstacle | None:
    leaving = model.outgoing.get(node.id, ())
    for flow in (*leaving, *model.incoming.get(node.id, ())):
        ends = [model.by_id.get(end or "") for end in (flow.source, flow.target)]
        if None in ends or len({end.parent for end in ends if end}) > 1:
            return Obstacle(
                f"{named(flow)} does not connect two nodes of one process or sub-process",
                "Connect or remove that flow.",
            )
    for event in model.boundary.get(node.id, ()):
        if event.parent != node.parent:
            return Obstacle(
                f"{named(event)} is not in the same process or sub-process as the activity that it is attached to",
                "Move the event to where its activity is.",
            )
    if node.kind == "complexGateway" and len(model.incoming.get(node.id, ())) > 1:
        return Obstacle(
            f"an expression, which is not evaluated, decides when {named(node)} goes on",
            "Use a parallel, inclusive or exclusive gateway if one means the same.",
        )
    if len(leaving) > BRANCHES and node.kind not in _ONE_WAY and _chooses(node, leaving):
        return Obstacle(
            f"{named(node)} can take any combination of {len(leaving)} flows, and only up to {BRANCHES} are followed",
            "Decide in several steps, or by an exclusive gateway where only one flow is taken.",
        )
    if model.linked.get(node.id) == ():
        return Obstacle(f"no event catches the link of {named(node)}", "Add the link event that catches it.")
    return None


def _chooses(node: FlowElement, leaving: tuple[FlowElement, ...]) -> bool:
    """Return true if a token leaves by some of these flows; without a condition, it leaves an activity by all."""
    return node.kind.endswith("Gateway") or any(flow.condition is not None for flow in leaving)

"""Say what a node waits for in a state from which nothing goes on."""

from typing import Final

from pipeline.formats.bpmn.soundness.obstacles import Obstacle
from pipeline.ir.naming import listed, named
from pipeline.ir.tokens.constants import constant
from pipeline.ir.tokens.layout import Layout
from pipeline.ir.tokens.net import tokens
from pipeline.ir.tokens.ways import waits_for
from pipeline.ir.workflow import FlowElement

_MESSAGES: Final = frozenset({"receiveTask", "intermediateCatchEvent", "eventBasedGateway"})


def waiting(layout: Layout, marking: int, node: FlowElement) -> Obstacle:
    """Return what a node waits for in vain, and what to do about it."""
    if senders := _senders(layout, node):
        return Obstacle(
            f"for a message from {senders} that is not sent any more",
            "Let the message be sent on every path that leads here, or let something else happen too, such as a timer.",
        )
    if missing := _missing(layout, marking, node):
        return Obstacle(
            f"for a token from {missing} that does not come any more",
            "Follow the trace, and join paths with the kind of gateway that split them.",
        )
    leaving_ = layout.model.outgoing.get(node.id, ())
    if leaving_ and all(constant(flow.condition) is False for flow in leaving_):
        return Obstacle("because none of its conditions is ever true", "Correct them, or give it a default flow.")
    return Obstacle("for what does not come any more", "Follow the trace to see what led here.")


def _missing(layout: Layout, marking: int, node: FlowElement) -> str:
    """Name the nodes from which a join has no token, if it has one from another."""
    flows = [flow for flow in layout.model.incoming.get(node.id, ()) if flow.id in layout.flows]
    if waits_for(node, len(flows)) is None:
        return ""
    missing = [flow for flow in flows if not tokens(marking, layout.flows[flow.id])]
    sources = dict.fromkeys(flow.source for flow in missing if flow.source in layout.model.by_id)
    if len(missing) == len(flows):
        return ""
    return listed([named(layout.model.by_id[source or ""]) for source in sources], "and")


def _senders(layout: Layout, node: FlowElement) -> str:
    """Name who could send a message that a node waits for."""
    targets = {node.id}
    if node.kind == "eventBasedGateway":
        targets = {flow.target or "" for flow in layout.model.outgoing.get(node.id, ())}
    if node.kind not in _MESSAGES or not targets & layout.received.keys():
        return ""
    senders = dict.fromkeys(
        flow.source
        for flow in layout.model.of_kind("messageFlow")
        if flow.target in targets and flow.source in layout.sent
    )
    return listed([named(layout.model.by_id[sender or ""]) for sender in senders], "or")

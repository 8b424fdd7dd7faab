"""Make anchors of the tenant for names that several documents share."""

from graph.records import Edge, Value, Vertex
from pipeline.ir.meeting import Exchange
from pipeline.ir.model import Model
from pipeline.records.anchors import anchor
from pipeline.records.scope import Scope


def meeting_point(model: Model, exchange: Exchange, scope: Scope) -> Vertex:
    """Return the anchor that an exchange meets others in."""
    return anchor(model.format, exchange.type, exchange.target, scope.version if exchange.inside else "")


def part_in(exchange: Exchange, met: Vertex, scope: Scope) -> Edge:
    """Return what ties an element to its meeting point: it is what the name means, or refers to that."""
    properties: dict[str, Value] = {
        "kind": exchange.side,
        "evidence": [f"{scope.at(exchange.element.line)} {exchange.side}"],
    }
    element, told = scope.uid(exchange.element.id), properties | dict(exchange.stated)
    if exchange.offers:
        return Edge("RESOLVES_TO", met.uid, element, told)
    return Edge("REFERS_TO", element, met.uid, told)

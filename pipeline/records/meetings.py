"""Meeting points of models, names that several documents know, as anchors of the tenant."""

from graph.records import Edge, Value, Vertex
from pipeline.ir.meeting import Exchange
from pipeline.ir.model import Model
from pipeline.records.anchors import anchor
from pipeline.records.scope import Scope


def meeting_point(model: Model, exchange: Exchange) -> Vertex:
    """Return the anchor that an exchange meets others in."""
    return anchor(model.format, exchange.type, exchange.target)


def part_in(exchange: Exchange, met: Vertex, scope: Scope) -> Edge:
    """Return the REFERS_TO of an element to its meeting point."""
    properties: dict[str, Value] = {
        "kind": exchange.side,
        "evidence": [f"{scope.at(exchange.element.line)} {exchange.side}"],
    }
    return Edge("REFERS_TO", scope.uid(exchange.element.id), met.uid, properties | dict(exchange.stated))

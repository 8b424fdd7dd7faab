"""Vertices that imports and builds share."""

from collections.abc import Mapping

from graph.records import Value, Vertex, actor_uid, address
from pipeline.ir.document import Actor


def names_version(uid: str) -> bool:
    """Return true for the uid of a version, not of a model or of anything in it."""
    found = address(uid)
    return found is not None and found.number is not None and found.element is None


def actor_vertex(actor: Actor) -> Vertex:
    uid = actor_uid(actor.issuer, actor.subject)
    return Vertex("Actor", uid, {"issuer": actor.issuer, "subject": actor.subject})


def evidence(*said: str) -> dict[str, Value]:
    """Return the evidence of an edge: a document's line, a rule, a template, a build. Short, since edges are many."""
    return {"evidence": list(said)}


def present(properties: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the properties that have a value; the graph knows no null."""
    return {name: value for name, value in properties.items() if value is not None}

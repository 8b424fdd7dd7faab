"""Write a tenant's configuration as a version of its own model: a document without elements."""

from graph.records import Batch, Edge, Value, Vertex, actor_uid, source_uid, version_uid
from pipeline.ir.configuring import FORMAT, MODEL
from pipeline.ir.document import Actor, Document
from pipeline.records.shared import actor_vertex, evidence

_PARSER = "configuration/1"


def configuration_batch(document: Document, number: int, actor: Actor, *, begins: bool) -> Batch:
    """Return the n-th configuration of a tenant; with `begins`, none is there before it."""
    version, source = version_uid(MODEL, number), source_uid(document.digest)
    properties: dict[str, Value] = {
        "model": MODEL,
        "number": number,
        "name": MODEL,
        "format": FORMAT,
        "parser": _PARSER,
        "contentDigest": document.digest,
        "sourceDigest": document.digest,
        **dict.fromkeys(("elements", "xmlElements", "folded", "reported"), 0),
    }
    vertices = (
        Vertex("Model", MODEL),
        Vertex("Source", source, {"digest": document.digest, "size": len(document.content)}),
        Vertex("Version", version, properties),
        actor_vertex(actor),
    )
    said = evidence("configuration of rules")
    edges = (
        Edge("PARSED_FROM", version, source, evidence(_PARSER)),
        Edge("VERSION_OF", version, MODEL, said),
        Edge("BY", version, actor_uid(actor.issuer, actor.subject), said),
        *([Edge("REVISES", version, version_uid(MODEL, number - 1), said)] if not begins else ()),
    )
    return Batch(vertices, edges)

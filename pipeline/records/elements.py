"""Elements of a version as vertices, with the edges that stand between them in their document."""

from collections.abc import Iterator, Mapping

from graph.records import Edge, Value, Vertex
from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.records.anchors import namespace_of
from pipeline.records.calls import given
from pipeline.records.exchanges import interface
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence, present

# moving something is no change of it
_LAYOUT = {"line", "xpath", "diagram", "folded_count", "arrangement", "namespaces"}
_OWN_PROPERTIES = _LAYOUT | {"id", "source_id", "kind", "name", "documentation", "folded"}
DRAWN = frozenset({"sequenceFlow", "messageFlow"})
"""Kinds of connectors whose two ends are FLOWS_TO."""


def element_vertices(model: WorkflowModel, scope: Scope) -> Iterator[Vertex]:
    """Yield the elements in document order."""
    for place, element in enumerate(model.elements):
        yield _vertex(model, scope, place, element)


def structure(model: WorkflowModel, scope: Scope) -> Iterator[Edge]:
    """Yield STATED_IN and CONTAINS of every element."""
    for element in model.elements:
        stated = evidence(scope.at(element.line))
        yield Edge("STATED_IN", scope.uid(element.id), scope.version, stated)
        if element.parent is not None:
            yield Edge("CONTAINS", scope.uid(element.parent), scope.uid(element.id), stated)


def flows(model: WorkflowModel, scope: Scope) -> Iterator[Edge]:
    """Yield one FLOWS_TO for each pair of nodes; the flows between them, each an element, are its evidence."""
    between: dict[tuple[str, str], list[str]] = {}
    for element in model.of_kind(*sorted(DRAWN)):
        if element.source is not None and element.target is not None:
            between.setdefault((element.source, element.target), []).append(element.id)
    for (start, end), found in between.items():
        yield Edge("FLOWS_TO", scope.uid(start), scope.uid(end), {"evidence": found})


def _vertex(model: WorkflowModel, scope: Scope, place: int, element: Element) -> Vertex:
    dumped = element.model_dump(mode="json", exclude_defaults=True)
    content = {name: value for name, value in dumped.items() if name not in _LAYOUT}
    properties = {name: value for name, value in dumped.items() if name not in _OWN_PROPERTIES}
    return Vertex(
        "Element",
        scope.uid(element.id),
        present(
            {
                "version": scope.version,
                "position": place,
                "sourceId": element.source_id,
                "kind": element.kind,
                "name": element.name,
                "documentation": element.documentation,
                "line": element.line,
                "xpath": element.xpath,
                "digest": digest_of(content),
                "properties": canonical(properties),
                "folded": element.folded + element.diagram or None,
                "foldedCount": element.folded_count,
                **_agreed(model, element),
            }
        ),
    )


def _agreed(model: WorkflowModel, element: Element) -> Mapping[str, Value]:
    """What other documents meet: the inputs that a call gives or a process takes, the namespace of definitions."""
    if element.kind == "definitions":
        return {"targetNamespace": namespace_of(element)}
    return given(model, element) if element.kind == "callActivity" else interface(model, element)

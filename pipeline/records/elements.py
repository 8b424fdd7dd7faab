"""Convert the elements of a version to vertices, with the edges between them."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.records import Edge, Vertex
from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.meeting import Meetings, Stated
from pipeline.ir.model import Element, Model
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence, present

_OWN_PROPERTIES = frozenset({"id", "source_id", "kind", "name", "documentation", "folded"})


def element_vertices(model: Model, scope: Scope, meetings: Meetings[Any]) -> Iterator[Vertex]:
    """Yield the elements in document order."""
    for place, element in enumerate(model.elements):
        yield _vertex(scope, place, element, meetings.agreed(model, element))


def structure(model: Model, scope: Scope) -> Iterator[Edge]:
    """Yield STATED_IN and CONTAINS of every element."""
    for element in model.elements:
        stated = evidence(scope.at(element.line))
        yield Edge("STATED_IN", scope.uid(element.id), scope.version, stated)
        if element.parent is not None:
            yield Edge("CONTAINS", scope.uid(element.parent), scope.uid(element.id), stated)


def flows(model: Model, scope: Scope, meetings: Meetings[Any]) -> Iterator[Edge]:
    """Yield one FLOWS_TO for each pair of nodes; the flows between them, each an element, are its evidence."""
    between: dict[tuple[str, str], list[str]] = {}
    for element in model.of_kind(*sorted(meetings.flows)):
        if element.source is not None and element.target is not None:
            between.setdefault((element.source, element.target), []).append(element.id)
    for (start, end), found in between.items():
        yield Edge("FLOWS_TO", scope.uid(start), scope.uid(end), {"evidence": found})


def _vertex(scope: Scope, place: int, element: Element, agreed: Mapping[str, Stated]) -> Vertex:
    dumped = element.model_dump(mode="json", exclude_defaults=True)
    # moving something is no change of it
    content = {name: value for name, value in dumped.items() if name not in element.PLACEMENT}
    properties = {name: value for name, value in content.items() if name not in _OWN_PROPERTIES}
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
                "xpath": element.path,
                "digest": digest_of(content),
                "properties": canonical(properties),
                "folded": element.verbatim or None,
                "foldedCount": element.folded_count,
                **agreed,
            }
        ),
    )

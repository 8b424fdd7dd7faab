"""Convert relations of a model to elements between the dependent and its dependency."""

from collections.abc import Iterator, Mapping

from graph.records import Edge
from pipeline.ir.meeting import ByValue, Depends
from pipeline.ir.model import Element, Model
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence


def relations(model: Model, scope: Scope, depends: Mapping[str, Depends | ByValue]) -> Iterator[Edge]:
    """Yield RELIES_ON from each dependent to its relation, and from there to what it depends on.

    `depends` states for each kind of relation the end that depends on the other; other kinds make no dependency. An end
    may be a relation itself.
    """
    for relation in model.of_kind(*sorted(depends)):
        way = depends[relation.kind]
        depending, assumed = way.of(relation) if isinstance(way, ByValue) else (way, False)
        said = {"kind": relation.kind, **evidence(scope.at(relation.line)), **({"assumed": True} if assumed else {})}
        hops = (hop for ends in _dependencies(relation, depending) for hop in ends)
        for start, end in dict.fromkeys(hops):
            yield Edge("RELIES_ON", scope.uid(start), scope.uid(end), said)


def untied(model: Model, depends: Mapping[str, Depends | ByValue]) -> int:
    """Count the relations that have both ends and say by their value that neither depends on the other."""
    count = 0
    for relation in model.of_kind(*sorted(kind for kind, way in depends.items() if isinstance(way, ByValue))):
        way = depends[relation.kind]
        whole = relation.source is not None and relation.target is not None
        count += whole and isinstance(way, ByValue) and way.of(relation)[0] is None
    return count


def _dependencies(relation: Element, depends: Depends | None) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the two hops of each way: to the relation, and on from it."""
    if relation.source is None or relation.target is None:
        return
    if depends in {"source", "both"}:
        yield (relation.source, relation.id), (relation.id, relation.target)
    if depends in {"target", "both"}:
        yield (relation.target, relation.id), (relation.id, relation.source)

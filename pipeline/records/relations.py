"""Relations that a model states, as elements on the way from what depends to what it depends on."""

from collections.abc import Iterator, Mapping

from graph.records import Edge, Value
from pipeline.ir.meeting import Depends
from pipeline.ir.model import Model
from pipeline.records.scope import Scope


def relations(model: Model, scope: Scope, depends: Mapping[str, Depends]) -> Iterator[Edge]:
    """Yield RELIES_ON from each dependent to its relation, and from there to what it depends on.

    `depends` says of each kind of relation which end depends on the other; other kinds relate nothing. An end may be a
    relation itself.
    """
    for relation in model.of_kind(*sorted(depends)):
        if relation.source is None or relation.target is None:
            continue
        forth, back = (relation.source, relation.target), (relation.target, relation.source)
        for dependent, dependency in {"source": (forth,), "target": (back,), "both": (forth, back)}[
            depends[relation.kind]
        ]:
            said: dict[str, Value] = {"kind": relation.kind, "evidence": [scope.at(relation.line)]}
            yield Edge("RELIES_ON", scope.uid(dependent), scope.uid(relation.id), said)
            yield Edge("RELIES_ON", scope.uid(relation.id), scope.uid(dependency), said)

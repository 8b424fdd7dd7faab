"""Test that JSON holds everything unchanged."""

import json

from hypothesis import given

from resolvers.export.exported import Exported
from resolvers.export.json import write
from tests.resolvers.export.reaches import reaches


@given(reaches())
def test_everything_is_there(exported: Exported):
    found = json.loads(write(exported))
    assert {name: found[name] for name in exported.facts} == exported.facts
    assert [(each["hop"], each["id"], each["kind"] or "", each["name"] or "") for each in found["vertices"]] == [
        (vertex.hop, vertex.id, vertex.kind, vertex.name) for vertex in exported.vertices
    ]
    assert [(each["kind"], each["from"], each["to"], tuple(each["evidence"])) for each in found["edges"]] == [
        (edge.kind, edge.start, edge.end, edge.evidence) for edge in exported.edges
    ]

"""Models of any size as batches, shaped as imports are: a process that contains its steps, and their source."""

import itertools

from graph.records import Batch, Edge, Value, Vertex, element_uid, version_uid

_FAN = 9


def model(name: str, elements: int) -> Batch:
    """Return a first version of a model with so many elements; the first contains all others, directly or not."""
    version = version_uid(name, 1)
    source = f"source:sha256:{name.encode().hex():0>64}"
    uids = [element_uid(version, f"Task_{number}") for number in range(elements)]
    vertices = (
        Vertex("Model", name),
        Vertex("Source", source, {"digest": source.rpartition(":")[2], "size": elements * 200}),
        Vertex("Version", version, _version(name, source, elements)),
        *(_element(version, uid, number) for number, uid in enumerate(uids)),
    )
    edges = (
        Edge("VERSION_OF", version, name),
        Edge("PARSED_FROM", version, source),
        *(Edge("STATED_IN", uid, version) for uid in uids),
        *(Edge("CONTAINS", uids[(number - 1) // _FAN], uids[number]) for number in range(1, elements)),
        *(Edge("FLOWS_TO", one, other) for one, other in itertools.pairwise(uids)),
    )
    return Batch(vertices, edges)


def _version(name: str, source: str, elements: int) -> dict[str, Value]:
    return {
        "model": name,
        "number": 1,
        "name": name,
        "format": "bpmn",
        "parser": "bpmn/1",
        "contentDigest": "0" * 64,
        "sourceDigest": source.rpartition(":")[2],
        "elements": elements,
    }


def _element(version: str, uid: str, number: int) -> Vertex:
    properties: dict[str, Value] = {
        "version": version,
        "position": number,
        "sourceId": f"Task_{number}",
        "kind": ("userTask", "serviceTask", "exclusiveGateway")[number % 3],
        "name": f"Check the order of customer {number}",
        "documentation": "",
        "line": 10 + 7 * number,
        "xpath": f"/definitions/process/task[{number}]",
        "digest": f"{number:064x}",
        "properties": '{"assignee": "sales", "retries": "3"}',
        "folded": f"<incoming>Flow_{number}</incoming><outgoing>Flow_{number + 1}</outgoing>",
        "foldedCount": 2,
    }
    return Vertex("Element", uid, properties)

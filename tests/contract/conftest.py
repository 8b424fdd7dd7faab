"""Fixtures of the suite that every backend has to pass: `pytest --backend=neo4j tests/contract`."""

import itertools
from dataclasses import dataclass

import pytest

from graph.records import Batch, Edge, Vertex
from graph.store import Graphs

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Backend:
    """A store with an empty tenant."""

    graphs: Graphs
    tenant: str

    async def write(self, *records: Vertex | Edge) -> str:
        """Write in a unit of its own; tells its moment."""
        vertices = tuple(record for record in records if isinstance(record, Vertex))
        edges = tuple(record for record in records if isinstance(record, Edge))
        async with self.graphs.writing(self.tenant) as store:
            await store.write(Batch(vertices, edges))
            return store.now


@pytest.fixture
def backend(graphs: Graphs, tenant: str) -> Backend:
    return Backend(graphs, tenant)


@pytest.fixture
def model() -> str:
    """Return a model's name that no other test uses."""
    return f"model-{next(_NUMBERS)}"

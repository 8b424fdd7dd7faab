"""Fixtures for the models of a tenant."""

import pytest

from graph.store import Graphs
from tests.pipeline.tenant.models import Models


@pytest.fixture
def models(graphs: Graphs, tenant: str) -> Models:
    return Models(graphs, tenant)

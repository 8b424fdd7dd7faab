"""Collect the fixtures, which are split by concern in tests/fixtures/."""

import pytest
from hypothesis import settings

from tests.fixtures.corpus import needs_corpus
from tests.fixtures.laws import examples

pytest_plugins = [
    "tests.fixtures.store",
    "tests.fixtures.neo4j",
    "tests.fixtures.api",
    "tests.fixtures.service",
    "tests.fixtures.temporal",
    "tests.fixtures.generated",
]
collect_ignore = ["golden"]

UNMEASURED = (
    "tests/acceptance/",
    "tests/api/",
    "tests/auth/",
    "tests/benchmarks/",
    "tests/cli/",
    "tests/client/",
    "tests/fuzz/",
    "tests/resolvers/",
    "tests/work/",
    "tests/contract/test_walks.py",
    "tests/pipeline/compare/test_cost.py",
    "tests/pipeline/compare/test_laws.py",
    "tests/pipeline/formats/bpmn/rules/test_cost.py",
    "tests/pipeline/formats/bpmn/test_growing.py",
    "tests/pipeline/ir/tokens/test_reduction.py",
    "tests/pipeline/targets/temporal_python/test_mutations.py",
)
"""Tests of other parts, of many documents or of costs: measuring coverage takes up to half of their time, and others
reach the same lines."""


LONG = (
    "tests/api/test_recovery.py",
    "tests/api/test_serve.py",
    "tests/cli/commands/",
    "tests/graph/test_embedded.py",
    "tests/migrations/test_shipped.py",
    "tests/pipeline/compare/test_cost.py",
    "tests/pipeline/formats/bpmn/rules/test_cost.py",
    "tests/pipeline/formats/bpmn/test_growing.py",
    "tests/pipeline/targets/temporal_python/test_mutations.py",
)
"""Tests that start, kill and upgrade servers, of commands against a running service, and of what growing documents
cost."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(LONG):
            item.add_marker("long")
        reads_corpus = needs_corpus.mark in item.iter_markers("skipif")
        if reads_corpus:
            item.add_marker("corpus")
        if reads_corpus or item.nodeid.startswith(UNMEASURED):
            item.add_marker("no_cover")


# no law depends on how fast the machine is
settings.register_profile("untimed", deadline=None, max_examples=examples(100))
settings.load_profile("untimed")

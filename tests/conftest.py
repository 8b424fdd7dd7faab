"""Fixtures are split by concern, one file each in tests/fixtures/."""

pytest_plugins = [
    "tests.fixtures.corpus",
    "tests.fixtures.neo4j",
    "tests.fixtures.store",
    "tests.fixtures.api",
    "tests.fixtures.service",
    "tests.fixtures.temporal",
    "tests.fixtures.generated",
]
collect_ignore = ["golden"]

"""Fixtures are split by concern, one file each in tests/fixtures/."""

from hypothesis import settings

pytest_plugins = [
    "tests.fixtures.corpus",
    "tests.fixtures.store",
    "tests.fixtures.neo4j",
    "tests.fixtures.api",
    "tests.fixtures.service",
    "tests.fixtures.temporal",
    "tests.fixtures.generated",
]
collect_ignore = ["golden"]

# no law depends on how fast the machine is
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

"""Fixtures are split by concern, one file each in tests/fixtures/."""

pytest_plugins = ["tests.fixtures.corpus", "tests.fixtures.store", "tests.fixtures.api", "tests.fixtures.service"]
